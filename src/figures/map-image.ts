/** A map or another picture as the pixels of its values, and as the outline of those that have none. */
import { encode } from 'fast-png';
import type { MapSpec, Path } from '../experiments/experiment';
import { SEQUENTIAL } from './colour';
import { colourAt, colourPicture, type Colouring, type Picture } from './map-pixels';
import { px } from './svg';
import type { Box } from './plot-paths';

/** A plane of a map with all that its picture says. Numbers in SI, row by row, row 0 at the lower edge. */
export interface ShownMap extends Colouring {
  readonly map: MapSpec;
  /** Place on the map's own axis. */
  readonly plane: number;
  readonly path: Pick<Path, 'rows' | 'columns' | 'x' | 'y' | 'listed'>;
  readonly values: ArrayLike<number>;
  /** 1 where a pixel was visited. */
  readonly visited: ArrayLike<number>;
}

/** A map as a picture. */
export const pictureOf = ({ map, path, values, limits, log }: ShownMap): Picture => ({
  rows: path.rows,
  columns: path.columns,
  values,
  categorical: map.enumeration !== undefined,
  limits,
  log,
});

/** PNG of one pixel per number, clear where there is none. */
export function pngOfPicture(picture: Picture): string {
  const pixels = new Uint32Array(picture.rows * picture.columns);
  colourPicture(picture, pixels);
  return dataUrl(pixels, picture.columns, picture.rows);
}

/** The colours of a colour bar, the highest value at the top. */
export const barImage = (): string => dataUrl(SEQUENTIAL.toReversed(), 1, SEQUENTIAL.length);

/** Outline of visited pixels (null: of all) without a colour, in a box that the picture fills; runs of neighbours in a row are one. */
export function gapPath(picture: Picture, visited: ArrayLike<number> | null, box: Box): string {
  const { rows, columns } = picture;
  const width = box.width / columns;
  const height = box.height / rows;
  const isGap = (row: number, column: number): boolean => {
    const at = row * columns + column;
    return column < columns && visited?.[at] !== 0 && colourAt(picture, at) === 0;
  };
  let path = '';
  for (let row = 0; row < rows; row++) {
    for (let from = 0; from < columns; from++) {
      let to = from;
      while (isGap(row, to)) to += 1;
      if (to === from) continue;
      const corner = `${px(box.left + from * width)},${px(box.top + (rows - 1 - row) * height)}`;
      path += `M${corner}h${px((to - from) * width)}v${px(height)}h${px((from - to) * width)}z`;
      from = to;
    }
  }
  return path;
}

function dataUrl(pixels: Uint32Array, width: number, height: number): string {
  const data = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const png = encode({ width, height, data, channels: 4 });
  return `data:image/png;base64,${base64(png)}`;
}

/** Bytes that are handed to one call: it takes them as arguments. */
const PIECE = 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let k = 0; k < bytes.length; k += PIECE) text += String.fromCharCode(...bytes.subarray(k, k + PIECE));
  return btoa(text);
}
