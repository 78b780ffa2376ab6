/** Reading recipes: flat, SI, JSON. */
import type { Recipe } from '../experiment';

/** A number of a checked recipe; NaN where the key holds none. */
export function numberOf(recipe: Recipe, key: string): number {
  const value = recipe[key];
  return typeof value === 'number' ? value : NaN;
}

export function textOf(recipe: Recipe, key: string): string {
  const value = recipe[key];
  return typeof value === 'string' ? value : '';
}

export function listOf(recipe: Recipe, key: string): readonly number[] {
  const value = recipe[key];
  return typeof value === 'object' ? value : [];
}
