import { describe, expect, it } from 'vitest';
import { assembleHop } from '../records/hop';
import { sampleProducts, sampleRun, sampleValue } from './sample-run';
import { mapTsv, traceTsv, trackTsv } from './tsv';

const run = sampleRun();
const { maps } = sampleProducts(run);
const { x, y } = run.header.path;
const rows = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map((l) => l.split('\t'));

describe('a map as text', () => {
  it('has a line a pixel, with its errors, and loses no digit', () => {
    const map = maps.find((m) => m.spec.name === 'peak_separation');
    if (!map) throw new Error('no map');
    const [head, ...lines] = rows(mapTsv(map, 1, x, y));
    expect(head).toEqual([
      'x (m)',
      'y (m)',
      'peak_separation (V)',
      'peak_separation 1σ noise (V)',
      'peak_separation 1σ calibration (V)',
    ]);
    expect(lines).toHaveLength(6);
    lines.forEach((line, k) => {
      const expected = [
        x[k % 3],
        y[Math.floor(k / 3)],
        map.data[6 + k],
        map.noise?.[6 + k],
        map.calibration?.[6 + k],
      ];
      expect(line.map(Number)).toEqual(expected);
    });
  });

  it('has no columns for errors that there are not, and no unit for pure numbers', () => {
    const map = maps.find((m) => m.spec.name === 'verdict');
    if (!map) throw new Error('no map');
    expect(rows(mapTsv(map, 0, x, y))[0]).toEqual(['x (m)', 'y (m)', 'verdict']);
  });
});

describe('a track as text', () => {
  it('has time, potential and current of the sample', () => {
    const track = { time: [100, 100.5], potential: [0.25, NaN], current: [1e-6, -2e-6] };
    expect(rows(trackTsv(track))).toEqual([
      ['time (s)', 'sample_potential (V)', 'sample_current (A)'],
      ['100', '0.25', '0.000001'],
      ['100.5', 'NaN', '-0.000002'],
    ]);
  });
});

describe('a trace as text', () => {
  it('has time and every channel', () => {
    const trace = assembleHop(run.recordsOf(2)).steps.get(7);
    if (!trace) throw new Error('no cycle');
    const [head, ...lines] = rows(traceTsv(trace));
    expect(head).toEqual(['time (s)', 'tip_current (A)', 'tip_potential (V)']);
    expect(lines.map((l) => l.map(Number))).toEqual(
      Array.from({ length: 10 }, (_, k) => [
        k * trace.interval,
        sampleValue(2, 7, 1, k),
        sampleValue(2, 7, 2, k),
      ]),
    );
  });
});
