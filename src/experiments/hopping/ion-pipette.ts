/** A pipette in its own electrolyte: what a recipe says of it, and what follows for its current. */
import { approachCurve, distanceAt, type Tip } from '../../kinetics/conductance/approach';
import { pipetteResistance } from '../../kinetics/conductance/pipette-resistance';
import type { Field, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';

const GROUP = 'Pipette in solution';

export const ionPipetteFields: readonly Field[] = [
  {
    key: 'pipetteRadius',
    analysis: 'pipette-radius',
    group: GROUP,
    label: 'Radius of the opening',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 5e-9,
    max: 20e-6,
    explanation: 'The setpoint is met at a distance of about this.',
  },
  {
    key: 'halfConeAngle',
    analysis: 'cone-angle',
    group: GROUP,
    label: 'Half cone angle',
    unit: '°',
    factor: 180 / Math.PI,
    kind: 'number',
    min: Math.PI / 180,
    max: Math.PI / 4,
    explanation:
      'Of the inner wall. A slender cone has more of the resistance in it and feels the surface later.',
  },
  {
    key: 'wallRatio',
    analysis: 'wall-ratio',
    group: GROUP,
    label: 'Outer over inner radius',
    unit: '',
    factor: 1,
    kind: 'number',
    min: 1.05,
    max: 10,
    explanation: 'RG, at the end of the pipette.',
  },
  {
    key: 'conductivity',
    group: GROUP,
    label: 'Conductivity of the electrolyte',
    unit: 'S/m',
    factor: 1,
    kind: 'number',
    min: 1e-3,
    max: 100,
    explanation: 'In the pipette and outside. It tells which current to expect, and nothing of the height.',
  },
];

export const tipOf = (recipe: Recipe): Tip => ({
  radius: numberOf(recipe, 'pipetteRadius'),
  halfConeAngle: numberOf(recipe, 'halfConeAngle'),
  wallRatio: numberOf(recipe, 'wallRatio'),
});

/** Current clear of the surface that a recipe leads to, A. */
export function expectedCurrent(recipe: Recipe): number {
  const { radius, halfConeAngle } = tipOf(recipe);
  const cone = { halfConeAngle, conductivity: numberOf(recipe, 'conductivity') };
  return numberOf(recipe, 'pipetteBias') / pipetteResistance(radius, cone);
}

/** Distance at which a part of the clear current is left, m; NaN where the part is none of an approach. */
export const distanceOf = (recipe: Recipe, part: number): number => distanceAt(part, tipOf(recipe));

/** I/I∞ at a distance, m. */
export const approachLaw = (recipe: Recipe): ((distance: number) => number) => approachCurve(tipOf(recipe));

/** What heights and distances rest on, for the bundle's analysis group. */
export const tipParameters = (recipe: Recipe): Readonly<Record<string, number>> => ({
  pipette_radius: numberOf(recipe, 'pipetteRadius'),
  half_cone_angle: numberOf(recipe, 'halfConeAngle'),
  wall_ratio: numberOf(recipe, 'wallRatio'),
});
