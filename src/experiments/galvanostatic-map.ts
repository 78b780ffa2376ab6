/**
 * Galvanostatic map: at every pixel land, drive a constant current, and record the potential. The map of the potential is a
 * movie over the time since the current began.
 */
import { interpolate } from '../kinetics/numerics/interpolate';
import { count, quantity, significant, withError } from '../quantity';
import type { HopTraces } from '../records/hop';
import type { NoiseTable } from './landing/amplifier-noise';
import { approachPlot } from './landing/approach-plot';
import {
  CONSTANT_CURRENT_2014,
  constantCurrentFields,
  constantCurrentLine,
  drivenHold,
} from './holds/constant-current';
import {
  chargeOf,
  chargingWarnings,
  exchangedBy,
  exchangedNumbers,
  hostFields,
} from './holds/exchanged-charge';
import type {
  Expectation,
  Evaluation,
  Experiment,
  Field,
  Findings,
  MapSpec,
  MeasuredMaps,
  Problem,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import type { PixelDetail } from './shown';
import { categoryTable, medianFigure, NO_FINDINGS, sortedNumbers } from './results/findings';
import { gridPath } from './path/grid';
import { NO_REFERENCES, surveyCount, surveyFields, surveyPath } from './path/references';
import { driftMaps } from './results/surface-drift';
import { heldPlot } from './holds/hold-plot';
import { channelOf, timesOf } from './holds/holds';
import { pauseField, programOf, visitLines } from './program/hop-program';
import { landingFields } from './landing/landing';
import { contactHeight, landingProblem } from './landing/landed';
import { landingWarnings } from './landing/landing-expectation';
import { categoryMap, HEIGHT, MILLIVOLT, NANOMETRE, numberMap, PICOCOULOMB, VOLT } from './results/map-specs';
import { LANDING_2014, LFP_2014 } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { footprintField } from './recipe/setup';
import {
  criterionAnalysis,
  criterionOf,
  criterionProblems,
  driftFields,
  SETTLED,
  settlingOf,
  stateOf,
} from './holds/settling';
import { square } from './path/squares';

const fields: readonly Field[] = [
  ...constantCurrentFields,
  {
    key: 'frames',
    group: 'Constant current',
    label: 'Frames of the movie at',
    unit: 'ms',
    factor: 1e3,
    kind: 'list',
    min: 0,
    max: 36e3,
    length: [1, 100],
    explanation:
      'Times since the current began at which the potential becomes a map. The record itself has every sample.',
  },
  ...driftFields,
];

/** Twelve frames with the three published ones among them. */
const FRAMES = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6];

const published: Recipe = {
  ...square(30e-6, 64),
  ...NO_REFERENCES,
  ...LANDING_2014,
  relief: 1.2e-6,
  ...LFP_2014,
  ...CONSTANT_CURRENT_2014,
  frames: FRAMES,
  driftLimit: 0.2,
  driftWindow: 0.2,
};

const maps = (recipe: Recipe): readonly MapSpec[] => [
  numberMap({
    name: 'potential',
    title: 'Potential',
    unit: 'V',
    shown: VOLT,
    errors: false,
    axis: { name: 'time', unit: 's', values: listOf(recipe, 'frames') },
  }),
  HEIGHT,
  numberMap({ name: 'final_potential', title: 'Potential at the end', unit: 'V', shown: VOLT }),
  numberMap({
    name: 'potential_change',
    title: 'Change of potential',
    unit: 'V',
    shown: MILLIVOLT,
    errors: false,
  }),
  categoryMap('settled', 'Settled', SETTLED),
  numberMap({ name: 'charge', title: 'Charge', unit: 'C', shown: PICOCOULOMB, errors: false }),
  numberMap({
    name: 'sphere_radius',
    title: 'Radius of the sphere it amounts to',
    unit: 'm',
    shown: NANOMETRE,
  }),
];

function problems(recipe: Recipe): Problem[] {
  const time = numberOf(recipe, 'chargeTime');
  const frames = listOf(recipe, 'frames');
  const found: Problem[] = [...criterionProblems(recipe, time)];
  if (frames.some((t) => t > time * (1 + 1e-9))) {
    found.push({
      key: 'frames',
      message: 'Frames of the movie at: none can be after the end of the current.',
    });
  }
  if (frames.some((t, k) => k > 0 && t <= (frames[k - 1] ?? NaN))) {
    found.push({ key: 'frames', message: 'Frames of the movie at: give them in their order, each once.' });
  }
  if (numberOf(recipe, 'current') === 0) {
    found.push({ key: 'current', message: 'Current: give one; without current this is a potential map.' });
  }
  return found;
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const { reduction, write } = emptyReduction(maps(recipe));
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  const problem = landingProblem(hop);
  const hold = drivenHold(hop, recorded);
  if (problem || !hold) {
    write('settled', exact(SETTLED.no_contact));
    return { ...reduction, reason: problem || NOTHING };
  }
  const times = timesOf(hold.trace);
  const potentials = channelOf(hold.trace, 'tip_potential');
  listOf(recipe, 'frames').forEach((time, plane) => {
    write('potential', exact(interpolate(times, potentials, time)), plane);
  });
  const settling = settlingOf(times, potentials, criterionOf(recipe));
  const last = potentials.at(-1) ?? NaN;
  write('final_potential', settling ?? exact(last));
  write('potential_change', exact(last - (potentials[0] ?? NaN)));
  if (settling) write('settled', exact(stateOf(settling, hold.trace.flags)));
  const { charge, radius, radiusError } = exchangedBy(chargeOf(hold), recipe);
  write('charge', exact(charge));
  write('sphere_radius', exact(radius), 0, radiusError);
  return { ...reduction, reason: 'The potential under constant current, as it was recorded.' };
}

const NOTHING = 'Nothing was recorded after the contact.';

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const height = contactHeight(hop, recorded);
  const hold = drivenHold(hop, recorded);
  const problem = landingProblem(hop) || (hold ? '' : NOTHING);
  const plots = [...heldPlot(hold ? [hold] : [], 'tip_potential'), ...approachPlot(hop, recorded, height)];
  if (problem || !hold) return { headline: 'No potential', reason: problem, good: false, numbers: [], plots };
  const settling = settlingOf(
    timesOf(hold.trace),
    channelOf(hold.trace, 'tip_potential'),
    criterionOf(recipe),
  );
  const last = hold.trace.channels.tip_potential?.at(-1) ?? NaN;
  return {
    headline: `E ${quantity(withError(settling?.value ?? last, settling?.error ?? NaN), 'V')} at the end`,
    reason: settling?.settled ? 'The potential has settled.' : 'The potential has not come to rest.',
    good: true,
    numbers: [
      ...(settling
        ? [
            {
              label: 'Drift',
              text: quantity(withError(settling.drift * 1e3, settling.driftError * 1e3), 'mV/s'),
              title: 'Slope of the line through the end of the record',
            },
          ]
        : []),
      ...exchangedNumbers(exchangedBy(chargeOf(hold), recipe)),
      { label: 'Height', text: quantity(significant((height ?? NaN) * 1e9, 5), 'nm'), title: 'z at contact' },
    ],
    plots,
  };
}

function expect(recipe: Recipe, amplifier: NoiseTable): Expectation {
  const [current, time] = [numberOf(recipe, 'current'), numberOf(recipe, 'chargeTime')];
  const { charge, radius } = exchangedBy(current * time, recipe);
  const path = gridPath(recipe);
  return {
    headline: `${quantity(significant(charge * 1e12), 'pC')} a pixel, a sphere of radius ${quantity(significant(radius * 1e9), 'nm')}`,
    numbers: exchangedNumbers(exchangedBy(current * time, recipe)),
    warnings: [...chargingWarnings(recipe, current, time, path), ...landingWarnings(recipe, path, amplifier)],
  };
}

function findings({ plane }: MeasuredMaps, recipe: Recipe): Findings {
  const specs = maps(recipe);
  const spec = (name: string): MapSpec => specs.find((m) => m.name === name) ?? HEIGHT;
  const words = sortedNumbers(plane('settled'));
  const last = plane('final_potential');
  const found = sortedNumbers(last);
  if (found.length === 0) return NO_FINDINGS;
  const settled = Array.from(last, (e, k) => (plane('settled')[k] === SETTLED.settled ? e : NaN));
  const many = sortedNumbers(settled).length;
  const share = many / words.length;
  const middle = medianFigure(
    'settled_potential',
    'Settled, median potential',
    settled,
    spec('final_potential'),
  );
  return {
    ...NO_FINDINGS,
    headline:
      many > 0
        ? `${quantity(significant(middle.value), 'V')} where the potential settles, ${quantity(significant(100 * share), '%')} of ${count(words.length)} pixels`
        : 'The potential settles in no pixel',
    figures: [
      middle,
      { key: 'settled_share', label: 'Settled', value: share, unit: '', shown: { unit: '%', factor: 100 } },
      medianFigure('charge', 'Charge, median', plane('charge'), spec('charge')),
      medianFigure(
        'sphere_radius',
        'Sphere of the charge, median radius',
        plane('sphere_radius'),
        spec('sphere_radius'),
      ),
    ],
    tables: [categoryTable('Settling', spec('settled'), words)],
    plots: [
      {
        title: 'Potential over all pixels',
        x: { label: 't', unit: 'ms' },
        y: { label: 'E', unit: 'V' },
        series: [0.1, 0.5, 0.9].map((part) => ({
          kind: 'line',
          name: part === 0.5 ? 'median' : `${String(100 * part)}th percentile`,
          x: listOf(recipe, 'frames').map((t) => t * 1e3),
          y: listOf(recipe, 'frames').map((_, k) => {
            const sorted = sortedNumbers(plane('potential', k));
            return sorted[Math.round(part * (sorted.length - 1))] ?? NaN;
          }),
        })),
      },
    ],
  };
}

export const galvanostaticMap: Experiment = {
  id: 'galvanostatic-map',
  title: 'Galvanostatic map',
  summary: 'The potential under a constant current in every pixel, as a movie, with the charge that passed.',
  presets: [
    {
      id: 'lfp-composite-5pA',
      title: 'LFP composite at +5 pA',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 4',
      sample: 'lfp-composite',
      recipe: published,
      published: [
        { figure: 'settled_potential', quantity: 'potential on a particle, Fig. 4d', value: 0.4 },
        { figure: 'charge', quantity: 'charge a pixel, 5 pA for 600 ms (“3 fC” in the text)', value: 3e-12 },
        {
          figure: 'sphere_radius',
          quantity: 'radius of its sphere in the text; 3 pC and 612 mAh/cm³ make 68.8 nm',
          value: 57e-9,
        },
      ],
    },
  ],
  fields: [...fields, ...surveyFields, ...landingFields, pauseField, ...hostFields, footprintField],
  problems,
  program: (recipe) => programOf(recipe, visitLines(recipe, [constantCurrentLine(recipe)])),
  path: surveyPath,
  pointCounts: (recipe) => [surveyCount(recipe)],
  maps: (recipe) => [...maps(recipe), ...driftMaps(recipe)],
  mainMap: 'potential',
};

export const galvanostaticMapEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
  findings,
  analysis: (recipe) => ({
    method:
      'potential at the times of the frames by straight lines between samples; charge as the sum of the samples; volume by Faraday’s law; settled by the slope of a line through the end of the record',
    ...criterionAnalysis(recipe),
    concentration: numberOf(recipe, 'concentration'),
    concentration_error: numberOf(recipe, 'concentrationError'),
  }),
};
