import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Recipe } from '../../experiments/experiment';
import type { Workers } from '../../workers/client';
import type { AskedPixel, InspectedVisit } from '../../workers/protocol';
import { fault } from '../../fault';
import { err, ok } from '../../result';
import type { Pixel } from '../maps/map-data';
import type { RunView } from '../runs/run-view.svelte';
import { Inspection } from './inspection.svelte';

const detail = (headline: string): InspectedVisit => ({
  detail: { headline, reason: '', good: true, numbers: [], plots: [] },
  visit: 1,
  visits: 1,
});

const never = (): boolean => false;

/** Workers whose answers are given by hand, in any order. */
function slowWorkers() {
  const answers: ((answer: unknown) => void)[] = [];
  const asked: string[] = [];
  const inspect = (from: string) => (pixel: AskedPixel, settings?: Recipe) => {
    const { row, column, program } = pixel;
    const by = settings ? ` by ${JSON.stringify(settings)}` : '';
    const visit = program === undefined ? '' : ` of program ${String(program)}`;
    asked.push(`${from} ${String(row)},${String(column)}${visit}${by}`);
    return new Promise((resolve) => answers.push(resolve));
  };
  const workers = { acquisition: { inspect: inspect('run') }, bundle: { inspect: inspect('file') } };
  return { answers, asked, workers: workers as unknown as Workers };
}

describe('what the inspector shows', () => {
  it('is the detail of a measured pixel', async () => {
    const { answers, asked, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false, never);
    const looking = inspection.look({ row: 1, column: 2 }, true);
    expect(inspection.waiting).toBe(true);
    answers[0]?.(ok(detail('D')));
    await looking;
    expect(inspection.shown).toMatchObject({ kind: 'detail', detail: { headline: 'D' } });
    expect(asked).toEqual(['run 1,2']);
  });

  it('is by the settings of the analysis that is shown', () => {
    const { asked, workers } = slowWorkers();
    void new Inspection(workers, () => true, never).look({ row: 0, column: 0 }, true, { model: 'line' });
    expect(asked).toEqual(['file 0,0 by {"model":"line"}']);
  });

  it('is of the visit that the map shows', () => {
    const { asked, workers } = slowWorkers();
    void new Inspection(workers, () => true, never).look({ row: 0, column: 0, program: 3 }, true);
    expect(asked).toEqual(['file 0,0 of program 3']);
  });

  it('comes from the file while one is shown', () => {
    const { asked, workers } = slowWorkers();
    void new Inspection(workers, () => true, never).look({ row: 0, column: 0 }, true);
    expect(asked).toEqual(['file 0,0']);
  });

  it('asks nobody for a pixel that was not measured', async () => {
    const { asked, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false, never);
    await inspection.look({ row: 0, column: 0 }, false);
    expect(inspection.shown.kind).toBe('unvisited');
    await inspection.look(null, false);
    expect(inspection.shown.kind).toBe('nothing');
    expect(asked).toEqual([]);
  });

  it('is the answer to the last request, whichever comes last', async () => {
    const { answers, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false, never);
    const first = inspection.look({ row: 0, column: 0 }, true);
    const second = inspection.look({ row: 0, column: 1 }, true);
    answers[1]?.(ok(detail('second')));
    await second;
    answers[0]?.(ok(detail('first')));
    await first;
    expect(inspection.shown).toMatchObject({ kind: 'detail', detail: { headline: 'second' } });
  });

  it('is the fault where the traces cannot be had', async () => {
    const { answers, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false, never);
    const looking = inspection.look({ row: 0, column: 0 }, true);
    answers[0]?.(err(fault('storage-failed', 'The journal could not be read.')));
    await looking;
    expect(inspection.shown).toMatchObject({ kind: 'fault', fault: { code: 'storage-failed' } });
  });

  it('is nothing, and no fault, where the worker has no traces', async () => {
    const { answers, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false, never);
    const looking = inspection.look({ row: 0, column: 0 }, true);
    answers[0]?.(err(fault('value-invalid', 'Nothing was measured at this pixel.')));
    await looking;
    expect(inspection.shown).toMatchObject({
      kind: 'unmeasured',
      words: 'Nothing was measured at this pixel.',
    });
  });
});

describe('what is shown of a run at work', () => {
  const first = { row: 0, column: 0 };
  const second = { row: 0, column: 1 };

  /** A run of which visits are written, one by one, and whether a Stop may come or a file is shown. */
  function runAtWork() {
    const { workers } = slowWorkers();
    const state = { held: false, file: false };
    const inspection = new Inspection(
      workers,
      () => state.file,
      () => state.held,
    );
    const data: { latest: Pixel | null } = { latest: null };
    const view = { following: true, selected: null as Pixel | null, data };
    const visit = (pixel: Pixel): void => {
      data.latest = { ...pixel };
      inspection.hear(view as unknown as RunView, [pixel]);
    };
    const end = (): void => {
      inspection.end(view as unknown as RunView);
    };
    return { inspection, state, view, visit, end };
  }

  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('follows at once, then when the interval ends to the visit written last', () => {
    const { view, visit } = runAtWork();
    visit(first);
    expect(view.selected).toEqual(first);
    visit(second);
    expect(view.selected).toEqual(first);
    vi.runAllTimers();
    expect(view.selected).toEqual(second);
  });

  it('is asked for again where the selected pixel is visited again, once for all visits of an interval', () => {
    const { inspection, view, visit } = runAtWork();
    view.following = false;
    view.selected = first;
    visit(second);
    expect(inspection.turn).toBe(0);
    visit(first);
    expect(inspection.turn).toBe(1);
    visit(first);
    visit(first);
    expect(inspection.turn).toBe(1);
    vi.runAllTimers();
    expect(inspection.turn).toBe(2);
    expect(view.selected).toBe(first);
  });

  it('is asked for again at the end, without a wait and only once', () => {
    const { inspection, visit, end } = runAtWork();
    visit(first);
    visit(first);
    end();
    expect(inspection.turn).toBe(2);
    vi.runAllTimers();
    expect(inspection.turn).toBe(2);
  });

  it('stays as it is as long as a Stop may come, and is asked for after that', () => {
    const { inspection, state, view, visit } = runAtWork();
    state.held = true;
    visit(first);
    vi.advanceTimersToNextTimer();
    expect(inspection.turn).toBe(0);
    expect(view.selected).toBeNull();
    state.held = false;
    vi.advanceTimersToNextTimer();
    expect(inspection.turn).toBe(1);
    expect(view.selected).toEqual(first);
  });

  it('waits for an answer that is on its way', async () => {
    const { answers, workers } = slowWorkers();
    const inspection = new Inspection(workers, never, never);
    const view = { following: false, selected: first, data: { latest: first } } as unknown as RunView;
    const looking = inspection.look(first, true);
    inspection.hear(view, [first]);
    vi.advanceTimersToNextTimer();
    expect(inspection.turn).toBe(0);
    answers[0]?.(ok(detail('D')));
    await looking;
    vi.advanceTimersToNextTimer();
    expect(inspection.turn).toBe(1);
  });

  it('is left where a file is shown, or another run, when the interval ends', () => {
    const { inspection, state, visit } = runAtWork();
    visit(first);
    visit(first);
    state.file = true;
    vi.runAllTimers();
    expect(inspection.turn).toBe(1);
    state.file = false;
    visit(first);
    visit(first);
    expect(inspection.turn).toBe(2);
    inspection.forget();
    expect(vi.getTimerCount()).toBe(0);
  });
});
