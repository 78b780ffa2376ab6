/**
 * Feedback map: after one approach a disc at the potential of a mediator goes over the surface at a constant height; the
 * current at each pixel, and the rate of the surface that it amounts to at that distance.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import type { Evaluation, Experiment, Field, MapSpec, Path, Program, Recipe, Recorded } from './experiment';
import type { PixelDetail } from './shown';
import { apparentRate, farCurrentOf, mapDistance } from './feedback/apparent-rate';
import { heightFields, heightProblems } from './feedback/constant-height';
import { CM_PER_S } from './feedback/approach-findings';
import { discFields, discOf, MEDIATOR_DISC, tipFields } from './feedback/disc';
import { DISC_APPROACH, discApproachFields, discApproachLines } from './feedback/disc-approach';
import { fitsDetail, rateText } from './feedback/fits-detail';
import {
  APPROACH_MAP,
  APPROACHES,
  mapExpectation,
  mapFindings,
  SURFACE_MAP,
  UNKNOWN_HEIGHT,
} from './feedback/map-findings';
import { surfaceFits, SURFACES } from './feedback/surface-fits';
import { heldPlot } from './holds/hold-plot';
import { heldNoise, holdsOf, meanCurrent } from './holds/holds';
import { hopCurve } from './hopping/hop-curve';
import { contactHeight, landingProblem, programOfHop } from './landing/landed';
import { gridCount, gridFields, gridPath, WHOLE_GRID } from './path/grid';
import { programOf } from './program/hop-program';
import { milliseconds } from './recipe/field-units';
import { numberOf } from './recipe/recipe';
import { HEIGHT, numberMap, PICOAMPERE } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';

/** Places of the programs. */
const [APPROACH, RASTER] = [0, 1];
/** Samples of a hold. */
const SAMPLES = 50;

const slope = (key: string, label: string, axis: string): Field => ({
  key,
  group: 'Height',
  label,
  unit: 'nm/µm',
  factor: 1e3,
  kind: 'number',
  min: -0.2,
  max: 0.2,
  explanation: `What levelling has found along ${axis}, or approaches at three points; the disc follows it from the first pixel on. 0 for the same z everywhere.`,
});

const fields: readonly Field[] = [
  milliseconds({
    key: 'holdTime',
    group: 'Tip',
    label: 'Measure for',
    min: 1e-3,
    explanation: 'At every pixel; the mean counts.',
  }),
  slope('slopeX', 'Ground rises along x', 'x'),
  slope('slopeY', 'and along y', 'y'),
  {
    key: 'farCurrent',
    analysis: 'far-current',
    group: 'Disc and mediator',
    label: 'Current far away',
    unit: 'pA',
    factor: 1e12,
    kind: 'number',
    min: 0,
    max: 1e-6,
    explanation: 'As an approach has found it; 0 for 4nFDcr.',
  },
  {
    key: 'farCurrentError',
    analysis: 'far-current-error',
    group: 'Disc and mediator',
    label: 'its uncertainty',
    unit: 'pA',
    factor: 1e12,
    kind: 'number',
    min: 0,
    max: 1e-6,
    explanation: 'One standard deviation; it becomes part of the interval of k.',
  },
];

/** What the height means for a map. */
const WORDS: Readonly<Record<string, string>> = {
  stop: 'At the first pixel of the map, which must lie above an insulator if this is below 1, above a conductor if it is above 1: there the current tells the distance.',
  rise: 'All pixels are measured at this height above the end of the approach. It must clear relief and tilt.',
};
const mapHeightFields = heightFields.map((field) => ({
  ...field,
  explanation: WORDS[field.key] ?? field.explanation,
}));

const recipe: Recipe = {
  schema: 1,
  width: 48e-6,
  height: 24e-6,
  columns: 64,
  rows: 32,
  originX: 26e-6,
  originY: 38e-6,
  ...WHOLE_GRID,
  ...MEDIATOR_DISC,
  ...DISC_APPROACH,
  stop: 0.3,
  rise: 0.3e-6,
  distanceError: 0.06e-6,
  slopeX: 0,
  slopeY: 0,
  holdTime: 0.1,
  farCurrent: 0,
  farCurrentError: 3e-12,
};

const rateMap = (name: string, title: string): MapSpec =>
  numberMap({ name, title, unit: 'm/s', shown: CM_PER_S, errors: false, program: RASTER });

const maps: readonly MapSpec[] = [
  numberMap({
    name: 'relative_current',
    title: 'Current over that far away',
    unit: '',
    shown: { unit: '', factor: 1 },
    program: RASTER,
  }),
  rateMap('rate_constant', 'Apparent rate constant'),
  rateMap('rate_constant_low', 'its lower bound, 95 %'),
  rateMap('rate_constant_high', 'its upper bound, 95 %'),
  { ...SURFACE_MAP, program: RASTER },
  numberMap({ name: 'tip_current', title: 'Tip current', unit: 'A', shown: PICOAMPERE, program: RASTER }),
  { ...HEIGHT, title: 'End of the approach', program: APPROACH },
  { ...APPROACH_MAP, program: APPROACH },
];

function program(asked: Recipe): Program {
  const [rise, level] = [numberOf(asked, 'rise'), numberOf(asked, 'tipPotential')];
  const [move, amplifier] = discApproachLines(asked, numberOf(asked, 'stop'));
  const seconds = numberOf(asked, 'holdTime');
  if (!move || !amplifier) return programOf(asked);
  return {
    ...programOf(
      asked,
      [
        ...discApproachLines(asked, numberOf(asked, 'stop')),
        [{ verb: 'RETRACT', distance: rise, rate: numberOf(asked, 'retractRate') }, ''],
        [{ verb: 'END' }, ''],
      ],
      [
        move,
        amplifier,
        [{ verb: 'HOLD', control: 'POTENTIAL', level, seconds, interval: seconds / SAMPLES }, 'tip current'],
        [{ verb: 'END' }, ''],
      ],
    ),
    clearance: rise,
    travelHeight: null,
    isHeld: true,
    // Each pixel says itself how far above the first it lies.
    slope: [0, 0],
    startHeight: null,
    track: { steps: [], labels: [], follow: true },
  };
}

/**
 * The first pixel for the approach, then all of them along the ground, unless that approach has not met the surface: nobody would
 * know how far from it the disc is.
 */
function path(asked: Recipe): Path {
  const grid = gridPath(asked);
  const [first] = grid.points;
  if (!first) return grid;
  const [slopeX, slopeY] = [numberOf(asked, 'slopeX'), numberOf(asked, 'slopeY')];
  const points = grid.points.map((point) => ({
    ...point,
    program: RASTER,
    ifMet: 0,
    above: slopeX * (point.x - first.x) + slopeY * (point.y - first.y),
  }));
  return { ...grid, points: [{ ...first, program: APPROACH }, ...points] };
}

const NOTHING = 'No current was recorded.';
const COUNTED_FROM = 'The approach that the height of the map is counted from.';
const REASONS = {
  insulating:
    'No lower bound of k: the current is that above an insulator, within distance and approximation.',
  kinetic: 'The current bounds k on both sides.',
  conducting: 'No upper bound of k: diffusion alone decides, within distance and approximation.',
  undecided: 'The current tells nothing of k at this distance, or no surface has such a current there.',
} as const;

interface Measured extends ReturnType<typeof apparentRate> {
  /** A, with 1σ. */
  readonly current: { readonly value: number; readonly error: number };
  readonly part: number;
  readonly partError: number;
}

/** Null where the tip was not held. */
function measuredAt(hop: HopTraces, asked: Recipe, recorded: Recorded): Measured | null {
  const held = holdsOf(hop, recorded)[0];
  if (!held) return null;
  const current = meanCurrent(held, heldNoise(held));
  const far = farCurrentOf(asked);
  const [part, partError] = [current.value / far, current.error / far];
  if (!Number.isFinite(part)) return null;
  return { ...apparentRate(part, partError, asked), current, part, partError };
}

function reduce(hop: HopTraces, asked: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps);
  const problem = landingProblem(hop);
  if (programOfHop(hop, recorded) === APPROACH) {
    const end = contactHeight(hop, recorded);
    write('approach', exact(end === null ? APPROACHES.missed : APPROACHES.met));
    if (end !== null) write('height', exact(end));
    const reason = end === null ? `${problem} ${UNKNOWN_HEIGHT}`.trim() : COUNTED_FROM;
    return { ...reduction, reason };
  }
  const found = measuredAt(hop, asked, recorded);
  if (!found) return { ...reduction, reason: problem || NOTHING };
  const { verdict, k, part, partError, current } = found;
  write('tip_current', current);
  write('relative_current', { value: part, error: partError });
  write('surface', exact(SURFACES[verdict]));
  if (verdict === 'kinetic') write('rate_constant', exact(k.value));
  if (k.low > 0) write('rate_constant_low', exact(k.low));
  if (Number.isFinite(k.high)) write('rate_constant_high', exact(k.high));
  return { ...reduction, reason: problem || REASONS[verdict] };
}

function approachDetail(hop: HopTraces, asked: Recipe, recorded: Recorded): PixelDetail {
  const curve = hopCurve(hop, recorded);
  const fits = curve && surfaceFits(curve, asked);
  const met = contactHeight(hop, recorded) !== null;
  const missed = met ? '' : `${landingProblem(hop)} ${UNKNOWN_HEIGHT}`.trim();
  const problem = missed || landingProblem(hop) || (fits ? '' : 'The approach curve allows no fit.');
  const shown = fits ? fitsDetail(fits, asked) : { headline: 'No fit', numbers: [], plots: [] };
  return { ...shown, reason: problem || COUNTED_FROM, good: problem === '' };
}

function detail(hop: HopTraces, asked: Recipe, recorded: Recorded): PixelDetail {
  if (programOfHop(hop, recorded) === APPROACH) return approachDetail(hop, asked, recorded);
  const found = measuredAt(hop, asked, recorded);
  const plots = heldPlot(holdsOf(hop, recorded), 'tip_current');
  const problem = landingProblem(hop) || (found ? '' : NOTHING);
  if (!found) return { headline: 'No current', reason: problem, good: false, numbers: [], plots };
  const { verdict, k, part, current } = found;
  return {
    headline: `${significant(part)} of the current far away`,
    reason: problem || REASONS[verdict],
    good: problem === '' && verdict !== 'undecided',
    numbers: [
      {
        label: 'k',
        text: quantity(rateText(k), 'cm/s'),
        title: '95 %, of noise, distance and approximation',
      },
      { label: 'Tip current', text: quantity(significant(current.value * 1e12, 4), 'pA') },
      {
        label: 'L = d / r',
        text: significant(mapDistance(asked) / discOf(asked).radius),
        title: 'Distance at the end of the approach and the rise after it, over the radius of the disc',
      },
    ],
    plots,
  };
}

export const feedbackMap: Experiment = {
  id: 'feedback-map',
  title: 'Feedback map',
  summary:
    'The current of a disc at a constant height over a surface that feeds its mediator back, and the rate it amounts to.',
  presets: [
    {
      id: 'mediator-map',
      title: 'Glass, a slow material and gold at a constant height',
      source: 'Cornut and Lefrou, J. Electroanal. Chem. 2008, 621, 178: the curves that are inverted',
      sample: 'mediator',
      mechanism:
        'The current falls over glass, where nothing is regenerated, and rises over gold; between them lies a stripe with a rate.',
      recipe,
    },
  ],
  fields: [
    ...mapHeightFields,
    ...fields,
    ...gridFields,
    ...discApproachFields.filter(({ key }) => key !== 'retract'),
    ...tipFields,
    ...discFields,
  ],
  problems: heightProblems,
  program,
  path,
  pointCounts: (asked) => [Math.min(1, gridCount(asked)), gridCount(asked)],
  maps: () => maps,
  mainMap: 'relative_current',
};

export const feedbackMapEvaluation: Evaluation = {
  reduce,
  detail,
  expect: mapExpectation,
  findings: mapFindings,
  analysis: (asked) => ({
    method:
      'mean of a hold over the current far away; approximation of Cornut and Lefrou inverted at the distance of the map; 95 % interval from noise, distance and what the approximation is off by',
    distance: mapDistance(asked),
    distance_error: numberOf(asked, 'distanceError'),
    far_current: numberOf(asked, 'farCurrent'),
    far_current_used: farCurrentOf(asked),
    far_current_error: numberOf(asked, 'farCurrentError'),
    pipette_radius: numberOf(asked, 'pipetteRadius'),
    wall_ratio: numberOf(asked, 'wallRatio'),
    mediator_diffusion: numberOf(asked, 'mediatorDiffusion'),
  }),
};
