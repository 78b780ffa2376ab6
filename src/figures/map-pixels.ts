/** From the numbers of a map, or of another picture, to its colours. */
import type { MapSpec } from '../experiments/experiment';
import { categoryPixel, GREYS, SEQUENTIAL, sequentialPixel } from './colour';
import { placeOf, type Limits } from './limits';

export interface Colouring {
  readonly limits: Limits | null;
  readonly log: boolean;
}

/** Which colours a map has. */
export type Colours = 'categories' | 'grey' | 'sequential';

export const coloursOf = ({ enumeration, grey }: MapSpec): Colours =>
  enumeration ? 'categories' : grey ? 'grey' : 'sequential';

/** Packed colour of a value; 0 (clear) where there is none. */
export function pixelOf(value: number, colours: Colours, { limits, log }: Colouring): number {
  if (!Number.isFinite(value)) return 0;
  if (colours === 'categories') return categoryPixel(value);
  if (!limits) return 0;
  const place = placeOf(value, limits, log);
  return Number.isNaN(place) ? 0 : sequentialPixel(place, colours === 'grey' ? GREYS : SEQUENTIAL);
}

/** Numbers of a grid, row by row, row 0 at the lower edge, with what their colours mean. */
export interface Picture extends Colouring {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
  readonly colours: Colours;
}

export const colourAt = (picture: Picture, at: number): number =>
  pixelOf(picture.values[at] ?? NaN, picture.colours, picture);

/** Colours the whole of a picture into packed pixels, the upper edge first. */
export function colourPicture(picture: Picture, into: Uint32Array): void {
  const { rows, columns } = picture;
  for (let row = 0; row < rows; row++) {
    const target = (rows - 1 - row) * columns;
    for (let column = 0; column < columns; column++) {
      into[target + column] = colourAt(picture, row * columns + column);
    }
  }
}
