/** A micrograph as numbers, and its grey values on the grid of a map. */
import { pitchOf, type Grid } from './grid';
import { valueBetween } from './interpolate';
import { distortionOf, inverse, transformed, type Affine } from './landmarks';

/** An image as it was read from disk. */
export interface PictureFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Row by row from the upper edge, as the file counts: 0 … 255 or 0 … 65535. */
  readonly grey: Float32Array;
}

/** More samples than these take longer than a person waits for. */
const MOST_SAMPLES = 4e6;

/**
 * Grey values of a picture on a grid, row 0 first: the mean over each pixel of the grid, from as many samples as it covers
 * pixels of the picture (4 million on the grid at most), each between the pixels around it. NaN where more than half of
 * a pixel lies beyond the picture. `affine` leads from the picture, px from its upper left corner, to the stage, m.
 */
export function greyOnGrid(picture: Picture, affine: Affine, grid: Grid): Float32Array {
  const { rows, columns } = grid;
  const pitch = pitchOf(grid);
  const back = inverse(affine);
  const side = samplesAlong(pitch, affine, rows * columns);
  const size = { rows: picture.height, columns: picture.width };
  // From the middle of a pixel to its samples, px of the picture.
  const offsets = Array.from({ length: side * side }, (_, k) => {
    const right = (((k % side) + 0.5) / side - 0.5) * pitch.x;
    const up = ((Math.floor(k / side) + 0.5) / side - 0.5) * pitch.y;
    return { x: back.xx * right + back.xy * up - 0.5, y: back.yx * right + back.yy * up - 0.5 };
  });
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const { x, y } = transformed(back, { x: grid.x[column] as number, y: grid.y[row] as number });
      let sum = 0;
      let n = 0;
      for (const offset of offsets) {
        const value = valueBetween(size, picture.grey, y + offset.y, x + offset.x);
        if (Number.isNaN(value)) continue;
        sum += value;
        n += 1;
      }
      values[row * columns + column] = 2 * n >= offsets.length ? sum / n : NaN;
    }
  }
  return values;
}

function samplesAlong(
  pitch: { readonly x: number; readonly y: number },
  affine: Affine,
  pixels: number,
): number {
  const { scaleX, scaleY } = distortionOf(affine);
  const covered = Math.ceil(Math.max(pitch.x, pitch.y) / Math.min(scaleX, scaleY) - 1e-6);
  return Math.max(1, Math.min(covered, Math.floor(Math.sqrt(MOST_SAMPLES / pixels))));
}

/** A smaller picture by whole factors, means of squares, so that no side is longer than `longest`; the factor beside it. */
export function reduced(
  picture: Picture,
  longest: number,
): { readonly picture: Picture; readonly factor: number } {
  const factor = Math.max(1, Math.ceil(Math.max(picture.width, picture.height) / longest));
  if (factor === 1) return { picture, factor };
  const width = Math.max(1, Math.floor(picture.width / factor));
  const height = Math.max(1, Math.floor(picture.height / factor));
  const [wide, high] = [Math.min(factor, picture.width), Math.min(factor, picture.height)];
  const grey = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let j = 0; j < high; j++) {
        const from = (y * factor + j) * picture.width + x * factor;
        for (let k = 0; k < wide; k++) sum += picture.grey[from + k] as number;
      }
      grey[y * width + x] = sum / (wide * high);
    }
  }
  return { picture: { width, height, grey }, factor };
}
