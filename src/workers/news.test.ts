import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { News } from './news';
import type { AcquisitionEvent, PixelMessage, Status } from './protocol';

const STATUS: Status = {
  phase: 'running',
  instrument: null,
  bridge: null,
  watchdog: 5,
  checks: [],
  run: null,
  fault: null,
  stop: null,
  spaceShort: null,
};

const pixel = (hop: number): PixelMessage => ({
  hop,
  row: 0,
  column: hop,
  program: 0,
  status: 'ok',
  values: new Float64Array(1),
  noise: new Float64Array(1),
  calibration: new Float64Array(1),
});

function listenedTo() {
  const heard: string[] = [];
  const news = new News(() => STATUS);
  news.subscribe((event: AcquisitionEvent) =>
    heard.push(event.kind === 'pixels' ? event.pixels.map(({ hop }) => hop).join(' ') : event.status.phase),
  );
  heard.length = 0;
  return { news, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells whoever begins to listen how it is', () => {
  const heard: AcquisitionEvent[] = [];
  new News(() => STATUS).subscribe((event) => heard.push(event));
  expect(heard).toEqual([{ kind: 'status', status: STATUS }]);
});

it('gathers pixels and changes for a moment', () => {
  const { news, heard } = listenedTo();
  news.pixel(pixel(1));
  news.changed();
  news.pixel(pixel(2));
  vi.advanceTimersByTime(99);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual(['1 2', 'running']);
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(2);
});

it('tells pixels before a status that is told at once', () => {
  const { news, heard } = listenedTo();
  news.pixel(pixel(1));
  news.changedNow();
  expect(heard).toEqual(['1', 'running']);
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(2);
});

it('keeps the history of what it told', () => {
  const { news } = listenedTo();
  news.changedNow();
  expect(news.history.list()).toHaveLength(1);
});
