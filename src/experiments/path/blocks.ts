/** Blocks of a grid: pixels that share a treatment, side by side, in turn, or at random with a seed that is kept. */
import { randomInt, randomLcg } from 'd3-random';
import type { Field, Path, Recipe } from '../experiment';
import { gridPath } from './grid';
import { numberOf, textOf } from '../recipe/recipe';
import { choice } from '../recipe/field-units';

export const blockFields: readonly Field[] = [
  choice({
    key: 'arrangement',
    group: 'Path',
    label: 'Blocks',
    choices: [
      { value: 'random', label: 'replicates at random' },
      { value: 'turn', label: 'replicates in turn' },
      { value: 'stripes', label: 'side by side' },
    ],
    explanation:
      'Which pixel belongs to which block. At random neither place nor time of the run can pass for an effect of the treatment.',
  }),
  {
    key: 'blockSeed',
    group: 'Path',
    label: 'Seed of the random order',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 1e6,
    explanation: 'Equal seeds give equal orders.',
  },
];

/** The block of each pixel, in the order of the path; every block has as many pixels as another, or one more. */
function blocksOf(recipe: Recipe, pixels: number, count: number): number[] {
  const turn = Array.from({ length: pixels }, (_, k) => k % count);
  if (textOf(recipe, 'arrangement') !== 'random') return turn;
  const below = randomInt.source(randomLcg(1 / (1 + numberOf(recipe, 'blockSeed'))));
  for (let k = pixels - 1; k > 0; k--) {
    const other = below(k + 1)();
    [turn[k], turn[other]] = [turn[other] as number, turn[k] as number];
  }
  return turn;
}

/** The grid of the recipe, each point with its block as its program. */
export function blockPath(recipe: Recipe, count: number): Path {
  const path = gridPath(recipe);
  const blocks = blocksOf(recipe, path.points.length, count);
  const stripes = textOf(recipe, 'arrangement') === 'stripes';
  return {
    ...path,
    points: path.points.map((point, k) => ({
      ...point,
      program: stripes ? Math.floor((point.column * count) / path.columns) : (blocks[k] ?? 0),
    })),
  };
}

/** Pixels of each block. */
export function blockCounts(recipe: Recipe, count: number): readonly number[] {
  const { points } = blockPath(recipe, count);
  return Array.from({ length: count }, (_, block) => points.filter((p) => p.program === block).length);
}
