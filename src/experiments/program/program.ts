/** Program memory holds one program, or several one after the other, each closed by its `END`. */
import type { Path, Program } from '../experiment';
import type { Step } from './step';

/** Place of the first step of each program. */
export function firstSteps(steps: readonly Step[]): number[] {
  const ends = steps.flatMap((step, place) => (step.verb === 'END' ? [place + 1] : []));
  return [0, ...ends].filter((place) => place < steps.length);
}

/** Steps of one program, without those of the others. */
export function stepsOf({ steps }: Pick<Program, 'steps'>, program: number): readonly Step[] {
  const places = firstSteps(steps);
  return steps.slice(places[program] ?? 0, places[program + 1] ?? steps.length);
}

/** Whether a program drives the sample, and does not only say what the pipette's bias is held against. */
export const drivesSample = ({ track }: Pick<Program, 'track'>): boolean => (track?.steps.length ?? 0) > 0;

/** The program that runs at a point; the first for a point that is not on the path. */
export const programAt = ({ points }: Path, point: number): number => points[point]?.program ?? 0;
