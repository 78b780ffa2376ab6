/** Charges and discharges one after the other in a contact: their form fields, their steps, and what is refused. */
import type { Field, Problem, Recipe } from '../experiment';
import type { Line } from '../program/hop-program';
import type { HoldStep } from '../program/step';
import { picoamperes, seconds, volts } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';

const GROUP = 'Constant current';

export const chargeFields: readonly Field[] = [
  picoamperes({
    key: 'current',
    group: GROUP,
    label: 'Current, first',
    explanation:
      'Anodic (positive) takes lithium out of the solid, cathodic puts it in. The second of a cycle is the opposite.',
  }),
  volts({
    key: 'firstLimit',
    group: GROUP,
    label: 'Until, first',
    explanation: 'The first current of a cycle ends when the potential has passed this.',
  }),
  volts({
    key: 'secondLimit',
    group: GROUP,
    label: 'Until, second',
    explanation: 'The opposite current ends when the potential has passed this.',
  }),
  {
    key: 'cycles',
    group: GROUP,
    label: 'Cycles',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 100,
    explanation: 'Charge and discharge together are one.',
  },
  seconds({
    key: 'longest',
    group: GROUP,
    label: 'Longest for each',
    explanation: 'Ends a charge or discharge that has not met its potential by then.',
  }),
  seconds({
    key: 'chargeInterval',
    group: GROUP,
    label: 'Sample every',
    explanation: 'Interval of the record, and how finely the end of each charge is told.',
  }),
  seconds({
    key: 'restTime',
    group: GROUP,
    label: 'Rest before',
    max: 3600,
    explanation:
      'No current, from the contact to the first charge: the potential that the solid has by itself.',
  }),
  {
    key: 'capacityStep',
    analysis: 'capacity-step',
    group: 'Analysis',
    label: 'dQ/dE over steps of',
    unit: 'mV',
    factor: 1e3,
    kind: 'number',
    min: 1e-4,
    max: 0.1,
    explanation: 'The charge that passes within each step of the potential, over that step.',
  },
];

/** Currents of a cycle with the potential that ends each. */
function halvesOf(recipe: Recipe): readonly { readonly level: number; readonly limit: number }[] {
  const current = numberOf(recipe, 'current');
  return [
    { level: current, limit: numberOf(recipe, 'firstLimit') },
    { level: -current, limit: numberOf(recipe, 'secondLimit') },
  ];
}

/** A rest, then the currents of every cycle, each until its potential. */
export function chargeLines(recipe: Recipe): Line[] {
  const interval = numberOf(recipe, 'chargeInterval');
  const rest = numberOf(recipe, 'restTime');
  const hold = { verb: 'HOLD', control: 'CURRENT' } as const;
  const cycles = Array.from({ length: numberOf(recipe, 'cycles') }, (_, k) => k + 1);
  return [
    [{ ...hold, level: 0, seconds: rest, interval: Math.min(interval, rest / 10) }, 'rest'],
    ...cycles.flatMap((cycle) =>
      halvesOf(recipe).map(({ level, limit }): Line => {
        const step: HoldStep = {
          ...hold,
          level,
          seconds: numberOf(recipe, 'longest'),
          interval,
          until: { channel: 'tip_potential', condition: level > 0 ? 'ABOVE' : 'BELOW', value: limit },
        };
        return [step, `${level > 0 ? 'anodic' : 'cathodic'} ${String(cycle)}`];
      }),
    ),
  ];
}

/** Currents and limits that do not lead anywhere. */
export function chargeProblems(recipe: Recipe): Problem[] {
  const found: Problem[] = [];
  if (numberOf(recipe, 'current') === 0)
    found.push({ key: 'current', message: 'Current, first: must not be 0.' });
  const [first, second] = halvesOf(recipe);
  if (first && second && (first.limit - second.limit) * first.level <= 0) {
    found.push({
      key: 'secondLimit',
      message: 'Until, second: must lie on the other side of the first, where the opposite current goes.',
    });
  }
  if (numberOf(recipe, 'longest') < 2 * numberOf(recipe, 'chargeInterval'))
    found.push({ key: 'longest', message: 'Longest for each: must be two samples or more.' });
  return found;
}
