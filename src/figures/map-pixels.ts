/** From the numbers of a map to its colours. */
import { categoryPixel, sequentialPixel } from './colour';
import { placeOf, type Limits } from './limits';

export interface Colouring {
  readonly limits: Limits | null;
  readonly log: boolean;
}

/** Packed colour of a value; 0 (clear) where there is none. */
export function pixelOf(value: number, categorical: boolean, { limits, log }: Colouring): number {
  if (!Number.isFinite(value)) return 0;
  if (categorical) return categoryPixel(value);
  if (!limits) return 0;
  const place = placeOf(value, limits, log);
  return Number.isNaN(place) ? 0 : sequentialPixel(place);
}
