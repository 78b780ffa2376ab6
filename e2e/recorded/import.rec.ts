/** The readers of recorded voltammograms on files of real instruments. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readVoltammograms } from '../../src/bundles/imports/read-voltammograms';
import type { ImportFile, RecordedVoltammogram } from '../../src/bundles/imports/recorded-voltammogram';

const FOLDER = resolve(process.env['MENISCUS_RECORDED'] ?? '../shared/data/recorded');

function read(...names: readonly string[]): readonly RecordedVoltammogram[] {
  const files = names.map((name): ImportFile => ({ name, bytes: readFileSync(join(FOLDER, name)) }));
  const result = readVoltammograms(files);
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

interface Extreme {
  readonly potential: number;
  readonly current: number;
}

/** Largest and smallest current with their potentials. */
function peaks({ potential, current }: RecordedVoltammogram): { anodic: Extreme; cathodic: Extreme } {
  const at = (place: number): Extreme => ({
    potential: potential[place] ?? NaN,
    current: current[place] ?? NaN,
  });
  return {
    anodic: at(current.indexOf(Math.max(...current))),
    cathodic: at(current.indexOf(Math.min(...current))),
  };
}

describe('PSTrace CSV of a redox couple, 5 to 60 mV/s', () => {
  const names = readdirSync(join(FOLDER, 'palmsens-csv')).map((name) => `palmsens-csv/${name}`);
  const found = read(...names);

  it('holds 20 voltammograms of 806 points', () => {
    expect(found).toHaveLength(20);
    for (const v of found) {
      expect(v.format).toBe('palmsens-csv');
      expect([v.potential.length, v.current.length]).toEqual([806, 806]);
      expect(v.potential[0]).toBe(0.689963);
      expect(Math.min(...v.potential)).toBeCloseTo(-0.0995, 4);
      expect(Math.max(...v.potential)).toBeCloseTo(0.6999, 4);
    }
  });

  it('converts µA', () => {
    expect(found[0]?.current[0]).toBeCloseTo(3.98159e-7, 18);
    expect(found.map((v) => v.scan)).toEqual(Array.from({ length: 20 }, (_, k) => (k % 4) + 1));
  });

  it('takes the rate of the name, since all notes say 0.005 without a unit, and says so', () => {
    expect(found.map((v) => v.scanRate)).toEqual(
      [0.005, 0.01, 0.02, 0.04, 0.06].flatMap((rate) => Array<number>(4).fill(rate)),
    );
    for (const v of found) {
      expect(v.scanRateFrom).toBe('name');
      expect(v.remarks.join(' ')).toContain('“scanrate0.005” without a unit; that was not used');
    }
    expect(
      readVoltammograms([{ name: 'a.csv', bytes: readFileSync(join(FOLDER, names[0] ?? '')) }]),
    ).toMatchObject({
      ok: true,
      value: [{ scanRate: null, scanRateFrom: null }],
    });
  });

  it('has its peaks where the couple is, growing about as the root of the rate', () => {
    for (const v of found) {
      const { anodic, cathodic } = peaks(v);
      expect((anodic.potential + cathodic.potential) / 2).toBeCloseTo(0.214, 2);
      expect(anodic.potential - cathodic.potential).toBeGreaterThan(0.059);
      expect(anodic.potential - cathodic.potential).toBeLessThan(0.2);
      expect(v.remarks.filter((remark) => /rising than on falling|uneven/.test(remark))).toEqual([]);
    }
    const [slow, fast] = [found[0], found[16]].map((v) => (v ? peaks(v).cathodic.current : NaN));
    const exponent = Math.log(Number(fast) / Number(slow)) / Math.log(12);
    expect(exponent).toBeGreaterThan(0.35);
    expect(exponent).toBeLessThan(0.55);
  });
});

describe('PalmSens sessions of a resistor', () => {
  it.each([
    ['cv_1scan.pssession', [41]],
    ['cv_3scan.pssession', [40, 40, 41]],
  ])('%s', (name, lengths) => {
    const found = read(name);
    expect(found.map((v) => v.potential.length)).toEqual(lengths);
    expect(found.map((v) => v.scan)).toEqual(lengths.map((_, k) => k + 1));
    for (const v of found) {
      expect(v).toMatchObject({ scanRate: 1, scanRateFrom: 'header' });
      expect(Math.max(...v.potential)).toBeCloseTo(0.99994, 5);
      // The symbol of the unit says A, its type µA: 10.6 kΩ, not 10.6 mΩ.
      v.current.forEach((current, k) => {
        expect(Math.abs((v.potential[k] ?? NaN) - 10.57e3 * current)).toBeLessThan(0.02);
      });
    }
    expect(found[0]?.time).toHaveLength(lengths[0] ?? NaN);
    expect(found[0]?.time?.[1]).toBeCloseTo(0.0999944, 6);
  });
});

describe('EC-Lab text of platinum', () => {
  const found = read('Pt_poly_cv_CUT.mpt');

  it('has five cycles with decimal commas', () => {
    expect(found.map((v) => [v.scan, v.potential.length])).toEqual([
      [1, 48],
      [2, 52],
      [3, 52],
      [4, 52],
      [5, 19],
    ]);
    expect(found[0]?.potential[0]).toBe(0.87869531);
    expect(found[0]?.current[0]).toBeCloseTo(-2.604324994466466e-6, 18);
    expect(found[0]?.time?.[0]).toBe(3.289600104471901);
  });

  it('runs at 100 mV/s by header and times', () => {
    for (const v of found) {
      expect(v).toMatchObject({ scanRate: 0.1, scanRateFrom: 'header', reference: null });
      expect(v.remarks).toEqual([]);
      expect(Math.max(...v.potential)).toBeLessThan(1.75);
      expect(Math.min(...v.potential)).toBeGreaterThan(-0.06);
    }
  });
});

describe('Gamry DTA', () => {
  const found = read('cv_data.dta');

  it('has five curves of ten points', () => {
    expect(found.map((v) => [v.scan, v.potential.length])).toEqual([1, 2, 3, 4, 5].map((k) => [k, 10]));
    expect(found[0]?.potential[0]).toBe(0.49);
    expect(found[0]?.current[0]).toBe(7.80498e-9);
    expect(found[1]?.time?.[0]).toBe(120.2);
  });

  it('gives no rate, since header and times contradict each other', () => {
    for (const v of found) {
      expect(v.scanRate).toBeNull();
      expect(v.remarks.join(' ')).toMatch(
        /uncertain: by the header 1\.235 mV\/s and the times of the points/,
      );
    }
  });
});
