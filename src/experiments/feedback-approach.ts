/**
 * Feedback approach: a disc at the potential of a mediator goes down at each point of a list until feedback has changed its
 * current, and the curve tells the rate at which the surface regenerates the mediator.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import type {
  Evaluation,
  Experiment,
  Field,
  MapSpec,
  Path,
  Problem,
  Program,
  Recipe,
  Recorded,
} from './experiment';
import type { PixelDetail } from './shown';
import { approachFindings, CM_PER_S, handedApproach } from './feedback/approach-findings';
import { stopWarnings } from './feedback/constant-height';
import { discCurrent, discFields, discNoise, MEDIATOR_DISC, tipFields } from './feedback/disc';
import { DISC_APPROACH, discApproachFields, discApproachLines } from './feedback/disc-approach';
import { fitsDetail } from './feedback/fits-detail';
import { surfaceFits, SURFACES } from './feedback/surface-fits';
import { hopCurve } from './hopping/hop-curve';
import { landingProblem } from './landing/landed';
import { placesOf, pointsField, pointsPath } from './path/points';
import { programOf, type Line } from './program/hop-program';
import { listOf, numberOf, textOf } from './recipe/recipe';
import { categoryMap, NANOMETRE, numberMap, PICOAMPERE } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';
import { choice } from './recipe/field-units';

const fields: readonly Field[] = [
  {
    key: 'stops',
    group: 'Approach',
    label: 'Stop at, over the current far away',
    unit: '',
    factor: 1,
    kind: 'list',
    min: 0.05,
    max: 20,
    length: [1, 1000],
    explanation:
      'For each point. Below 1 the way down ends when the current has fallen to this part of what it was at the start, as above an insulator, or above a slow surface after a maximum; above 1 when it has risen to this multiple of 4nFDcr, as above a conductor, where it never falls.',
  },
  choice({
    key: 'fitted',
    analysis: 'fit',
    group: 'Analysis',
    label: 'Fitted of the disc',
    choices: [
      { value: 'nothing', label: 'nothing' },
      { value: 'sheath', label: 'RG' },
      { value: 'radius', label: 'radius' },
      { value: 'both', label: 'radius and RG' },
    ],
    explanation:
      'Height of the surface and current far away are always fitted. The radius shows above a conductor, RG above an insulator; above others they stand in for k, whose interval then grows.',
  }),
];

const recipe: Recipe = {
  schema: 1,
  points: [15e-6, 50e-6, 50e-6, 50e-6, 85e-6, 50e-6],
  stops: [0.35, 0.98, 2.5],
  ...MEDIATOR_DISC,
  ...DISC_APPROACH,
  fitted: 'nothing',
};

const rateMap = (name: string, title: string): MapSpec =>
  numberMap({ name, title, unit: 'm/s', shown: CM_PER_S, errors: false });

const maps: readonly MapSpec[] = [
  rateMap('rate_constant', 'Rate constant'),
  rateMap('rate_constant_low', 'its lower bound, 95 %'),
  rateMap('rate_constant_high', 'its upper bound, 95 %'),
  categoryMap('surface', 'Surface', SURFACES),
  numberMap({ name: 'height', title: 'Height of the surface', unit: 'm', shown: NANOMETRE }),
  numberMap({ name: 'far_current', title: 'Current far away', unit: 'A', shown: PICOAMPERE }),
  numberMap({
    name: 'disc_radius',
    title: 'Radius of the disc',
    unit: 'm',
    shown: { unit: 'µm', factor: 1e6 },
  }),
  numberMap({ name: 'wall_ratio', title: 'Sheath over disc', unit: '', shown: { unit: '', factor: 1 } }),
];

/** The stops without those that came before; each has its program. */
const stopsOf = (asked: Recipe): readonly number[] => [...new Set(listOf(asked, 'stops'))];

function program(asked: Recipe): Program {
  const up = { distance: numberOf(asked, 'retract'), rate: numberOf(asked, 'retractRate') };
  const programs = stopsOf(asked).map((stop): readonly Line[] => [
    ...discApproachLines(asked, stop),
    [{ verb: 'RETRACT', ...up }, ''],
    [{ verb: 'END' }, ''],
  ]);
  return {
    ...programOf(asked, ...programs),
    travelHeight: null,
    startHeight: null,
    track: { steps: [], labels: [], follow: true },
  };
}

function path(asked: Recipe): Path {
  const all = pointsPath(asked);
  const [stops, own] = [stopsOf(asked), listOf(asked, 'stops')];
  const points = all.points.map((point, k) => ({
    ...point,
    program: Math.max(0, stops.indexOf(own[k] ?? NaN)),
  }));
  return { ...all, points };
}

function problems(asked: Recipe): readonly Problem[] {
  const [points, stops] = [placesOf(asked).length, listOf(asked, 'stops')];
  if (stops.length !== points) {
    const message = `Stops: ${String(stops.length)} for ${String(points)} points; give one for each.`;
    return [{ key: 'stops', message }];
  }
  if (!stops.includes(1)) return [];
  const message = 'Stops: 1 is the current far away; the way down would end where it begins.';
  return [{ key: 'stops', message }];
}

const NOTHING = 'No approach was recorded.';
const NO_FIT = 'The approach curve allows no fit.';
const REASONS = {
  insulating: 'The curve has no lower bound of k: as above an insulator.',
  kinetic: 'The curve bounds k on both sides.',
  conducting: 'The curve has no upper bound of k: diffusion alone decides, as above a conductor.',
  undecided: 'The curve bounds k on neither side: the way down ended too far from the surface.',
} as const;

function reduce(hop: HopTraces, asked: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps);
  const curve = hopCurve(hop, recorded);
  if (!curve) return { ...reduction, reason: landingProblem(hop) || NOTHING };
  const found = surfaceFits(curve, asked);
  if (!found) return { ...reduction, reason: landingProblem(hop) || NO_FIT };
  const { verdict, best, k } = found;
  write('surface', exact(SURFACES[verdict]));
  if (verdict === 'kinetic') write('rate_constant', exact(k.value));
  if (k.low > 0) write('rate_constant_low', exact(k.low));
  if (Number.isFinite(k.high)) write('rate_constant_high', exact(k.high));
  // Too far away nothing tells how far.
  if (verdict !== 'undecided') write('height', best.height);
  write('far_current', best.farCurrent);
  write('disc_radius', best.radius);
  write('wall_ratio', best.wallRatio);
  return { ...reduction, reason: landingProblem(hop) || REASONS[verdict] };
}

function detail(hop: HopTraces, asked: Recipe, recorded: Recorded): PixelDetail {
  const curve = hopCurve(hop, recorded);
  const problem = landingProblem(hop) || (curve ? '' : NOTHING);
  const found = curve && surfaceFits(curve, asked);
  if (!found) return { headline: 'No fit', reason: problem || NO_FIT, good: false, numbers: [], plots: [] };
  return {
    ...fitsDetail(found, asked),
    reason: problem || REASONS[found.verdict],
    good: problem === '' && found.verdict !== 'undecided',
  };
}

/** Radii above the surface from which on the current is that far away, nearly. */
const CLEAR = 5;
function expect(
  asked: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const [current, noise] = [discCurrent(asked), discNoise(asked, amplifier)];
  const warnings = stopWarnings(asked, listOf(asked, 'stops'), amplifier);
  if (numberOf(asked, 'retract') < CLEAR * numberOf(asked, 'pipetteRadius')) {
    warnings.push(
      'The curves begin within five radii of the surface: the current far away is then extrapolated.',
    );
  }
  return {
    headline: `${quantity(significant(current * 1e12), 'pA')} far away, k within what the approximation allows`,
    numbers: [
      {
        label: 'Noise of the current',
        text: quantity(significant(noise * 1e12, 2), 'pA'),
        title: 'rms behind the filter, of the amplifier and of the charges of such a current',
      },
      {
        label: 'k = D / r',
        text: quantity(
          significant((100 * numberOf(asked, 'mediatorDiffusion')) / numberOf(asked, 'pipetteRadius')),
          'cm/s',
        ),
        title: 'A surface with this rate is told best; within about a factor of ten it is kinetic',
      },
    ],
    warnings,
  };
}

export const feedbackApproach: Experiment = {
  id: 'feedback-approach',
  title: 'Feedback approach',
  summary:
    'The current of a disc on its way down to a surface that feeds its mediator back: insulating, conducting, or with a rate.',
  presets: [
    {
      id: 'mediator-approach',
      title: 'A mediator over glass, a slow material and gold',
      source: 'Cornut and Lefrou, J. Electroanal. Chem. 2008, 621, 178: the curves that are fitted',
      sample: 'mediator',
      mechanism:
        'Glass lets nothing through, gold regenerates all of the mediator that arrives, and the stripe between them does so at a rate.',
      recipe,
    },
  ],
  fields: [pointsField, ...fields, ...discApproachFields, ...tipFields, ...discFields],
  problems,
  program,
  path,
  pointCounts: (asked) => {
    const own = listOf(asked, 'stops');
    return stopsOf(asked).map((stop) => own.filter((each) => each === stop).length);
  },
  maps: () => maps,
  mainMap: 'rate_constant',
  handsOn: handedApproach,
};

export const feedbackApproachEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
  findings: approachFindings,
  analysis: (asked) => ({
    method:
      'approximations of Cornut and Lefrou by least squares; 95 % interval of k from noise and from what they are off by (conductor 1.8 %, insulator 3.6 %, kinetic 2.2 to 7.4 %)',
    pipette_radius: numberOf(asked, 'pipetteRadius'),
    wall_ratio: numberOf(asked, 'wallRatio'),
    mediator_diffusion: numberOf(asked, 'mediatorDiffusion'),
    fitted: textOf(asked, 'fitted'),
  }),
};
