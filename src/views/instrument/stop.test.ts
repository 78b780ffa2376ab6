import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DOUBLE_PRESS } from '../keyboard';
import { Stop } from './stop.svelte';

describe('Stop by Escape', () => {
  const halt = vi.fn(() => Promise.resolve());
  const awaitStop = vi.fn();
  const stopOf = (active: boolean): Stop => new Stop({ active, stop: halt, awaitStop });

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    halt.mockClear();
    awaitStop.mockClear();
  });

  it('comes of its second press', () => {
    const stop = stopOf(true);
    stop.escape();
    expect(stop.armed).toBe(true);
    expect(halt).not.toHaveBeenCalled();
    stop.escape();
    expect(halt).toHaveBeenCalledTimes(1);
    expect(stop.armed).toBe(false);
  });

  it('forgets the first press after a moment', () => {
    const stop = stopOf(true);
    stop.escape();
    vi.advanceTimersByTime(DOUBLE_PRESS + 1);
    expect(stop.armed).toBe(false);
    stop.escape();
    expect(halt).not.toHaveBeenCalled();
  });

  it('hears two presses whenever the last ones were', () => {
    const stop = stopOf(true);
    stop.escape();
    stop.escape();
    vi.advanceTimersByTime(DOUBLE_PRESS - 1);
    stop.escape();
    vi.advanceTimersByTime(2);
    stop.escape();
    expect(halt).toHaveBeenCalledTimes(2);
  });

  it('needs something that runs', () => {
    const stop = stopOf(false);
    stop.escape();
    stop.escape();
    expect(halt).not.toHaveBeenCalled();
    expect(stop.armed).toBe(false);
  });

  it('is not half pressed after the button', async () => {
    const stop = stopOf(true);
    stop.escape();
    await stop.now();
    stop.escape();
    expect(halt).toHaveBeenCalledTimes(1);
  });

  it('keeps its way free as long as it may follow', () => {
    const stop = stopOf(true);
    stop.escape();
    expect(awaitStop.mock.calls).toEqual([[DOUBLE_PRESS]]);
    stop.escape();
    stop.press();
    expect(awaitStop).toHaveBeenCalledTimes(2);
    stopOf(false).press();
    stopOf(false).escape();
    expect(awaitStop).toHaveBeenCalledTimes(2);
  });

  it('is told before anything else goes on', async () => {
    const told: string[] = [];
    const instrument = {
      active: true,
      stop: () => {
        told.push(stop.armed ? 'before' : 'after');
        return Promise.resolve();
      },
      awaitStop,
    };
    const stop = new Stop(instrument);
    stop.escape();
    await stop.now();
    expect(told).toEqual(['before']);
  });
});
