/** A visit from landing to leaving, with what is measured in between. */
import type { Field, Program, Recipe } from '../experiment';
import { milliseconds } from '../recipe/field-units';
import { firstHeight, fixedHeight, landingSteps, leavingSteps, slopeOf } from '../landing/landing';
import { numberOf } from '../recipe/recipe';
import type { Step } from './step';

/** A step and its label for people; empty where nothing is recorded that they look at. */
export type Line = readonly [step: Step, label: string];

export const pauseField: Field = milliseconds({
  key: 'pause',
  group: 'Landing',
  label: 'Rest before the approach',
  explanation: 'Standstill after the way to the point, so that stage and droplet come to rest.',
});

/** To the point, a rest there, down to the contact; then what is measured, and up again. */
export function visitLines(recipe: Recipe, measured: readonly Line[]): readonly Line[] {
  const pause = numberOf(recipe, 'pause');
  const landing = landingSteps(recipe).flatMap((step): Line[] => {
    if (step.verb === 'MOVE' && pause > 0)
      return [
        [step, ''],
        [{ verb: 'WAIT', seconds: pause }, ''],
      ];
    return [[step, step.verb === 'APPROACH' ? 'approach curve' : '']];
  });
  const leaving = leavingSteps(recipe).map((step): Line => [
    step,
    step.verb === 'RETRACT' ? 'retract curve' : '',
  ]);
  return [...landing, ...measured, ...leaving];
}

/** One program, or several one after the other, each already closed by its `END`. */
export function programOf(recipe: Recipe, ...programs: readonly (readonly Line[])[]): Program {
  const lines = programs.flat();
  return {
    steps: lines.map(([step]) => step),
    labels: lines.map(([, label]) => label),
    channelMask: 0,
    clearance: numberOf(recipe, 'retract'),
    travelHeight: fixedHeight(recipe),
    slope: slopeOf(recipe),
    startHeight: firstHeight(recipe),
  };
}
