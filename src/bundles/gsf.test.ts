import { describe, expect, it } from 'vitest';
import { gsfOf } from './gsf';
import type { MapData } from './run';
import { sampleProducts, sampleRun } from './sample-run';

const run = sampleRun();
const { maps } = sampleProducts(run);
const { x, y } = run.header.path;

const named = (name: string): MapData => {
  const map = maps.find((m) => m.spec.name === name);
  if (!map) throw new Error(`no map ${name}`);
  return map;
};

/** Reads a file as Gwyddion does: text up to the first NUL, then floats from the next multiple of four on. */
function parse(bytes: Uint8Array): { fields: Record<string, string>; samples: number[]; padding: number[] } {
  const nul = bytes.indexOf(0);
  const [magic, ...lines] = new TextDecoder().decode(bytes.subarray(0, nul)).trimEnd().split('\n');
  expect(magic).toBe('Gwyddion Simple Field 1.0');
  const fields = Object.fromEntries(lines.map((l) => l.split(' = ') as [string, string]));
  const start = nul + 4 - (nul % 4);
  const view = new DataView(bytes.buffer, start);
  const samples = Array.from({ length: view.byteLength / 4 }, (_, k) => view.getFloat32(4 * k, true));
  return { fields, samples, padding: [...bytes.subarray(nul, start)] };
}

describe('a Gwyddion simple field', () => {
  it('says its size, place, units and title', () => {
    const { fields } = parse(gsfOf(named('diffusion_coefficient'), 0, x, y));
    expect(fields).toEqual({
      XRes: '3',
      YRes: '2',
      XReal: expect.any(String) as string,
      YReal: expect.any(String) as string,
      XOffset: expect.any(String) as string,
      YOffset: expect.any(String) as string,
      XYUnits: 'm',
      ZUnits: 'm^2/s',
      Title: 'D (m2/s)',
    });
    expect(Number(fields['XReal'])).toBeCloseTo(5e-6, 12);
    expect(Number(fields['XOffset'])).toBeCloseTo(45e-6, 12);
    expect(Number(fields['YReal'])).toBeCloseTo(5e-6, 12);
  });

  it('has one to four NUL before its samples, whatever the length of the header', () => {
    const { spec, ...data } = named('height');
    for (const title of ['', 'a', 'ab', 'abc', 'abcd']) {
      const { padding, samples } = parse(gsfOf({ ...data, spec: { ...spec, title } }, 0, x, y));
      expect(padding.length).toBeGreaterThanOrEqual(1);
      expect(padding.length).toBeLessThanOrEqual(4);
      expect(padding.every((b) => b === 0)).toBe(true);
      expect(samples).toHaveLength(6);
    }
  });

  it('begins with the row of the greatest y', () => {
    const map = named('height');
    const top = Array.from(map.data.subarray(3, 6), Math.fround);
    const bottom = Array.from(map.data.subarray(0, 3), Math.fround);
    expect(parse(gsfOf(map, 0, x, y)).samples).toEqual([...top, ...bottom]);
    expect(parse(gsfOf(map, 0, x, [...y].reverse())).samples).toEqual([...bottom, ...top]);
  });

  it('is one plane of several, with NaN where there is no number', () => {
    const map = named('peak_separation');
    const { samples } = parse(gsfOf(map, 1, x, y));
    expect(samples).toEqual(Array.from([9, 10, 11, 6, 7, 8], (k) => Math.fround(map.data[k] ?? NaN)));
    expect(samples[0]).toBeNaN();
  });

  it('leaves units with broken powers to the title', () => {
    const { fields } = parse(gsfOf(named('slope'), 0, x, y));
    expect(fields['ZUnits']).toBeUndefined();
    expect(fields['Title']).toBe('Slope (A s^0.5 V^-0.5)');
  });

  it('of a single pixel has an extent all the same', () => {
    const { fields } = parse(gsfOf(named('height'), 0, [1e-6], [2e-6]));
    expect(fields).toMatchObject({ XRes: '1', XReal: '1e-9' });
  });
});
