import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/kinetics/diffusion';
import type { SimulatedSample } from '../../src/simulated-samples';
import { pixelsOf } from './pixels';
import { rowOf } from './row';

/** A small map of each sample, over the bridge's bytes: the benchmark `truth` in little. */
const SIDE = 4;
/** ms, on a busy computer. */
const TIMEOUT = 60_000;
/** Standard deviations by which a figure of so few pixels may miss its expectation. */
const FAR = 4;
/** Standard deviation of a median over that of a mean. */
const MEDIAN = 1.2533;

const expectations: readonly (readonly [SimulatedSample, readonly Verdict[]])[] = [
  ['planar', ['good']],
  ['lto-film', ['disc']],
  ['thin-layer', ['thin_layer']],
  ['kinetic', ['kinetic', 'resistive']],
  ['resistive', ['resistive']],
  ['stray', ['stray_capacitance']],
  ['two-phase', ['two_phase']],
  ['no-redox', ['no_peak']],
];

describe('D on maps whose truth is known', () => {
  it.each(expectations)(
    '%s: named, and right or not given',
    async (sample, verdicts) => {
      const pixels = (await pixelsOf({ sample, side: SIDE, seeds: [11] })).filter((p) => !p.boundary);
      const row = rowOf(sample, pixels);
      expect(pixels.length).toBeGreaterThan(4);
      for (const [verdict] of row.verdicts) expect(verdicts).toContain(verdict);
      expect(row.verdicts[0]?.[0]).toBe(verdicts[0]);
      expect(row.falseGood || 0).toBe(0);
      if (sample === 'two-phase' || sample === 'no-redox') {
        expect(row.given).toBe(0);
        return;
      }
      expect(row.given).toBe(1);
      const noise = pixels.reduce((sum, p) => sum + p.noise / p.truth, 0) / pixels.length;
      expect(Math.abs(row.bias)).toBeLessThan(0.02);
      expect(Math.abs(row.bias)).toBeLessThan((FAR * MEDIAN * noise) / Math.sqrt(pixels.length) + 0.002);
      const missed = 0.05 + FAR * Math.sqrt((0.05 * 0.95) / pixels.length);
      expect(1 - row.coverage).toBeLessThan(missed);
    },
    TIMEOUT,
  );
});
