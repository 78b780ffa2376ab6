import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../experiments/experiment';
import type { Workers } from '../../workers/client';
import type { AskedPixel, InspectedVisit } from '../../workers/protocol';
import { fault } from '../../fault';
import { err, ok } from '../../result';
import { Inspection } from './inspection.svelte';

const detail = (headline: string): InspectedVisit => ({
  detail: { headline, reason: '', good: true, numbers: [], plots: [] },
  visit: 1,
  visits: 1,
});

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
    const inspection = new Inspection(workers, () => false);
    const looking = inspection.look({ row: 1, column: 2 }, true);
    expect(inspection.waiting).toBe(true);
    answers[0]?.(ok(detail('D')));
    await looking;
    expect(inspection.shown).toMatchObject({ kind: 'detail', detail: { headline: 'D' } });
    expect(asked).toEqual(['run 1,2']);
  });

  it('is by the settings of the analysis that is shown', () => {
    const { asked, workers } = slowWorkers();
    void new Inspection(workers, () => true).look({ row: 0, column: 0 }, true, { model: 'line' });
    expect(asked).toEqual(['file 0,0 by {"model":"line"}']);
  });

  it('is of the visit that the map shows', () => {
    const { asked, workers } = slowWorkers();
    void new Inspection(workers, () => true).look({ row: 0, column: 0, program: 3 }, true);
    expect(asked).toEqual(['file 0,0 of program 3']);
  });

  it('comes from the file while one is shown', () => {
    const { asked, workers } = slowWorkers();
    void new Inspection(workers, () => true).look({ row: 0, column: 0 }, true);
    expect(asked).toEqual(['file 0,0']);
  });

  it('asks nobody for a pixel that was not measured', async () => {
    const { asked, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false);
    await inspection.look({ row: 0, column: 0 }, false);
    expect(inspection.shown.kind).toBe('unvisited');
    await inspection.look(null, false);
    expect(inspection.shown.kind).toBe('nothing');
    expect(asked).toEqual([]);
  });

  it('is the answer to the last request, whichever comes last', async () => {
    const { answers, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false);
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
    const inspection = new Inspection(workers, () => false);
    const looking = inspection.look({ row: 0, column: 0 }, true);
    answers[0]?.(err(fault('storage-failed', 'The journal could not be read.')));
    await looking;
    expect(inspection.shown).toMatchObject({ kind: 'fault', fault: { code: 'storage-failed' } });
  });

  it('is nothing, and no fault, where the worker has no traces', async () => {
    const { answers, workers } = slowWorkers();
    const inspection = new Inspection(workers, () => false);
    const looking = inspection.look({ row: 0, column: 0 }, true);
    answers[0]?.(err(fault('value-invalid', 'Nothing was measured at this pixel.')));
    await looking;
    expect(inspection.shown).toMatchObject({
      kind: 'unmeasured',
      words: 'Nothing was measured at this pixel.',
    });
  });
});
