/**
 * Galvanostatic intermittent titration: the sample's potentiostat charges and discharges a film in pulses with rests between,
 * while the pipette listens in the bath. How fast ions diffuse in its particles, pulse by pulse over the state of charge.
 */
import { restValidity } from '../kinetics/charge/gitt';
import { bisect } from '../kinetics/numerics/search';
import { quantity, significant } from '../quantity';
import type { Evaluation, Experiment, Problem, Recipe } from './experiment';
import { hopNoise } from './hopping/hop-expectation';
import { expectedCurrent, ionPipetteFields } from './hopping/ion-pipette';
import { placeFields } from './path/repeated';
import { ION_PIPETTE } from './recipe/published-cells';
import { numberOf, textOf } from './recipe/recipe';
import { bodyOf, LONGEST_T } from './titration/pulse';
import { pulseDetail } from './titration/pulse-detail';
import { titrationFields } from './titration/titration-fields';
import { titrationFindings } from './titration/titration-findings';
import { reducePulse, TITRATION_MAPS } from './titration/titration-maps';
import { pulseCount, titrationPath, titrationProgram } from './titration/titration-program';

const CM2 = 1e4;
/** Of the full charge in one pulse: beyond, few titration curves are smooth enough. */
const COARSE = 0.05;
/** Fewest readings of a pulse. */
const FEWEST = 20;

const published: Recipe = {
  schema: 1,
  pointX: 44e-6,
  pointY: 47.5e-6,
  sampleStart: 0.8,
  sampleVertex: 0.1,
  sampleDensity: 4,
  sampleArea: 1e-4,
  driveTime: 60,
  pulseRest: 300,
  pulses: 33,
  sampleRest: 600,
  trackInterval: 1,
  particleShape: 'sphere',
  particleRadius: 1.5e-6,
  particleRadiusError: 0.05e-6,
  sampleCapacity: 0.8,
  pipetteBias: 0.7,
  approachCutoff: 100,
  fullScale: 20e-9,
  ...ION_PIPETTE,
  sampleName: 'hard carbon film',
};

function problems(recipe: Recipe): readonly Problem[] {
  const found: Problem[] = [];
  if (numberOf(recipe, 'sampleVertex') >= numberOf(recipe, 'sampleStart'))
    found.push({ key: 'sampleVertex', message: 'Insert down to: below the start potential.' });
  if (numberOf(recipe, 'driveTime') < FEWEST * numberOf(recipe, 'trackInterval'))
    found.push({
      key: 'trackInterval',
      message: `Read the sample every: at least ${String(FEWEST)} readings a pulse.`,
    });
  if (numberOf(recipe, 'particleRadiusError') >= numberOf(recipe, 'particleRadius'))
    found.push({
      key: 'particleRadiusError',
      message: 'Radius of a particle: its uncertainty must be smaller than itself.',
    });
  return found;
}

/** D that these pulses can tell, m²/s: so great that a rest is long enough, so small that a pulse is short enough. */
function windowOf(recipe: Recipe): readonly [low: number, high: number] {
  const { geometry, length } = bodyOf(recipe);
  const [pulse, rest] = [numberOf(recipe, 'driveTime'), numberOf(recipe, 'pulseRest')];
  const perT = length ** 2 / pulse;
  const settles = (lnT: number): boolean =>
    restValidity(geometry, Math.exp(lnT) * perT, pulse, rest, length).enough;
  const least = Math.exp(bisect(settles, Math.log(LEAST_T), Math.log(LARGEST_T)));
  return [least * perT, LONGEST_T * perT];
}

/** Dτ/L² between which the least that settles is looked for. */
const LEAST_T = 1e-4;
const LARGEST_T = 10;

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const [low, high] = windowOf(recipe);
  const part =
    (numberOf(recipe, 'sampleDensity') * numberOf(recipe, 'sampleArea') * numberOf(recipe, 'driveTime')) /
    numberOf(recipe, 'sampleCapacity');
  const current = expectedCurrent(recipe);
  const told = `${significant(low * CM2, 2)} to ${quantity(significant(high * CM2, 2), 'cm²/s')}`;
  const charge = quantity(significant(100 * part, 2), '%');
  return {
    headline: low < high ? `Tells D from ${told}` : 'No D that settles in this rest fills so slowly',
    numbers: [
      { label: 'Charge of a pulse', text: charge, title: 'Of the full sample' },
      {
        label: 'Noise of the ion current',
        text: quantity(significant(hopNoise(recipe, amplifier) * 1e12, 2), 'pA'),
        title: 'rms behind the filter, with the expected current flowing',
      },
    ],
    warnings: [
      ...(low < high
        ? []
        : [
            'A D that is great enough for the rest is too great for the pulse: rest longer, or make the pulses shorter.',
          ]),
      ...(part > COARSE
        ? [
            `A pulse moves ${charge} of the charge: the titration curve may bend too much within it to tell D.`,
          ]
        : []),
      ...(Math.abs(current) > numberOf(recipe, 'fullScale')
        ? ['The expected ion current lies beyond the full scale and would be clipped.']
        : []),
    ],
  };
}

export const intermittentTitration: Experiment = {
  id: 'intermittent-titration',
  title: 'Intermittent titration',
  summary:
    'Pulses of current and rests (GITT): how fast ions diffuse in the particles of a film, over its state of charge.',
  presets: [
    {
      id: 'hard-carbon-titration',
      title: 'Hard carbon, pulses of 3 % of its charge (GITT)',
      source:
        'Method: Weppner and Huggins, J. Electrochem. Soc. 1977, 124, 1569; film: Takahashi et al., operando SICM of hard carbon, Fig. 3e in finer steps',
      sample: 'hard-carbon',
      mechanism:
        'The particles fill from their surface, so that the potential runs ahead of their mean under current, and falls back at rest.',
      recipe: published,
    },
    {
      id: 'hard-carbon-titration-coarse',
      title: 'Hard carbon, pulses of 0.8 mA/cm² for 120 s (GITT)',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 3e',
      sample: 'hard-carbon',
      mechanism:
        'Each pulse moves an eighth of the charge. Between the two stages the titration curve bends too much within one to tell D.',
      recipe: { ...published, sampleDensity: 8, driveTime: 120, pulses: 8 },
    },
  ],
  fields: [...titrationFields, ...placeFields, ...ionPipetteFields],
  problems,
  program: titrationProgram,
  path: titrationPath,
  pointCounts: (recipe) => Array.from({ length: pulseCount(recipe) }, () => 1),
  maps: () => TITRATION_MAPS,
  mainMap: 'diffusion_coefficient',
};

export const intermittentTitrationEvaluation: Evaluation = {
  reduce: reducePulse,
  detail: pulseDetail,
  expect,
  findings: titrationFindings,
  analysis: (recipe) => ({
    method:
      'least squares of the potential before, under and after each pulse: exact diffusion under a constant flux in a body of this shape, a cubic titration curve within the pulse, an ohmic drop; D where Dτ/L² is at most 0.2, the rest has settled to 1 %, and the residuals are noise',
    literature: 'Weppner and Huggins 1977; Carslaw and Jaeger 1959',
    particle_shape: textOf(recipe, 'particleShape'),
    particle_radius: numberOf(recipe, 'particleRadius'),
    particle_radius_error: numberOf(recipe, 'particleRadiusError'),
    sample_capacity: numberOf(recipe, 'sampleCapacity'),
    pipette_radius: numberOf(recipe, 'pipetteRadius'),
    half_cone_angle: numberOf(recipe, 'halfConeAngle'),
    wall_ratio: numberOf(recipe, 'wallRatio'),
  }),
};
