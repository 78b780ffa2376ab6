/** What a person expects of a sample before it is measured: only what is foretold rests on it, no analysis does. */
import { thermal } from '../../kinetics/constants';
import type { ElectrodeModel } from '../../kinetics/solver/electrode';
import type { Field, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { setupOf } from '../recipe/setup';

export const assumedFields: readonly Field[] = [
  {
    key: 'assumedDiffusion',
    group: 'Assumed sample',
    label: 'Diffusion coefficient',
    unit: 'cm²/s',
    factor: 1e4,
    kind: 'number',
    min: 1e-24,
    max: 1e-7,
    explanation:
      'What the sample is thought to have. Only the expectation below rests on it, no result does.',
  },
  {
    key: 'assumedHalfWave',
    group: 'Assumed sample',
    label: 'Half-wave potential',
    unit: 'V',
    factor: 1,
    kind: 'number',
    min: -10,
    max: 10,
    explanation: 'Where the wave is thought to be; the window should reach 0.2 V beyond it on both sides.',
  },
];

/** A fast couple in the assumed solid under the droplet of the recipe, as the recipe's analysis takes it. */
export function assumedModel(recipe: Recipe): ElectrodeModel {
  const { temperature, concentration, contactRadius } = setupOf(recipe);
  const thickness = numberOf(recipe, 'thickness');
  const confined = numberOf(recipe, 'confined') === 1;
  return {
    temperature,
    concentration,
    area: Math.PI * contactRadius ** 2,
    diffusion: numberOf(recipe, 'assumedDiffusion'),
    discRadius: confined ? Infinity : contactRadius,
    thickness: thickness > 0 ? thickness : Infinity,
    halfWave: numberOf(recipe, 'assumedHalfWave'),
    rateConstant: Infinity,
    transfer: 0.5,
    resistance: 0,
    capacitance: 0,
  };
}

/** Room on each side of the half-wave potential that a wave needs: foot and plateau, V. */
const ROOM = 0.2;

/** Says where a window cuts the wave off; null where it does not. */
export function windowWarning(model: ElectrodeModel, start: number, vertex: number): string | null {
  const { halfWave, temperature } = model;
  const room = Math.min(
    Math.abs(start - halfWave),
    Math.abs(vertex - halfWave),
    (start - halfWave) * (halfWave - vertex) > 0 ? Infinity : 0,
  );
  if (room >= ROOM - 1e-9) return null;
  const widths = (room * thermal(temperature)).toFixed(1);
  return `The window leaves ${(room * 1e3).toFixed(0)} mV (${widths} RT/F) beside the assumed half-wave potential; a baseline and the peak need 200 mV on both sides.`;
}
