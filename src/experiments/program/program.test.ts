import { describe, expect, it } from 'vitest';
import { drivesSample, firstSteps, programAt, stepsOf } from './program';
import type { Step } from './step';

const move: Step = { verb: 'MOVE' };
const end: Step = { verb: 'END' };
const wait = (seconds: number): Step => ({ verb: 'WAIT', seconds });

describe('programs in program memory', () => {
  it.each<[steps: Step[], places: number[]]>([
    [[], []],
    [[move], [0]],
    [[move, end], [0]],
    [
      [move, end, move, wait(1), end],
      [0, 2],
    ],
    [
      [move, end, wait(1), end, wait(2)],
      [0, 2, 4],
    ],
  ])('begin behind an END: %j', (steps, places) => {
    expect(firstSteps(steps)).toEqual(places);
  });

  it('are told apart', () => {
    const steps = [move, end, wait(1), wait(2), end];
    expect(stepsOf({ steps }, 0)).toEqual([move, end]);
    expect(stepsOf({ steps }, 1)).toEqual([wait(1), wait(2), end]);
  });

  it('drive the sample where their track has a step', () => {
    const track = (steps: Step[]) => ({ track: { steps, labels: steps.map(() => ''), follow: true } });
    expect([{}, track([]), track([wait(1)])].map(drivesSample)).toEqual([false, false, true]);
  });

  it('belong to points; the first where a point names none', () => {
    const point = { x: 0, y: 0, row: 0, column: 0 };
    const path = { points: [point, { ...point, program: 1 }], rows: 1, columns: 1, x: [0], y: [0] };
    expect([0, 1, 2].map((k) => programAt(path, k))).toEqual([0, 1, 0]);
  });
});
