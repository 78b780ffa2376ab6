import { describe, expect, it } from 'vitest';
import { CELL, visit } from '../../../fixtures/visit';
import { LTO } from '../../../fixtures/voltammograms';
import { searched } from '../sweeps/candidates';
import { thermal } from '../constants';
import type { ElectrodeModel } from '../solver/electrode';
import { visitOf } from './visit';
import { binsOf, solveVisit } from './visit-solver';

const waves = visitOf(searched(visit(), thermal(CELL.temperature)), CELL)?.waves ?? [];

function solved(model: ElectrodeModel, stride: number): Float64Array {
  const current = new Float64Array(binsOf(waves));
  solveVisit(waves, model, stride, current);
  return current;
}

/** Steps twice as long err by four times as much. */
const extrapolated = (fine: Float64Array, coarse: Float64Array): Float64Array =>
  fine.map((current, k) => current + (current - (coarse[k] ?? NaN)) / 3);

describe('the currents of a visit', () => {
  it.each([
    ['a reversible couple on a disc', {}, 4e-4],
    ['a planar contact', { discRadius: Infinity }, 4e-4],
    ['a slow couple', { rateConstant: 1e-6 }, 4e-4],
    ['a couple so slow that its waves have a kink at the turn', { rateConstant: 1e-8 }, 2e-3],
    ['a resistance', { resistance: 5e9 }, 4e-4],
    ['a layer', { discRadius: Infinity, thickness: 8e-9 }, 4e-4],
  ])('follow from steps of two bins and of one: %s', (_, changes, tolerance) => {
    const model = { ...LTO, halfWave: 1.5, ...changes };
    const exact = extrapolated(solved(model, 1 / 8), solved(model, 1 / 4));
    const quick = extrapolated(solved(model, 1), solved(model, 2));
    let from = 0;
    for (const { sweeps } of waves) {
      const end = from + sweeps.first.bins + (sweeps.reverse?.bins ?? 0);
      const peak = exact.subarray(from, end).reduce((most, i) => Math.max(most, i), 0);
      for (let k = from; k < end; k++) {
        expect(Math.abs((quick[k] ?? NaN) - (exact[k] ?? NaN)) / peak).toBeLessThan(tolerance);
      }
      from = end;
    }
  });
});
