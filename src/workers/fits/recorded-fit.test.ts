import { describe, expect, it } from 'vitest';
import { chiBytes, chiText, COUPLE, coupleCycle, ELECTRODE } from '../../../fixtures/recorded-couple';
import { filesOf } from '../../bundles/imports/choose-curves';
import { readVoltammograms } from '../../bundles/imports/read-voltammograms';
import type { ImportFile } from '../../bundles/imports/recorded-voltammogram';
import { utf8 } from '../../bundles/imports/sample-curve';
import type { Voltammogram } from '../../kinetics/solver/voltammogram';
import { fitRecorded, type Fitted } from './recorded-fit';

const RATES = [0.01, 0.04, 0.16];

function fitted(...files: readonly ImportFile[]): Fitted | string {
  const read = readVoltammograms(files);
  if (!read.ok) return read.error.happened;
  const sources = filesOf(
    read.value,
    files.map(({ name }) => name),
  );
  const rates = sources.map(() => null);
  const fit = fitRecorded(read.value, sources, rates, ELECTRODE);
  return fit.ok ? fit.value : fit.error.happened;
}

const chi = (scanRate: number, cycle: Voltammogram): ImportFile => ({
  name: `${String(1e3 * scanRate)}.txt`,
  bytes: utf8(chiText(scanRate, cycle)),
});

function number(fit: Fitted | string): Fitted {
  if (typeof fit === 'string') throw new Error(fit);
  return fit;
}

/** Of a fine wave the points at these parts of each of its two sweeps. */
type Places = (part: number) => number;

/** From the solver: the points of a fine wave at 401 places of each sweep, which `places` puts unevenly. */
function unevenCycle(scanRate: number, places: Places, rateConstant: number): Voltammogram {
  const fine = coupleCycle(scanRate, { perSweep: 8000, noise: 0, model: { rateConstant } });
  const length = fine.potential.length - 1;
  const picked = [0, 0.5].flatMap((sweep) =>
    Array.from({ length: 400 }, (_, k) => Math.round(length * (sweep + places((k + 1) / 400) / 2))),
  );
  const noise = (k: number): number => 1e-8 * Math.sin(12.9898 * k * k + 3 * k);
  return {
    potential: Float64Array.from(picked, (k) => fine.potential[k] ?? NaN),
    current: Float64Array.from(picked, (k) => (fine.current[k] ?? NaN) + noise(k)),
  };
}

describe('points that do not come evenly', () => {
  const EVEN: Places = (part) => part;
  const of = (places: Places, rateConstant: number): Fitted =>
    number(fitted(...RATES.map((rate) => chi(rate, unevenCycle(rate, places, rateConstant)))));
  const peaks = ({ analysis }: Fitted): number[] =>
    analysis.waves.map(({ first }) => first?.current.value ?? NaN);

  it.each([Infinity, 2e-5, 3e-6])(
    'give the peaks, D and verdict of even ones, k⁰ %d m/s',
    (rateConstant) => {
      const even = of(EVEN, rateConstant);
      const others: readonly [string, Places][] = [
        ['ever closer', (part) => 1.6 * part - 0.6 * part ** 2],
        ['ever further', (part) => 0.3 * part + 0.7 * part ** 2],
        ['closer in the middle', (part) => part + (0.7 / (2 * Math.PI)) * Math.sin(2 * Math.PI * part)],
        ['in pairs', (part) => Math.ceil(200 * part) / 200 - (Math.round(400 * part) % 2) * 5e-4],
        ['sparser in the first half', (part) => (part < 0.2 ? 2.5 * part : 0.5 + (part - 0.2) / 1.6)],
      ];
      for (const [name, places] of others) {
        const uneven = of(places, rateConstant);
        expect([name, uneven.analysis.verdict]).toEqual([name, even.analysis.verdict]);
        const { value, error } = uneven.analysis.diffusion ?? { value: NaN, error: NaN };
        expect(Math.abs(value / COUPLE.diffusion - 1), name).toBeLessThan(0.006 + error / value);
        peaks(uneven).forEach((peak, k) => {
          expect(peak / (peaks(even)[k] ?? NaN), name).toBeCloseTo(1, 2);
        });
      }
    },
    60_000,
  );

  it('are said to be so', () => {
    const { remarks } = of((part) => part ** 2, Infinity);
    expect(remarks.join('\n')).toMatch(
      /The current was averaged to even steps of 2\.00 mV; the scan rate was/,
    );
  });

  it('are refused where so many lack that a wave could hide there', () => {
    const gap: Places = (part) => (part < 0.45 ? part : part < 0.5 ? 0.45 : part);
    const found = fitted(...RATES.map((rate) => chi(rate, unevenCycle(rate, gap, Infinity))));
    expect(found).toMatch(/^10\.txt: not used, since no points are there from 0\.\d+ to 0\.\d+ V\./);
  });
});

describe('the sign of the current', () => {
  const cycles = (sign: number, sweeps: 1 | 2): ImportFile[] =>
    RATES.map((rate) => {
      const { potential, current } = coupleCycle(rate);
      const length = sweeps === 2 ? potential.length : 400;
      return chi(rate, {
        potential: potential.subarray(0, length),
        current: current.subarray(0, length).map((i) => sign * i),
      });
    });

  it.each([
    [1, 2],
    [-1, 2],
    [1, 1],
    [-1, 1],
  ] as const)('does not matter, but is said: times %d, %d sweeps', (sign, sweeps) => {
    const { analysis, curves, remarks } = number(fitted(...cycles(sign, sweeps)));
    expect((analysis.diffusion?.value ?? NaN) / COUPLE.diffusion).toBeCloseTo(1, 1);
    expect(curves.map(({ turned }) => turned)).toEqual(RATES.map(() => sign < 0));
    const said = remarks.filter((remark) => remark.includes('the sign of the current was reversed'));
    expect(said).toHaveLength(sign < 0 ? 1 : 0);
  });
});

describe('too little', () => {
  it('is a single rate', () => {
    const { analysis } = number(fitted(chi(0.04, coupleCycle(0.04))));
    expect([analysis.verdict, analysis.diffusion]).toEqual(['no_peak', null]);
    expect(analysis.reason).toMatch(/at least two rates are needed/);
  });

  it('is a wave of noise', () => {
    const noise = RATES.map((rate) => chi(rate, coupleCycle(rate, { model: { concentration: 1e-9 } })));
    expect(number(fitted(...noise)).analysis.diffusion).toBeNull();
  });
});

describe('ten million points', () => {
  it('give the diffusion coefficient of fewer, from averages that are told of', () => {
    const found = number(
      fitted(
        { name: 'large.txt', bytes: chiBytes(0.01, 10_000_000) },
        { name: 'a.txt', bytes: chiBytes(0.04, 2000) },
        { name: 'b.txt', bytes: chiBytes(0.16, 2000) },
      ),
    );
    expect(found.remarks.join('\n')).toContain(
      'large.txt: Of 10000000 points every 250 neighbours were averaged',
    );
    const [large] = found.curves;
    expect(large?.recorded.potential.length).toBeLessThanOrEqual(40_000);
    expect((large?.interval ?? NaN) * 0.01).toBeCloseTo(1.6 / 40_000, 6);
    const { value } = found.analysis.diffusion ?? { value: NaN };
    expect(value / COUPLE.diffusion).toBeCloseTo(1, 2);
    expect(found.analysis.verdict).toBe('good');
  }, 180_000);
});
