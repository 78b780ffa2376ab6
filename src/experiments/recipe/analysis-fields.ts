/** What a recipe says of how its voltammograms are analysed: the model, and the solid beyond the contact. */
import type { Field, Recipe } from '../experiment';
import { numberOf, textOf } from './recipe';
import { MODEL_TITLE } from '../voltammetry/numbers';
import { choice } from './field-units';

export const analysisFields: readonly Field[] = [
  choice({
    key: 'model',
    analysis: 'model',
    group: 'Analysis',
    label: 'Model',
    choices: [
      { value: 'auto', label: 'the one with the evidence' },
      ...Object.entries(MODEL_TITLE).map(([value, label]) => ({ value, label })),
    ],
    explanation: 'Which model D is taken from. All of them are tried in any case and shown for each pixel.',
  }),
  {
    key: 'thickness',
    analysis: 'thickness',
    group: 'Analysis',
    label: 'Thickness of the sample',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 0,
    max: 1e-3,
    explanation:
      '0 where it is not known: the sample is then taken as thick, unless the waves feel its back.',
  },
  choice({
    key: 'confined',
    analysis: 'confined',
    group: 'Analysis',
    label: 'Sample ends with the contact',
    choices: [
      { value: 0, label: 'no, it goes on sideways' },
      { value: 1, label: 'yes, as islands do' },
    ],
    explanation: 'Whether ions can spread sideways beyond the droplet.',
  }),
];

export const analysisDefaults = { model: 'auto', thickness: 0, confined: 0 } as const;

/** Method and every parameter, for the bundle: enough to compute the maps again. */
export const voltammetryAnalysis = (recipe: Recipe): Readonly<Record<string, number | string>> => ({
  method:
    'template least squares of all sweeps together, with series resistance, leak and what earlier waves have left; where their residuals, half-wave potentials or amplitudes speak against it, the solver fitted to the whole waves, hypotheses compared by the Bayesian information criterion',
  model: textOf(recipe, 'model') || 'auto',
  sweep: 'first sweep of the first cycle',
  literature:
    'Randles 1948; Sevcik 1948; Nicholson and Shain 1964; Nicholson 1966; Aoki et al. 1983 (layer), 1984 (disc); Schwarz 1978',
  contact_radius: numberOf(recipe, 'contactRadius'),
  contact_radius_error: numberOf(recipe, 'contactRadiusError'),
  concentration: numberOf(recipe, 'concentration'),
  concentration_error: numberOf(recipe, 'concentrationError'),
  electrons: numberOf(recipe, 'electrons'),
  temperature: numberOf(recipe, 'temperature'),
  temperature_error: numberOf(recipe, 'temperatureError'),
  thickness: numberOf(recipe, 'thickness'),
  confined: numberOf(recipe, 'confined'),
  transfer_coefficient: 0.5,
});
