/** Voltammograms without a contact: what the capacitance between pipette and sample draws. */
import type { Estimate } from '../../kinetics/numerics/estimate';
import type { HopTraces } from '../../records/hop';
import type { Recorded } from '../experiment';
import { channelOf, keptOf } from '../holds/holds';

/** Part at the beginning of a sweep that is left out: the filter has not followed the turn yet. */
const BEGIN = 0.3;

/**
 * Of each cycle before the approach, F: half of the distance of the mean currents of the two sweeps over the scan rate. A leak
 * that goes with the potential is the same in both sweeps and falls out. The error is from the scatter, as far as a mean of
 * samples behind the filter keeps it.
 */
export function blankCapacitances(hop: HopTraces, { steps }: Recorded): Estimate[] {
  const landing = steps.findIndex((step) => step.verb === 'APPROACH');
  return steps.slice(0, landing).flatMap((step, place): Estimate[] => {
    const trace = hop.steps.get(place);
    if (step.verb !== 'CYCLE' || !trace) return [];
    const current = channelOf(trace, 'tip_current');
    const half = Math.floor(current.length / 2);
    // Point by point at equal potentials: the second sweep comes back over the places of the first.
    const gaps: number[] = [];
    for (let k = Math.ceil(BEGIN * half); k < Math.floor((1 - BEGIN) * half); k++) {
      gaps.push((current[k] ?? NaN) - (current[current.length - 1 - k] ?? NaN));
    }
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
    const variance = gaps.reduce((sum, g) => sum + (g - mean) ** 2, 0) / (gaps.length - 1);
    const amplifier = steps.slice(0, place).findLast((s) => s.verb === 'AMPLIFIER');
    const kept = keptOf(gaps.length * trace.interval, amplifier?.cutoff ?? Infinity);
    const per = 1 / (2 * step.scanRate);
    return [{ value: mean * per, error: Math.sqrt(variance * kept) * per }];
  });
}
