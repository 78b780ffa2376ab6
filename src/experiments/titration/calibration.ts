/** What the size of a particle leaves open of D. */
import type { Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';

/** 1σ of D in parts of it: D goes with the square of the length. */
export const calibrationOf = (recipe: Recipe): number =>
  (2 * numberOf(recipe, 'particleRadiusError')) / numberOf(recipe, 'particleRadius');
