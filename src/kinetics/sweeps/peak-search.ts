/** Where on a sweep a wave may be: a coarse look at every place, for the fit to begin at. */
import { averages } from '../numerics/averages';
import { fillShape, type Shape } from './template';

/** Width of a coarse bin for the search, and distance between the places that are tried, RT/F. */
const SEARCH_BIN = 1;
const SEARCH_STEP = 1.5;

/** Place between `first` and `last` at which the shape, on a straight baseline, takes most from the sum of squares. */
export function findPlace(
  binAt: Float64Array,
  current: Float64Array,
  shape: Shape,
  first: number,
  last: number,
): number {
  const width = ((binAt.at(-1) ?? NaN) - (binAt[0] ?? NaN)) / (binAt.length - 1);
  const group = Math.max(1, Math.floor(SEARCH_BIN / width));
  const n = Math.floor(binAt.length / group);
  const at = averages(binAt, n, group);
  const y = averages(current, n, group);
  const value = new Float64Array(n);
  const slope = new Float64Array(n);
  let best = NaN;
  let most = 0;
  for (let place = first; place <= last; place += SEARCH_STEP) {
    fillShape(shape, 0, at, -place, value, slope);
    const gain = gainOf(value, y);
    if (gain > most) {
      most = gain;
      best = place;
    }
  }
  return best;
}

/** Fall of the sum of squares when `shape` joins a straight line in the index; 0 where its amplitude would be negative. */
function gainOf(shape: Float64Array, y: Float64Array): number {
  const n = y.length;
  let t = 0, tu = 0, tt = 0, sy = 0, yu = 0, ty = 0, uu = 0; // prettier-ignore
  for (let k = 0; k < n; k++) {
    const a = shape[k] as number;
    const b = y[k] as number;
    const u = k - (n - 1) / 2;
    t += a;
    tu += a * u;
    tt += a * a;
    sy += b;
    yu += b * u;
    ty += a * b;
    uu += u * u;
  }
  const along = ty - (t * sy) / n - (tu * yu) / uu;
  const norm = tt - (t * t) / n - (tu * tu) / uu;
  return along > 0 && norm > 1e-9 * tt ? (along * along) / norm : 0;
}
