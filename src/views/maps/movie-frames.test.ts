import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../../experiments/experiment';
import { MapData } from './map-data';
import { archiveOf, frameNames, framesAt, movieOf } from './movie-frames';

const path = { points: [], rows: 1, columns: 2, x: [0, 1], y: [0] };
const map = (name: string, axis?: MapSpec['axis']): MapSpec => ({
  name,
  title: name,
  unit: 'V',
  shown: { unit: 'V', factor: 1 },
  scale: 'linear',
  errors: false,
  ...(axis ? { axis } : {}),
});
const time = { name: 'time', unit: 's', values: [0, 0.1, 0.25, 0.6] };
const { planes } = new MapData(path, [map('height'), map('potential', time), map('charge')]);
const movie = movieOf(planes, planes[2]!)!;

describe('the movie of a map', () => {
  it('has the planes of that map alone, times below a second in ms', () => {
    expect(movie).toMatchObject({ title: 'potential', unit: 'ms' });
    expect(movie.frames.map(({ place, value }) => [place, value])).toEqual([
      [1, 0],
      [2, 100],
      [3, 250],
      [4, 600],
    ]);
    expect(movieOf(planes, planes[0]!)).toBeNull();
  });

  it('has other axes in their own unit', () => {
    const rates = { name: 'scan_rate', unit: 'V/s', values: [0.05, 0.5] };
    const peaks = new MapData(path, [map('peak', rates)]).planes;
    expect(movieOf(peaks, peaks[0]!)).toMatchObject({
      unit: 'V/s',
      frames: [{ value: 0.05 }, { value: 0.5 }],
    });
  });
});

describe('frames at typed times', () => {
  it('are those of the times, however they are parted', () => {
    for (const text of ['0 250 600', '0, 250, 600', ' 0; 250; 600 ']) {
      expect(framesAt(text, movie)).toEqual({ places: [1, 3, 4], problem: '' });
    }
    expect(framesAt('', movie)).toEqual({ places: [], problem: '' });
  });

  it('are refused where there is none, with the nearest', () => {
    const { places, problem } = framesAt('0 200', movie);
    expect(places).toEqual([]);
    expect(problem).toBe('There is no frame at 200\u00a0ms: the nearest is at 250\u00a0ms.');
    expect(framesAt('0 x', movie).problem).toContain('Give numbers');
  });
});

describe('the files of all frames', () => {
  it('sort by their names in the order of the movie', () => {
    expect(frameNames(movie, '.png')).toEqual([
      'frame-1-0-ms.png',
      'frame-2-100-ms.png',
      'frame-3-250-ms.png',
      'frame-4-600-ms.png',
    ]);
    const frames = Array.from({ length: 12 }, () => movie.frames[0]!);
    const names = frameNames({ ...movie, frames }, '.svg');
    expect([...names].sort()).toEqual(names);
  });

  it('come back from the archive as they were', () => {
    const bytes = new TextEncoder().encode('<svg/>'.repeat(100));
    for (const compressed of [true, false]) {
      const archive = archiveOf(
        [
          { name: 'a.svg', bytes },
          { name: 'b.svg', bytes: bytes.subarray(0, 6) },
        ],
        compressed,
      );
      const found = unzipSync(archive);
      expect(Object.keys(found)).toEqual(['a.svg', 'b.svg']);
      expect(strFromU8(found['a.svg']!)).toBe('<svg/>'.repeat(100));
      expect(archive.length > bytes.length).toBe(compressed);
    }
  });
});
