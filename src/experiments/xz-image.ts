/**
 * Current in XZ: hops along a line, whose approach curves side by side are an image of the current over place and height. What
 * changes it near the surface, and how far that reaches.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import type {
  Evaluation,
  Experiment,
  Figure,
  Findings,
  MapSpec,
  MeasuredMaps,
  Recipe,
  Recorded,
} from './experiment';
import type { PixelDetail } from './shown';
import { HOP, hopFields, hopProgram } from './hopping/hop';
import { hopCurve } from './hopping/hop-curve';
import { hopExpectation } from './hopping/hop-expectation';
import { hopPlot } from './hopping/hop-plot';
import { approachLaw, distanceOf, ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { curveMode, layerWidth, profileOf } from './hopping/profile';
import { levelsIn, profileFields, profileMap } from './hopping/profile-map';
import { xzImage } from './hopping/xz-images';
import { landingProblem } from './landing/landed';
import { lineFields, linePath } from './path/line';
import { ION_PIPETTE } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { medianFigure, medianOf, NO_FINDINGS, sortedNumbers } from './results/findings';
import { HEIGHT, NANOAMPERE, NANOMETRE, numberMap } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';

const published: Recipe = {
  schema: 1,
  lineX: 40e-6,
  lineY: 50e-6,
  lineEndX: 60e-6,
  lineEndY: 50e-6,
  linePoints: 128,
  ...HOP,
  profileDepth: 0.6e-6,
  profileLevels: 76,
  ...ION_PIPETTE,
  sampleName: 'graphite (HOPG)',
};

const WIDTH: MapSpec = numberMap({
  name: 'layer_width',
  title: 'Width of the near-surface layer',
  unit: 'm',
  shown: NANOMETRE,
  errors: false,
});

const maps = (recipe: Recipe): readonly MapSpec[] => [
  HEIGHT,
  WIDTH,
  numberMap({
    name: 'mode_current',
    title: 'Mode of the current',
    unit: 'A',
    shown: NANOAMPERE,
    errors: false,
  }),
  numberMap({
    name: 'stop_share',
    title: 'Current left at the end',
    unit: '',
    shown: { unit: '%', factor: 100 },
  }),
  profileMap(recipe),
];

const NOTHING = 'No approach was recorded.';

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const curve = hopCurve(hop, recorded);
  if (!curve?.felt) return { ...reduction, reason: landingProblem(hop) || NOTHING };
  const levels = levelsIn(recipe);
  const profile = profileOf(curve, levels);
  const mode = curveMode(curve);
  write('height', exact(curve.end));
  write('mode_current', exact(mode));
  write('stop_share', { value: curve.left, error: curve.leftError });
  write('layer_width', exact(layerWidth(profile, levels, mode)));
  profile.forEach((i, level) => write('approach_current', exact(i), level));
  return { ...reduction, reason: 'The approach curve on even levels above its end.' };
}

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const curve = hopCurve(hop, recorded);
  const problem = landingProblem(hop) || (curve ? '' : NOTHING);
  const plots = curve ? hopPlot(curve, recipe) : [];
  if (!curve || problem) return { headline: 'No curve', reason: problem, good: false, numbers: [], plots };
  const levels = levelsIn(recipe);
  const mode = curveMode(curve);
  const width = layerWidth(profileOf(curve, levels), levels, mode);
  return {
    headline: `Layer ${quantity(significant(width * 1e9), 'nm')}`,
    reason: 'Height above the end at which half of the deviation from the mode is left.',
    good: Number.isFinite(width),
    numbers: [
      {
        label: 'Mode',
        text: quantity(significant(mode * 1e9, 4), 'nA'),
        title: 'Current that most of the curve has',
      },
      {
        label: 'Height',
        text: quantity(significant(curve.end * 1e9, 6), 'nm'),
        title: 'z where the way down ended',
      },
    ],
    plots,
  };
}

/** Width that the shape of the pipette gives over a bare insulating plane, where so much of the current was left at the end. */
function widthByLaw(recipe: Recipe, left: number): number {
  const end = distanceOf(recipe, left);
  const law = approachLaw(recipe);
  const levels = levelsIn(recipe);
  return layerWidth(
    levels.map((above) => law(end + above)),
    levels,
    1,
  );
}

function findings({ path, plane }: MeasuredMaps, recipe: Recipe): Findings {
  const [heights, modes] = [plane('height'), plane('mode_current')];
  const levels = levelsIn(recipe);
  const current = Array.from(levels, (_, k) => plane('approach_current', k));
  const at = (hop: number, level: number): number => current[level]?.[hop] ?? NaN;
  const raw = xzImage({ path }, { ends: heights, levels, current: at }, 'Current over x and z');
  if (!raw) return NO_FINDINGS;
  const changed = (hop: number, level: number): number => at(hop, level) - (modes[hop] ?? NaN);
  const title = 'Current less the mode of each curve';
  const less = xzImage({ path }, { ends: heights, levels, current: changed }, title);
  const width = medianFigure('layer_width', 'Near-surface layer, median', plane('layer_width'), WIDTH);
  const left = medianOf(sortedNumbers(plane('stop_share'))).value;
  const bare: Figure = {
    key: 'layer_width_bare',
    label: 'by the shape of the pipette alone',
    value: widthByLaw(recipe, left),
    unit: 'm',
    shown: NANOMETRE,
  };
  return {
    ...NO_FINDINGS,
    headline: `Layer of ${quantity(significant(width.value * 1e9), 'nm')} that the pipette feels, ${quantity(significant(bare.value * 1e9), 'nm')} over a bare insulator`,
    figures: [
      width,
      bare,
      medianFigure('mode_current', 'Mode of the current, median', modes, { unit: 'A', shown: NANOAMPERE }),
    ],
    images: [raw, ...(less ? [less] : [])],
  };
}

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const foreseen = hopExpectation(recipe, numberOf(recipe, 'linePoints'), amplifier);
  if (numberOf(recipe, 'profileDepth') <= numberOf(recipe, 'retract')) return foreseen;
  const warning = 'The image reaches above the hop: nothing is recorded there.';
  return { ...foreseen, warnings: [...foreseen.warnings, warning] };
}

export const xzImageExperiment: Experiment = {
  id: 'xz-image',
  title: 'Current in XZ',
  summary:
    'The ion current over a line and the height above it, as an image, and the layer near the surface that changes it.',
  presets: [
    {
      id: 'hopg-xz',
      title: 'Graphite under electrolyte, current in XZ',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 4b, d',
      sample: 'hopg-immersed',
      mechanism:
        'Over the bare terraces the current falls as the shape of the pipette says, and by nothing else.',
      recipe: published,
    },
  ],
  fields: [...hopFields, ...profileFields, ...lineFields, ...ionPipetteFields],
  problems: () => [],
  program: hopProgram,
  path: linePath,
  pointCounts: (recipe) => [numberOf(recipe, 'linePoints')],
  maps,
  mainMap: 'height',
};

export const xzImageEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
  findings,
  analysis: (recipe) => ({
    method:
      'mean current on even levels above the end of the approach; mode by half samples; width where half of the deviation from the mode is left',
    profile_depth: numberOf(recipe, 'profileDepth'),
    profile_levels: numberOf(recipe, 'profileLevels'),
    ...tipParameters(recipe),
  }),
};
