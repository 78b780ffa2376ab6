import { describe, expect, it } from 'vitest';
import { FLAG, type RecordHeader } from '../records/record';
import type { HopNote } from './run';
import { NO_BOOT, VisitTable } from './visit-table';

const note = (id: number, change: Partial<HopNote> = {}): HopNote => ({
  kind: 'hop',
  id,
  point: 3,
  row: 1,
  column: 2,
  visit: 0,
  x: 1.25e-6,
  y: 2.5e-6,
  z: null,
  ...change,
});

const record = (hop: number, change: Partial<RecordHeader> = {}): RecordHeader => ({
  number: 0,
  hop,
  step: 4,
  flags: 0,
  firstSample: 0,
  sampleCount: 10,
  channelMask: 3,
  start: 0,
  interval: 1e-3,
  ...change,
});

describe('a table of visits', () => {
  it('gives back the notes, in their order', () => {
    const table = new VisitTable();
    const notes = [
      note(4),
      note(0xfffffffe, { z: 7e-6, point: -1, row: -1, column: -1 }),
      note(0, { visit: 2 }),
    ];
    for (const each of notes) table.note(each, 0);
    expect([...table.hops()].map((hop) => table.noteOf(hop))).toEqual(notes);
    expect(table.noteOf(1)).toBeNull();
    expect(table.recordedOf(4)).toBeNull();
  });

  it('takes the later of two notes of one visit', () => {
    const table = new VisitTable();
    table.note(note(1), 0);
    table.note(note(2), 0);
    table.note(note(1, { z: 5e-6 }), 1);
    expect([...table.hops()]).toEqual([1, 2]);
    expect(table.noteOf(1)).toEqual(note(1, { z: 5e-6 }));
    expect([table.notedAfterOf(1), table.notedAfterOf(2), table.notedAfterOf(3)]).toEqual([1, 0, NO_BOOT]);
  });

  it('joins what the records of a hop say', () => {
    const table = new VisitTable();
    table.record(record(9, { flags: FLAG.contact }), 100, 200, true, 2);
    table.record(record(9, { step: 7, flags: FLAG.lastOfHop }), 300, 400, false, 3);
    expect(table.recordedOf(9)).toEqual({
      begin: 100,
      end: 400,
      flags: FLAG.contact | FLAG.lastOfHop,
      damaged: true,
      lastStep: 7,
      lastFlags: FLAG.lastOfHop,
      boot: 2,
    });
    expect(table.noteOf(9)).toBeNull();
    expect([...table.hops()]).toEqual([]);
  });

  it('marks a hop that may have lost something', () => {
    const table = new VisitTable();
    table.record(record(1), 100, 200, false, 0);
    table.damage(1);
    table.record(record(1), 200, 300, false, 0);
    expect(table.recordedOf(1)?.damaged).toBe(true);
  });
});
