/** A charge that is written at a point: form fields, steps, maps of it and what one visit tells. */
import { quantity, significant } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import type { Field, MapSpec, Recipe, Recorded, Reduction } from '../experiment';
import type { PixelDetail } from '../shown';
import { approachPlot } from '../landing/approach-plot';
import { contactHeight, landingProblem } from '../landing/landed';
import type { Line } from '../program/hop-program';
import { picoamperes, seconds, volts } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';
import { NANOMETRE, numberMap, NANOCOULOMB, VOLT } from '../results/map-specs';
import { emptyReduction, exact } from '../results/reduction';
import { chargeOf, exchangedBy, exchangedNumbers } from './exchanged-charge';
import { heldPlot } from './hold-plot';
import { holdsOf, type Held } from './holds';

const GROUP = 'Writing';

const place = (key: string, label: string, axis: string): Field => ({
  key,
  group: GROUP,
  label,
  unit: 'µm',
  factor: 1e6,
  kind: 'number',
  min: 0,
  max: 100e-6,
  explanation: `Stage coordinate ${axis} of the point that is charged.`,
});

export const writingFields: readonly Field[] = [
  place('writeX', 'At x', 'x'),
  place('writeY', 'and y', 'y'),
  picoamperes({
    key: 'writeCurrent',
    group: GROUP,
    label: 'Current',
    explanation: 'Anodic (positive) takes lithium out of the solid and raises its potential.',
  }),
  volts({
    key: 'writePotential',
    group: GROUP,
    label: 'Until the potential reaches',
    explanation: 'Above it for an anodic current, below it for a cathodic one.',
  }),
  seconds({
    key: 'soakTime',
    group: GROUP,
    label: 'Rest before',
    min: 0,
    explanation:
      'Time at the point without current before it is charged: until liquid has soaked a porous particle, a current finds little of it and overshoots.',
  }),
  seconds({
    key: 'writeTime',
    group: GROUP,
    label: 'At most for',
    min: 0.1,
    explanation: 'The current ends then, whatever the potential is.',
  }),
  seconds({
    key: 'writeInterval',
    group: GROUP,
    label: 'Sample every',
    unit: 'ms',
    factor: 1e3,
    max: 10,
    explanation:
      'The bridge looks at every sample: an interval longer than the last rise of the potential overshoots.',
  }),
];

/** Maps of the visits by a program. */
export const writingMaps = (program: number): readonly MapSpec[] => [
  numberMap({
    name: 'written_charge',
    title: 'Charge written',
    unit: 'C',
    shown: NANOCOULOMB,
    errors: false,
    program,
  }),
  numberMap({
    name: 'writing_time',
    title: 'Time of writing',
    unit: 's',
    shown: { unit: 's', factor: 1 },
    errors: false,
    program,
  }),
  numberMap({
    name: 'written_radius',
    title: 'Radius of the sphere it amounts to',
    unit: 'm',
    shown: NANOMETRE,
    program,
  }),
  numberMap({
    name: 'written_potential',
    title: 'Potential at the end of writing',
    unit: 'V',
    shown: VOLT,
    errors: false,
    program,
  }),
];

/** Samples of the record of the rest before. */
const SOAKING_SAMPLES = 200;

function drivenLine(recipe: Recipe): Line {
  const level = numberOf(recipe, 'writeCurrent');
  const time = numberOf(recipe, 'writeTime');
  const until = {
    channel: 'tip_potential',
    condition: level > 0 ? 'ABOVE' : 'BELOW',
    value: numberOf(recipe, 'writePotential'),
  } as const;
  const interval = numberOf(recipe, 'writeInterval');
  return [{ verb: 'HOLD', control: 'CURRENT', level, seconds: time, interval, until }, 'writing'];
}

/** The rest before, where one is wanted, and the current. */
export function writingLines(recipe: Recipe): Line[] {
  const time = numberOf(recipe, 'soakTime');
  const driven = drivenLine(recipe);
  if (time === 0) return [driven];
  return [
    [{ verb: 'HOLD', control: 'CURRENT', level: 0, seconds: time, interval: time / SOAKING_SAMPLES }, 'rest'],
    driven,
  ];
}

const writingHold = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).find(({ step }) => step.control === 'CURRENT' && step.level !== 0);

export function writingReduction(
  hop: HopTraces,
  recipe: Recipe,
  recorded: Recorded,
  maps: readonly MapSpec[],
): Reduction {
  const { reduction, write } = emptyReduction(maps);
  const hold = writingHold(hop, recorded);
  const problem = landingProblem(hop) || (hold ? '' : 'Nothing was recorded after the contact.');
  if (problem || !hold) return { ...reduction, reason: problem };
  const { charge, radius, radiusError } = exchangedBy(chargeOf(hold), recipe);
  write('written_charge', exact(charge));
  write('written_radius', exact(radius), 0, radiusError);
  write('writing_time', exact(hold.trace.count * hold.trace.interval));
  write('written_potential', exact(lastPotential(hold)));
  return { ...reduction, reason: writtenReason(hold) };
}

const lastPotential = ({ trace }: Held): number => trace.channels.tip_potential?.at(-1) ?? NaN;

function writtenReason({ step, trace }: Held): string {
  const whole = trace.count * trace.interval > step.seconds - 1.5 * step.interval;
  return whole
    ? 'The time was over before the potential was reached.'
    : `The potential of ${quantity(significant(step.until?.value ?? NaN), 'V')} was reached.`;
}

export function writingDetail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const hold = writingHold(hop, recorded);
  const problem = landingProblem(hop) || (hold ? '' : 'Nothing was recorded after the contact.');
  const plots = [
    ...heldPlot(hold ? [hold] : [], 'tip_potential'),
    ...approachPlot(hop, recorded, contactHeight(hop, recorded)),
  ];
  if (problem || !hold)
    return { headline: 'Nothing written', reason: problem, good: false, numbers: [], plots };
  return {
    headline: `Written to ${quantity(significant(lastPotential(hold)), 'V')}`,
    reason: writtenReason(hold),
    good: true,
    numbers: [
      {
        label: 'Time',
        text: quantity(significant(hold.trace.count * hold.trace.interval), 's'),
        title: 'Until the current ended',
      },
      ...exchangedNumbers(exchangedBy(chargeOf(hold), recipe)),
    ],
    plots,
  };
}
