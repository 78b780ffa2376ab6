/**
 * An image beside a map: the affine way from the image to the stage by landmarks that are known in both. Three give it exactly,
 * more by least squares of their distances on the stage.
 */
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { Position } from './grid';

/** stage = (xx·x + xy·y + x0, yx·x + yy·y + y0), with x and y in px of the image and the stage in m. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x0: number;
  readonly y0: number;
}

export interface Landmark {
  /** px from the upper left corner of the image, y downward. */
  readonly image: Position;
  /** m. */
  readonly stage: Position;
}

export interface Registration {
  readonly affine: Affine;
  /** Distance from where each landmark comes to lie to where it is, m. All 0 for three of them. */
  readonly residuals: readonly number[];
  /** Root of the mean square of these, m. */
  readonly rms: number;
}

/** Landmarks that spread across a line less than this share of their spread along it do not fix an image. */
const THINNEST = 1e-3;

/** Registers an image by three or more landmarks. Refused where they are fewer or lie on one line, in the image or on the map. */
export function registerImage(landmarks: readonly Landmark[]): Result<Registration, Fault> {
  if (landmarks.length < 3) {
    return refused(`An image needs three landmarks; there are ${String(landmarks.length)}.`);
  }
  const images = landmarks.map((l) => l.image);
  const stages = landmarks.map((l) => l.stage);
  if (onOneLine(images)) return refused('The landmarks lie on one line of the image.');
  if (onOneLine(stages)) return refused('The landmarks lie on one line of the map.');
  const affine = leastSquares(images, stages);
  const residuals = landmarks.map(({ image, stage }) => {
    const { x, y } = transformed(affine, image);
    return Math.hypot(x - stage.x, y - stage.y);
  });
  const rms = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length);
  return ok({ affine, residuals, rms });
}

const refused = (happened: string): Result<never, Fault> =>
  err(fault('value-invalid', `${happened} Add one that stands apart from the others.`));

/** Where a place of the image lies on the stage, m. */
export const transformed = ({ xx, xy, yx, yy, x0, y0 }: Affine, { x, y }: Position): Position => ({
  x: xx * x + xy * y + x0,
  y: yx * x + yy * y + y0,
});

/** What an affine way does to an image, for people. */
export interface Distortion {
  /** m of the stage a px, along the image's rows and, apart from the shear, along its columns. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** Of the image's rows against the stage's x, anticlockwise, rad. */
  readonly rotation: number;
  /** How far the image's columns lean from the right angle to its rows, rad; in the direction of the rows positive. */
  readonly shear: number;
  /** Whether left and right are exchanged. */
  readonly mirrored: boolean;
}

/** Scale, rotation and shear: the image is first sheared along its rows, then scaled, then turned. */
export function distortionOf({ xx, xy, yx, yy }: Affine): Distortion {
  const scaleX = Math.hypot(xx, yx);
  const determinant = xx * yy - xy * yx;
  const scaleY = Math.abs(determinant) / scaleX;
  // Along the rows, of one px up the columns: the image's y runs downward.
  const lean = -(xx * xy + yx * yy) / scaleX;
  return {
    scaleX,
    scaleY,
    rotation: Math.atan2(yx, xx),
    shear: Math.atan2(lean, scaleY),
    mirrored: determinant > 0,
  };
}

/** The way through one and then another. */
export const through = (first: Affine, then: Affine): Affine => ({
  xx: then.xx * first.xx + then.xy * first.yx,
  xy: then.xx * first.xy + then.xy * first.yy,
  yx: then.yx * first.xx + then.yy * first.yx,
  yy: then.yx * first.xy + then.yy * first.yy,
  x0: then.xx * first.x0 + then.xy * first.y0 + then.x0,
  y0: then.yx * first.x0 + then.yy * first.y0 + then.y0,
});

/** The way back, from the stage to the image. */
export function inverse({ xx, xy, yx, yy, x0, y0 }: Affine): Affine {
  const determinant = xx * yy - xy * yx;
  const back = { xx: yy / determinant, xy: -xy / determinant, yx: -yx / determinant, yy: xx / determinant };
  return { ...back, x0: -(back.xx * x0 + back.xy * y0), y0: -(back.yx * x0 + back.yy * y0) };
}

function leastSquares(from: readonly Position[], to: readonly Position[]): Affine {
  const [a, b] = [middleOf(from), middleOf(to)];
  const { xx: sxx, xy: sxy, yy: syy } = scatterOf(from);
  const determinant = sxx * syy - sxy * sxy;
  const row = (along: 'x' | 'y'): readonly [number, number] => {
    let [cx, cy] = [0, 0];
    for (const [k, p] of from.entries()) {
      const t = (to[k] ?? b)[along] - b[along];
      cx += t * (p.x - a.x);
      cy += t * (p.y - a.y);
    }
    return [(cx * syy - cy * sxy) / determinant, (cy * sxx - cx * sxy) / determinant];
  };
  const [[xx, xy], [yx, yy]] = [row('x'), row('y')];
  return { xx, xy, yx, yy, x0: b.x - xx * a.x - xy * a.y, y0: b.y - yx * a.x - yy * a.y };
}

const middleOf = (places: readonly Position[]): Position => ({
  x: places.reduce((sum, p) => sum + p.x, 0) / places.length,
  y: places.reduce((sum, p) => sum + p.y, 0) / places.length,
});

/** Sums of squares and products about the middle. */
function scatterOf(places: readonly Position[]): { xx: number; xy: number; yy: number } {
  const middle = middleOf(places);
  const sums = { xx: 0, xy: 0, yy: 0 };
  for (const { x, y } of places) {
    const [dx, dy] = [x - middle.x, y - middle.y];
    sums.xx += dx * dx;
    sums.xy += dx * dy;
    sums.yy += dy * dy;
  }
  return sums;
}

/** By the eigenvalues of the scatter: the squares of the spread along and across the best line. */
function onOneLine(places: readonly Position[]): boolean {
  const { xx, xy, yy } = scatterOf(places);
  const half = (xx + yy) / 2;
  const along = half + Math.hypot((xx - yy) / 2, xy);
  return !(xx * yy - xy * xy > (THINNEST * along) ** 2);
}
