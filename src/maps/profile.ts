/** Values along a line over a map, averaged across the line's width. */
import { pitchOf, type Grid, type Position } from './grid';
import { valueAt } from './interpolate';

export interface ProfileLine {
  readonly from: Position;
  readonly to: Position;
  /** Across the line, m; 0 for the line itself. */
  readonly width: number;
}

export interface Profile {
  /** From the start of the line, m. */
  readonly distance: Float64Array;
  /** In the map's unit; NaN where no sample has a number. */
  readonly mean: Float64Array;
  /** Standard deviation across the width, n − 1; NaN for fewer than two. */
  readonly sd: Float64Array;
  /** Samples with a number. They are a pitch apart, so that they are about as many as the pixels under them. */
  readonly n: Uint32Array;
}

/** Samples a pitch apart or closer, along the line and across it, both ends included. */
export function profileAlong(
  grid: Grid,
  values: ArrayLike<number>,
  { from, to, width }: ProfileLine,
): Profile {
  const pitch = pitchOf(grid);
  const step = Math.min(pitch.x, pitch.y);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const count = Math.max(2, Math.ceil(length / step - 1e-9) + 1);
  const across = Math.max(1, Math.round(width / step));
  const [ux, uy] = length > 0 ? [(to.x - from.x) / length, (to.y - from.y) / length] : [1, 0];
  const profile = {
    distance: new Float64Array(count),
    mean: new Float64Array(count),
    sd: new Float64Array(count),
    n: new Uint32Array(count),
  };
  const taken = new Float64Array(across);
  for (let k = 0; k < count; k++) {
    const along = (k / (count - 1)) * length;
    for (let j = 0; j < across; j++) {
      const aside = across > 1 ? (j - (across - 1) / 2) * (width / across) : 0;
      const place = { x: from.x + ux * along - uy * aside, y: from.y + uy * along + ux * aside };
      taken[j] = valueAt(grid, values, place);
    }
    profile.distance[k] = along;
    [profile.mean[k], profile.sd[k], profile.n[k]] = averageOf(taken);
  }
  return profile;
}

function averageOf(values: Float64Array): [mean: number, sd: number, n: number] {
  let n = 0;
  let sum = 0;
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    n += 1;
    sum += v;
  }
  if (n === 0) return [NaN, NaN, 0];
  const mean = sum / n;
  let squares = 0;
  for (const v of values) if (Number.isFinite(v)) squares += (v - mean) ** 2;
  return [mean, n > 1 ? Math.sqrt(squares / (n - 1)) : NaN, n];
}
