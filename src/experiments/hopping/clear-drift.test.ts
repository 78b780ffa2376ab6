import { describe, expect, it } from 'vitest';
import { HOP } from './hop';
import { clearDrift } from './clear-drift';

const hops = Array.from({ length: 100 }, (_, k) => k);
/** 5.4 nA that change by a part within any ten hops. */
const drifting = (part: number): number[] => hops.map((k) => 5.4e-9 * (1 + part) ** (k / 10));
const changeOf = (currents: readonly number[]): number =>
  clearDrift(currents, HOP).figures.find(({ key }) => key === 'ten_hops')?.value ?? NaN;

describe('the ion current within ten hops', () => {
  it.each([2e-4, 5e-3, -9e-3])('that changes by %f is far below a fall of 2 %%', (part) => {
    expect(changeOf(drifting(part))).toBeCloseTo(Math.abs(part), 9);
    expect(clearDrift(drifting(part), HOP).warnings).toEqual([]);
  });

  it.each([12e-3, -30e-3])('that changes by %f is warned of, with both numbers', (part) => {
    const percent = Math.abs(100 * part).toFixed(1);
    expect(clearDrift(drifting(part), HOP).warnings).toEqual([
      expect.stringMatching(`^Within 10 hops .* up to ${percent}.%, not far below the 2\\.0.%`),
    ]);
    expect(clearDrift(drifting(part), { ...HOP, setpoint: 0.9 }).warnings).toEqual([]);
  });

  it('leaves out hops without a current', () => {
    expect(changeOf(drifting(5e-3).map((i, k) => (k === 50 ? NaN : i)))).toBeLessThan(6e-3);
    expect(changeOf([])).toBe(0);
  });
});
