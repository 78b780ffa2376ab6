import { describe, expect, it } from 'vitest';
import { gwyOf } from './gwy';
import type { MapData } from './run';
import { sampleProducts, sampleRun } from './sample-run';

const run = sampleRun();
const { maps } = sampleProducts(run);
const { x, y } = run.header.path;

type Value = number | string | boolean | Float64Array | Group;
interface Group {
  readonly type: string;
  readonly components: ReadonlyMap<string, Value>;
}

/** Reads a file by the letters of its components, to its last byte. */
function parse(bytes: Uint8Array): Group {
  expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('GWYP');
  const view = new DataView(bytes.buffer);
  let at = 4;
  const text = (): string => {
    const end = bytes.indexOf(0, at);
    const found = new TextDecoder().decode(bytes.subarray(at, end));
    at = end + 1;
    return found;
  };
  const number = (size: 4 | 8): number => {
    const found = size === 4 ? view.getUint32(at, true) : view.getFloat64(at, true);
    at += size;
    return found;
  };
  const value = (letter: string): Value => {
    if (letter === 'b') return bytes[at++] === 1;
    if (letter === 'i') return number(4);
    if (letter === 'd') return number(8);
    if (letter === 's') return text();
    if (letter === 'D') return Float64Array.from({ length: number(4) }, () => number(8));
    if (letter === 'o') return group();
    throw new Error(`a component of the type ${letter}`);
  };
  const group = (): Group => {
    const type = text();
    const end = number(4) + at;
    const components = new Map<string, Value>();
    while (at < end) {
      const name = text();
      components.set(name, value(String.fromCharCode(bytes[at++] ?? 0)));
    }
    expect(at).toBe(end);
    return { type, components };
  };
  const all = group();
  expect(at).toBe(bytes.length);
  return all;
}

const fieldOf = (file: Group, key: string): ReadonlyMap<string, Value> =>
  (file.components.get(key) as Group).components;
const map = (name: string): MapData => {
  const found = maps.find((m) => m.spec.name === name);
  if (!found) throw new Error(`no map ${name}`);
  return found;
};

describe('a file for Gwyddion', () => {
  it('has a channel for every plane, the first one shown', () => {
    const file = parse(gwyOf([map('height'), map('peak_current_cathodic')], x, y));
    expect(file.type).toBe('GwyContainer');
    expect([0, 1, 2, 3].map((k) => file.components.get(`/${String(k)}/data/title`))).toEqual([
      'Height',
      'Cathodic peak, 10 V/s',
      'Cathodic peak, 20 V/s',
      undefined,
    ]);
    expect([0, 1].map((k) => file.components.get(`/${String(k)}/data/visible`))).toEqual([true, false]);
  });

  it('says size, place and units', () => {
    const field = fieldOf(parse(gwyOf([map('diffusion_coefficient')], x, y)), '/0/data');
    expect([field.get('xres'), field.get('yres')]).toEqual([3, 2]);
    expect(field.get('xreal')).toBeCloseTo(5e-6, 12);
    expect(field.get('yoff')).toBeCloseTo(45e-6, 12);
    const unit = (name: string): Value | undefined => (field.get(name) as Group).components.get('unitstr');
    expect([unit('si_unit_xy'), unit('si_unit_z')]).toEqual(['m', 'm^2/s']);
  });

  it('writes a unit that Gwyddion does not know behind the title', () => {
    const file = parse(gwyOf([map('slope')], x, y));
    expect(file.components.get('/0/data/title')).toBe('Slope (A s^0.5 V^-0.5)');
  });

  it('has the top row first, gaps as the mean of the others, and a mask that names them', () => {
    const data = Float64Array.of(1, 2, NaN, 4, 5, 9);
    const file = parse(gwyOf([{ ...map('height'), data }], x, y));
    expect(fieldOf(file, '/0/data').get('data')).toEqual(Float64Array.of(4, 5, 9, 1, 2, 4.2));
    expect(fieldOf(file, '/0/mask').get('data')).toEqual(Float64Array.of(0, 0, 0, 0, 0, 1));
  });

  it('has no mask where nothing is missing, and zeros where everything is', () => {
    const whole = parse(gwyOf([{ ...map('height'), data: new Float64Array(6).fill(1) }], x, y));
    expect(whole.components.has('/0/mask')).toBe(false);
    const none = parse(gwyOf([{ ...map('height'), data: new Float64Array(6).fill(NaN) }], x, y));
    expect(fieldOf(none, '/0/data').get('data')).toEqual(new Float64Array(6));
  });
});
