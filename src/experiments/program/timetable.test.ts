import { describe, expect, it } from 'vitest';
import { timetable, type Stretch } from './timetable';

const line = (...parts: readonly (number | string)[]): Stretch[] =>
  parts.map((part) => (typeof part === 'number' ? { seconds: part } : { mark: Number(part) }));

describe('hops and a track', () => {
  it('go side by side without marks', () => {
    expect(timetable([line(2), line(3)], line(100))).toEqual({ seconds: 5, trackWaited: 0, blocked: null });
  });

  it('wait for the one that comes last, whichever it is', () => {
    expect(timetable([line(1, '1', 2)], line(10, '1', 5)).seconds).toBe(12);
    const late = timetable([line(1, '1', 20, '2', 2)], line(10, '1', 5, '2', 5));
    expect(late).toEqual({ seconds: 32, trackWaited: 15, blocked: null });
  });

  it('meet at a mark once: later hops find it met', () => {
    const hop = line('1', 3);
    const next = line('2', 3);
    expect(timetable([hop, hop, next, next], line(10, '1', 60, '2', 60)).seconds).toBe(10 + 60 + 6);
    // Images of 300 s each: the track waits in between.
    const image = (mark: string): Stretch[] => line(mark, 300);
    expect(timetable([image('1'), image('2'), image('3')], line(60, '1', 60, '2', 60, '3')).seconds).toBe(
      60 + 900,
    );
  });

  it('do not wait for a track that has ended', () => {
    // The hop waits until the track is over.
    expect(timetable([line('7', 3)], line(10)).seconds).toBe(13);
    expect(timetable([line('7', 3)], []).seconds).toBe(3);
  });

  it('are blocked where each waits for another mark', () => {
    expect(timetable([line(1, '2', 1, '1')], line(1, '1', 1, '2'))).toMatchObject({ blocked: 2 });
  });
});
