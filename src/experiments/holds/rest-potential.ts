/** A hold without current and what it tells: form fields, the step, maps and numbers of every experiment that has one. */
import { quantity, significant, withError } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import { approachPlot } from '../landing/approach-plot';
import type { Field, MapSpec, Recipe, Recorded, Reduction } from '../experiment';
import type { PixelDetail } from '../shown';
import { seconds } from '../recipe/field-units';
import { heldPlot } from './hold-plot';
import type { Line } from '../program/hop-program';
import { channelOf, holdsOf, timesOf } from './holds';
import { contactHeight, landingProblem } from '../landing/landed';
import { categoryMap, HEIGHT, numberMap, VOLT } from '../results/map-specs';
import { numberOf } from '../recipe/recipe';
import { emptyReduction, exact } from '../results/reduction';
import { criterionOf, driftFields, SETTLED, settlingOf, type Settling } from './settling';

const MILLIVOLT_PER_SECOND = { unit: 'mV/s', factor: 1e3 };

export const restFields: readonly Field[] = [
  seconds({
    key: 'restTime',
    group: 'Open circuit',
    label: 'Time without current',
    max: 600,
    explanation: 'How long the cell is left to itself after the contact.',
  }),
  seconds({
    key: 'restInterval',
    group: 'Open circuit',
    label: 'Sample every',
    unit: 'ms',
    factor: 1e3,
    min: 50e-6,
    max: 1,
    explanation: 'Interval of the record of the potential.',
  }),
  ...driftFields,
];

export const restDefaults: Recipe = {
  restTime: 1,
  restInterval: 10e-3,
  driftLimit: 10e-3,
  driftWindow: 0.25,
};

export const restStep = (recipe: Recipe): Line => [
  {
    verb: 'HOLD',
    control: 'CURRENT',
    level: 0,
    seconds: numberOf(recipe, 'restTime'),
    interval: numberOf(recipe, 'restInterval'),
  },
  'open circuit',
];

/** Maps of one program, or of all visits; names and titles bear what is said of them. */
export const restMaps = (suffix = '', words = '', program?: number): readonly MapSpec[] =>
  [
    numberMap({ name: 'open_circuit_potential', title: 'Open-circuit potential', unit: 'V', shown: VOLT }),
    categoryMap('settled', 'Settled', SETTLED),
    numberMap({ name: 'drift', title: 'Drift', unit: 'V/s', shown: MILLIVOLT_PER_SECOND }),
    numberMap({ name: 'final_potential', title: 'Potential at the end', unit: 'V', shown: VOLT }),
    HEIGHT,
  ].map((map) => ({
    ...map,
    name: `${map.name}${suffix}`,
    title: `${map.title}${words}`,
    ...(program === undefined ? {} : { program }),
  }));

/** The settling of the hold without current that a hop made; null where there was none, or too little of it. */
function settlingOfHop(hop: HopTraces, recipe: Recipe, recorded: Recorded): Settling | null {
  const hold = holdsOf(hop, recorded).findLast(({ step }) => step.control === 'CURRENT' && step.level === 0);
  if (!hold) return null;
  return settlingOf(timesOf(hold.trace), channelOf(hold.trace, 'tip_potential'), criterionOf(recipe));
}

/** Writes the maps of `restMaps` with the same suffix. */
export function restReduction(
  hop: HopTraces,
  recipe: Recipe,
  recorded: Recorded,
  maps: readonly MapSpec[],
  suffix = '',
): Reduction {
  const { reduction, write } = emptyReduction(maps);
  write(`height${suffix}`, exact(contactHeight(hop, recorded) ?? NaN));
  const problem = landingProblem(hop);
  const found = problem ? null : settlingOfHop(hop, recipe, recorded);
  if (!found) {
    write(`settled${suffix}`, exact(SETTLED.no_contact));
    return { ...reduction, reason: problem || TOO_SHORT };
  }
  const { value, error, drift, driftError, settled } = found;
  write(`settled${suffix}`, exact(settled ? SETTLED.settled : SETTLED.drifting));
  write(`drift${suffix}`, { value: drift, error: driftError });
  write(`final_potential${suffix}`, { value, error });
  if (settled) write(`open_circuit_potential${suffix}`, { value, error });
  return { ...reduction, reason: reasonOf(found, recipe) };
}

const TOO_SHORT = 'The record without current is too short for a drift.';

function reasonOf({ drift, settled }: Settling, recipe: Recipe): string {
  const text = (rate: number): string => quantity(significant(rate * 1e3, 2), 'mV/s');
  const limit = text(numberOf(recipe, 'driftLimit'));
  return settled
    ? `Settled: it drifts by ${text(drift)}, less than ${limit}.`
    : `Not settled: it drifts by ${text(drift)}, and ${limit} is the limit.`;
}

export function restDetail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const height = contactHeight(hop, recorded);
  const problem = landingProblem(hop);
  const found = problem ? null : settlingOfHop(hop, recipe, recorded);
  const plots = [
    ...heldPlot(holdsOf(hop, recorded), 'tip_potential'),
    ...approachPlot(hop, recorded, height),
  ];
  if (!found)
    return { headline: 'No potential', reason: problem || TOO_SHORT, good: false, numbers: [], plots };
  const { value, error, drift, driftError, settled } = found;
  const potential = quantity(withError(value, error), 'V');
  return {
    headline: settled ? `E ${potential}` : 'No steady potential',
    reason: reasonOf(found, recipe),
    good: settled,
    numbers: [
      { label: 'E at the end', text: potential, title: 'The line through the end of the record, at its end' },
      {
        label: 'Drift',
        text: quantity(withError(drift * 1e3, driftError * 1e3), 'mV/s'),
        title: 'Slope of that line',
      },
      { label: 'Height', text: quantity(significant((height ?? NaN) * 1e9, 5), 'nm'), title: 'z at contact' },
    ],
    plots,
  };
}
