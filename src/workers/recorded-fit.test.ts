import { describe, expect, it } from 'vitest';
import { filesOf } from '../bundles/imports/choose-curves';
import { readVoltammograms } from '../bundles/imports/read-voltammograms';
import type { ImportFile } from '../bundles/imports/recorded-voltammogram';
import { utf8 } from '../bundles/imports/sample-curve';
import { simulateCycle } from '../kinetics/solver/voltammogram';
import { fitRecorded } from './recorded-fit';

const D = 7e-10;
const ELECTRODE = { area: 7e-6, concentration: 1, temperature: 298.15, electrons: 1 };
const [HIGH, LOW] = [0.6, -0.2];

/** A reversible cycle of as many points as the solver is asked for, from 0.6 V to −0.2 V and back. */
function cycle(scanRate: number, perSweep: number) {
  return simulateCycle({
    model: {
      ...ELECTRODE,
      diffusion: D,
      discRadius: Infinity,
      thickness: Infinity,
      halfWave: 0.2,
      rateConstant: Infinity,
      transfer: 0.5,
      resistance: 0,
      capacitance: 0,
      interaction: 0,
      hysteresis: 0,
    },
    start: HIGH,
    vertex: LOW,
    end: HIGH,
    scanRate,
    interval: (HIGH - LOW) / perSweep / scanRate,
    cutoff: Infinity,
    stray: 0,
  });
}

const head = (scanRate: number): string =>
  `Cyclic Voltammetry\nInstrument Model: CHI\nScan Rate (V/s) = ${String(scanRate)}\n\nPotential/V, Current/A\n`;

/** Rows `+0123456e-6,-0123456e-10`, written digit by digit: 10⁷ of them would be no text that a program can hold. */
function chiFile(name: string, scanRate: number, rows: number): ImportFile {
  const { potential, current } = cycle(scanRate, 400);
  const title = utf8(head(scanRate));
  const row = utf8('+0000000e-6,+0000000e-10\n');
  const bytes = new Uint8Array(title.length + rows * row.length);
  bytes.set(title);
  const write = (value: number, at: number): void => {
    let rest = Math.round(Math.abs(value));
    bytes[at] = value < 0 ? 45 : 43;
    for (let digit = at + 7; digit > at; digit--) {
      bytes[digit] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  };
  for (let k = 0, at = title.length; k < rows; k++, at += row.length) {
    const place = (k / (rows - 1)) * (potential.length - 1);
    const node = Math.min(potential.length - 2, Math.floor(place));
    const between = (values: Float64Array): number => {
      const [from, to] = [values[node] as number, values[node + 1] as number];
      return from + (to - from) * (place - node);
    };
    bytes.set(row, at);
    // Noise of 30 nA, which averages away.
    const wobble = ((Math.imul(k, 2_654_435_761) >>> 8) / 2 ** 24 - 0.5) * 1e-7;
    write(1e6 * between(potential), at);
    write(1e10 * (between(current) + wobble), at + 12);
  }
  return { name, bytes };
}

function fitted(...files: readonly ImportFile[]) {
  const read = readVoltammograms(files);
  if (!read.ok) throw new Error(read.error.happened);
  const sources = filesOf(
    read.value,
    files.map(({ name }) => name),
  );
  const fit = fitRecorded(
    read.value,
    sources,
    sources.map(() => null),
    ELECTRODE,
  );
  if (!fit.ok) throw new Error(fit.error.happened);
  return fit.value;
}

describe('ten million points', () => {
  it('give the diffusion coefficient of fewer, from averages that are told of', () => {
    const found = fitted(
      chiFile('large.txt', 0.01, 10_000_000),
      chiFile('a.txt', 0.04, 2000),
      chiFile('b.txt', 0.16, 2000),
    );
    expect(found.remarks.join('\n')).toContain(
      'large.txt: Of 10000000 points every 250 neighbours were averaged',
    );
    const [large] = found.curves;
    expect(large?.recorded.potential.length).toBeLessThanOrEqual(40_000);
    expect((large?.interval ?? NaN) * 0.01).toBeCloseTo(1.6 / 40_000, 6);
    const { value } = found.analysis.diffusion ?? { value: NaN };
    expect(value / D).toBeCloseTo(1, 2);
    expect(found.analysis.verdict).toBe('good');
  }, 180_000);
});
