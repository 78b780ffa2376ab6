/**
 * Current map: at every pixel land, let the charging of the contact die away, and average the current at a potential.
 */
import { quantity, significant, withError } from '../quantity';
import type { HopTraces } from '../records/hop';
import { rmsOf, type NoiseTable } from './landing/amplifier-noise';
import { approachPlot } from './landing/approach-plot';
import { currentFindings } from './holds/current-findings';
import type { Expectation, Evaluation, Experiment, Field, MapSpec, Recipe, Recorded } from './experiment';
import type { PixelDetail } from './shown';
import { picoamperes } from './recipe/field-units';
import { gridPath } from './path/grid';
import { NO_REFERENCES, surveyCount, surveyFields, surveyPath } from './path/references';
import { driftMaps } from './results/surface-drift';
import { HELD_CURRENT_2014, heldCurrentFields, heldCurrentLines, measuredHold } from './holds/held-current';
import { clearNoise, holdsOf, keptOf, meanCurrent } from './holds/holds';
import { heldPlot } from './holds/hold-plot';
import { pauseField, programOf, visitLines } from './program/hop-program';
import { landingFields } from './landing/landing';
import { contactHeight, approachOf, landingProblem } from './landing/landed';
import { landingWarnings } from './landing/landing-expectation';
import { HEIGHT, numberMap, PICOAMPERE } from './results/map-specs';
import { LANDING_2014, LFP_2014, LFP_2020, LTO_2020 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { footprintField } from './recipe/setup';
import { square } from './path/squares';

const fields: readonly Field[] = [
  ...heldCurrentFields,
  picoamperes({
    key: 'shareBelow',
    analysis: 'share-below',
    group: 'Analysis',
    label: 'Share of pixels below',
    min: 0,
    explanation: 'Currents of less than this magnitude are counted; what is left is active ground.',
  }),
  {
    key: 'particleHeight',
    analysis: 'particle-height',
    group: 'Analysis',
    label: 'Particles rise above the ground by',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 1e-9,
    max: 50e-6,
    explanation: 'Pixels that are higher above the levelled ground belong to a particle.',
  },
  {
    key: 'leastPixels',
    analysis: 'least-pixels',
    group: 'Analysis',
    label: 'Least pixels of a particle',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 10e3,
    explanation: 'Smaller groups of high pixels are not counted as particles.',
  },
];

const measure: Recipe = {
  ...NO_REFERENCES,
  ...HELD_CURRENT_2014,
  shareBelow: 10e-12,
  particleHeight: 50e-9,
  leastPixels: 2,
};

const lto: Recipe = {
  ...square(5e-6, 128),
  ...LANDING_2014,
  ...LTO_2020,
  ...measure,
  holdPotential: 1.3,
  approachBias: 1.3,
  retract: 1e-6,
  relief: 0.03e-6,
};

const current: MapSpec = numberMap({ name: 'current', title: 'Current', unit: 'A', shown: PICOAMPERE });
const maps: readonly MapSpec[] = [
  current,
  HEIGHT,
  numberMap({ name: 'contact_current', title: 'Current at contact', unit: 'A', shown: PICOAMPERE }),
];

function reduce(hop: HopTraces, _: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps);
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  const problem = landingProblem(hop);
  const hold = measuredHold(hop, recorded);
  if (problem || !hold) return { ...reduction, reason: problem || NOTHING };
  const noise = clearNoise(hop, recorded);
  const touched = approachOf(hop, recorded)?.channels.tip_current?.at(-1) ?? NaN;
  write('current', meanCurrent(hold, noise));
  write('contact_current', { value: touched, error: noise });
  return { ...reduction, reason: 'The mean of the samples at the end of the hold.' };
}

const NOTHING = 'Nothing was recorded after the contact.';

function detail(hop: HopTraces, _: Recipe, recorded: Recorded): PixelDetail {
  const height = contactHeight(hop, recorded);
  const hold = measuredHold(hop, recorded);
  const problem = landingProblem(hop) || (hold ? '' : NOTHING);
  const plots = [...heldPlot(holdsOf(hop, recorded), 'tip_current'), ...approachPlot(hop, recorded, height)];
  if (problem || !hold) return { headline: 'No current', reason: problem, good: false, numbers: [], plots };
  const noise = clearNoise(hop, recorded);
  const { value, error } = meanCurrent(hold, noise);
  return {
    headline: `i ${quantity(withError(value * 1e12, error * 1e12), 'pA')}`,
    reason: `The mean of ${String(hold.trace.count)} samples at ${quantity(significant(hold.step.level), 'V')}.`,
    good: true,
    numbers: [
      {
        label: 'u(i)',
        text: quantity(significant(error * 1e12, 2), 'pA'),
        title:
          'One standard deviation: noise clear of the surface and shot noise, as far as the mean keeps it',
      },
      {
        label: 'Noise clear of the surface',
        text: quantity(significant(noise * 1e12, 2), 'pA'),
        title: 'rms of the tip current on the way down',
      },
      { label: 'Height', text: quantity(significant((height ?? NaN) * 1e9, 5), 'nm'), title: 'z at contact' },
    ],
    plots,
  };
}

function expect(recipe: Recipe, amplifier: NoiseTable): Expectation {
  const cutoff = numberOf(recipe, 'approachCutoff');
  const seconds = numberOf(recipe, 'samples') / numberOf(recipe, 'sampleRate');
  const noise = rmsOf(amplifier, numberOf(recipe, 'fullScale'), cutoff) * Math.sqrt(keptOf(seconds, cutoff));
  const settle = numberOf(recipe, 'settleTime');
  const warnings = landingWarnings(recipe, gridPath(recipe), amplifier);
  if (settle < SETTLED / cutoff) {
    warnings.push(
      `The filter still remembers the contact after ${quantity(significant(settle * 1e3, 2), 'ms')}: wait for ${quantity(significant((SETTLED / cutoff) * 1e3, 2), 'ms')} or more, or widen it.`,
    );
  }
  return {
    headline: Number.isFinite(noise)
      ? `u(i) ${quantity(significant(noise * 1e12, 2), 'pA')} and the shot noise of the current`
      : 'The amplifier does not tell its noise',
    numbers: [],
    warnings,
  };
}

/** Times of the filter, 1/cut-off, in which a step through four Bessel poles comes within a thousandth. */
const SETTLED = 1.2;

export const currentMap: Experiment = {
  id: 'current-map',
  title: 'Current map',
  summary: 'The current at a potential in every pixel, beside the height of the surface.',
  presets: [
    {
      id: 'lto-film-1.3V',
      title: 'LTO film at 1.3 V',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 3a',
      sample: 'lto-film',
      recipe: lto,
    },
    {
      id: 'lfp-particle-4.2V',
      title: 'LFP secondary particle at 4.2 V',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 4a,b',
      sample: 'lfp-particle',
      recipe: {
        ...lto,
        ...square(15e-6, 128),
        ...LFP_2020,
        holdPotential: 4.2,
        approachBias: 4.2,
        retract: 4e-6,
        relief: 0.1e-6,
        particleHeight: 500e-9,
        leastPixels: 4,
      },
    },
    {
      id: 'lfp-composite-0.65V',
      title: 'LFP composite at +0.65 V',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 2a',
      sample: 'lfp-composite',
      recipe: {
        ...square(20e-6, 64),
        ...LANDING_2014,
        ...LFP_2014,
        ...measure,
        holdPotential: 0.65,
        particleHeight: 500e-9,
        leastPixels: 4,
      },
    },
    {
      id: 'lfp-nanoparticles',
      title: 'LFP nanoparticles on platinum',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 5',
      sample: 'lfp-nanoparticles',
      recipe: {
        ...square(5e-6, 64),
        ...LANDING_2014,
        relief: 0.05e-6,
        ...LFP_2014,
        ...measure,
        sampleName: 'LiFePO4 nanoparticles on Pt',
        holdPotential: 0.65,
        leastPixels: 1,
      },
      published: [{ figure: 'share_below', quantity: 'pixels below 10 pA, text to Fig. 5', value: 0.98 }],
    },
  ],
  fields: [...fields, ...surveyFields, ...landingFields, pauseField, footprintField],
  problems: () => [],
  program: (recipe) => programOf(recipe, visitLines(recipe, heldCurrentLines(recipe))),
  path: surveyPath,
  pointCounts: (recipe) => [surveyCount(recipe)],
  maps: (recipe) => [...maps, ...driftMaps(recipe)],
  mainMap: 'current',
};

export const currentMapEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
  findings: (measured, recipe) => currentFindings(measured, current, recipe),
  analysis: (recipe) => ({
    method:
      'mean of the last hold; noise from the median absolute deviation of the approach curve and the shot noise, with what the mean of the hold keeps behind the filter; particles: connected pixels above the levelled ground',
    share_below: numberOf(recipe, 'shareBelow'),
    particle_height: numberOf(recipe, 'particleHeight'),
    least_pixels: numberOf(recipe, 'leastPixels'),
  }),
};
