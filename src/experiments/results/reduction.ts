/** The numbers of a visit as they come to be, map by map. */
import type { Estimate } from '../../kinetics/numerics/estimate';
import { planesOf, type MapSpec, type Reduction } from '../experiment';

/** Writes into a plane of a map by its name, where there is such a map; null leaves it without a number. */
export type Write = (name: string, estimate: Estimate | null, plane?: number, calibration?: number) => void;

/** A number that is known without noise. */
export const exact = (value: number): Estimate => ({ value, error: NaN });

/** A reduction without any number, and what writes into it. */
export function emptyReduction(maps: readonly MapSpec[]): {
  reduction: Omit<Reduction, 'reason'>;
  write: Write;
} {
  const planes = planesOf(maps);
  const blank = (): Float64Array => new Float64Array(planes.length).fill(NaN);
  const reduction = { values: blank(), noise: blank(), calibration: blank() };
  const write: Write = (name, estimate, plane = 0, calibration = NaN) => {
    const first = planes.findIndex((p) => p.map.name === name);
    if (first < 0) return;
    const at = first + plane;
    reduction.values[at] = estimate?.value ?? NaN;
    reduction.noise[at] = estimate?.error ?? NaN;
    reduction.calibration[at] = calibration;
  };
  return { reduction, write };
}
