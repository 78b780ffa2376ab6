/** From the numbers of a map to its colours. */
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
