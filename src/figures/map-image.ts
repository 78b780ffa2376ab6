/** A map or another picture as the pixels of its values, and as the outline of those that have none. */
import { encode } from 'fast-png';
import type { MapSpec, Path } from '../experiments/experiment';
import type { Affine } from '../maps/landmarks';
import { GREYS, SEQUENTIAL } from './colour';
import { colourAt, colourPicture, coloursOf, type Colouring, type Colours, type Picture } from './map-pixels';
import type { MapWindow } from './map-window';
import { px } from './svg';
import type { Box } from './plot-paths';

/** An image that lies over a map, as far as the map goes. */
export interface FigureOverlay {
  readonly href: string;
  /** Of the file that the image was made of, px. */
  readonly width: number;
  readonly height: number;
  /** From the pixels of that file to shares of the map's width and height, from the upper left corner. */
  readonly affine: Affine;
  /** 0 … 1. */
  readonly opacity: number;
}

/** A plane of a map with all that its picture says. Numbers in SI, row by row, row 0 at the lower edge. */
export interface ShownMap extends Colouring {
  /** An image over the colours. */
  readonly overlay?: FigureOverlay | null;
  /** The part that is drawn; without it all of the map. */
  readonly window?: MapWindow;
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
  colours: coloursOf(map),
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
export function barImage(of: Colours): string {
  const colours = of === 'grey' ? GREYS : SEQUENTIAL;
  return dataUrl(colours.toReversed(), 1, colours.length);
}

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

/** PNG of bytes of grey, row by row from the upper edge. */
export const greyImage = (data: Uint8Array, width: number, height: number): string =>
  pngUrl(encode({ width, height, data, channels: 1 }));

function dataUrl(pixels: Uint32Array, width: number, height: number): string {
  const data = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return pngUrl(encode({ width, height, data, channels: 4 }));
}

const pngUrl = (png: Uint8Array): string => `data:image/png;base64,${base64(png)}`;

/** Bytes that are handed to one call: it takes them as arguments. */
const PIECE = 8192;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let k = 0; k < bytes.length; k += PIECE) text += String.fromCharCode(...bytes.subarray(k, k + PIECE));
  return btoa(text);
}
