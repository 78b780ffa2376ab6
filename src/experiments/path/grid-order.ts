/** In what order the pixels of a grid are visited. */
import { shuffler } from 'd3-array';
import { randomLcg } from 'd3-random';

export const ORDERS = [
  { value: 'serpentine', label: 'back and forth' },
  { value: 'raster', label: 'every row from the left' },
  { value: 'spiral', label: 'spiral outward' },
  { value: 'random', label: 'at random' },
] as const;

/**
 * Pixels of a grid, `row × columns + column`, in the order of their visits. The spiral goes from neighbour to neighbour round
 * the pixel in the middle; where it leaves a grid that is no square it comes in again further on. An unknown order is that
 * of rows.
 */
export function pixelOrder(order: string, rows: number, columns: number, seed: number): number[] {
  if (order === 'spiral') return spiral(rows, columns);
  const pixels = Array.from({ length: rows * columns }, (_, pixel) => pixel);
  if (order === 'random') return shuffler(randomLcg(1 / (1 + seed)))(pixels);
  if (order !== 'serpentine') return pixels;
  return pixels.map((pixel) => {
    const row = Math.floor(pixel / columns);
    return row % 2 === 1 ? (2 * row + 1) * columns - 1 - pixel : pixel;
  });
}

/** Legs of 1, 1, 2, 2, 3, 3 … steps to the right, up, to the left, down. */
function spiral(rows: number, columns: number): number[] {
  let row = Math.floor((rows - 1) / 2);
  let column = Math.floor((columns - 1) / 2);
  const pixels = [row * columns + column];
  for (let leg = 0; pixels.length < rows * columns; leg++) {
    const forward = leg % 4 < 2 ? 1 : -1;
    for (let step = 0; step <= leg / 2 && pixels.length < rows * columns; step++) {
      if (leg % 2 === 0) column += forward;
      else row += forward;
      if (row >= 0 && row < rows && column >= 0 && column < columns) pixels.push(row * columns + column);
    }
  }
  return pixels;
}
