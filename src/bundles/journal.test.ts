import { describe, expect, it } from 'vitest';
import { FLAG, maskOf, TRACK_HOP, type BridgeRecord } from '../records/record';
import { memoryFile } from './byte-file';
import { encodeHeader, encodeNote, readFrame, readHeader } from './journal-codec';
import { openJournal, type JournalSource } from './journal-reader';
import { createJournal, type JournalWriter } from './journal-writer';
import type { ByteFile, Note } from './run';
import { recordBlock, sampleValue } from './sample-run';
import {
  approachStep,
  boot,
  bytesOf,
  cycleStep,
  end,
  must,
  newJournal,
  run,
  trace,
  wholeJournal,
} from './test-journal';

describe('the frames', () => {
  it('are magic, length, text, checksum, zeros to eight, little-endian', () => {
    const bytes = encodeNote(end);
    const length = JSON.stringify(end).length;
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('MNOT');
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(length);
    expect(bytes.length).toBe(Math.ceil((8 + length + 4) / 8) * 8);
    expect(new TextDecoder().decode(encodeHeader(run.header).subarray(0, 4))).toBe('MJNL');
  });

  it('give back header and notes', () => {
    expect(readHeader(encodeHeader(run.header))).toMatchObject({ ok: true, value: { header: run.header } });
    expect(readFrame(encodeNote(end), 0)).toMatchObject({ ok: true, value: { kind: 'note', note: end } });
  });

  it('keep the analyses that were made after the run, the last of a name', () => {
    const file = wholeJournal();
    const bytes = bytesOf(file);
    const noted = (name: string, model: string): Note => ({
      kind: 'analysis',
      wallClock: '2025-03-02T09:00:00.000Z',
      name,
      settings: { model, contactRadius: 60e-9 },
    });
    let at = bytes.length;
    for (const note of [noted('disc', 'disc'), noted('other', 'line'), noted('other', 'layer')]) {
      file.write(encodeNote(note), at);
      at = file.size();
    }
    expect(must(openJournal(memoryFile(bytes))).analyses).toEqual([]);
    expect(must(openJournal(file))).toMatchObject({
      analyses: [
        { name: 'disc', settings: { model: 'disc', contactRadius: 60e-9 } },
        { name: 'other', settings: { model: 'layer', contactRadius: 60e-9 } },
      ],
      end,
      completeHops: 6,
      damagedBytes: 0,
    });
  });

  it('let the header grow by the points that were added in the course of the run', () => {
    const file = wholeJournal();
    const { header } = must(openJournal(file));
    const added = (x: number, columns: number): Note => ({
      kind: 'added',
      wallClock: '2025-03-02T09:00:00.000Z',
      title: `${String(columns)} points`,
      recipe: { ...header.recipe, points: [x, 0] },
      path: { ...header.path, columns, points: [{ x, y: 2e-6, row: 0, column: columns - 1 }] },
    });
    for (const note of [added(1e-6, 7), added(3e-6, 8)]) file.write(encodeNote(note), file.size());
    const grown = must(openJournal(file));
    expect(grown.header).toEqual({
      ...header,
      title: '8 points',
      recipe: { ...header.recipe, points: [3e-6, 0] },
      path: {
        ...header.path,
        columns: 8,
        points: [
          ...header.path.points,
          { x: 1e-6, y: 2e-6, row: 0, column: 6 },
          { x: 3e-6, y: 2e-6, row: 0, column: 7 },
        ],
      },
    });
    expect(grown.log.slice(-2).map(({ message }) => message)).toEqual([
      'Added while the run was at work: x 1.00 µm, y 2.00 µm.',
      'Added while the run was at work: x 3.00 µm, y 2.00 µm.',
    ]);
    expect(must(openJournal(memoryFile(bytesOf(file).slice(0, -1)))).header.title).toBe('7 points');
  });

  it('name a header of an unknown schema', () => {
    const newer = encodeHeader({ ...run.header, schema: 2 as 1 });
    expect(openJournal(memoryFile(newer))).toMatchObject({ ok: false, error: { code: 'journal-invalid' } });
  });
});

describe('a journal that was written and opened', () => {
  const journal = must(openJournal(wholeJournal()));

  it('has header, hops, begin and end', () => {
    expect(journal).toMatchObject({
      header: run.header,
      hops: run.hops,
      startedAt: '2025-03-01T10:00:01.000Z',
      endedAt: '2025-03-01T10:05:00.000Z',
      end,
      completeHops: 6,
      tornBytes: 0,
      damagedBytes: 0,
    });
  });

  it('has every sample', () => {
    for (const { id } of run.hops) {
      const cycle = trace(journal, id, cycleStep);
      expect(cycle).toMatchObject({ count: 10, flags: FLAG.firstOfStep | FLAG.lastOfStep });
      expect(cycle?.channels.tip_potential).toEqual(
        Float32Array.from({ length: 10 }, (_, k) => sampleValue(id, cycleStep, 2, k)),
      );
    }
  });

  it('knows channels and longest recording of each step', () => {
    expect(journal.extents.get(approachStep)).toEqual({
      channelMask: maskOf('z', 'tip_current'),
      longest: 6,
    });
    expect(journal.extents.get(cycleStep)).toEqual({
      channelMask: maskOf('tip_current', 'tip_potential'),
      longest: 10,
    });
  });

  it('has nothing for a hop that was not made, and no track', () => {
    expect(journal.traces(77)).toBeNull();
    expect(journal.track().time).toHaveLength(0);
  });
});

describe('the writer', () => {
  it('reads hops back while it writes', () => {
    const journal = newJournal(memoryFile());
    must(journal.append(recordBlock(run.recordsOf(0))));
    must(journal.append(recordBlock(run.recordsOf(1))));
    expect(journal.traces(1)?.steps.get(cycleStep)?.channels.tip_current?.[9]).toBe(
      sampleValue(1, cycleStep, 1, 9),
    );
    expect(journal.traces(2)).toBeNull();
  });

  it('refuses a file that holds another journal', () => {
    const file = wholeJournal();
    const before = bytesOf(file);
    expect(createJournal(file, run.header)).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
    expect(bytesOf(file)).toEqual(before);
  });

  it('closes its file', () => {
    const closed: string[] = [];
    const file: ByteFile = {
      ...memoryFile(),
      flush: () => closed.push('flush'),
      close: () => closed.push('close'),
    };
    const journal = newJournal(file);
    closed.length = 0;
    must(journal.close());
    expect(closed).toEqual(['flush', 'close']);
  });
});

describe('records that come twice', () => {
  const twice = (again: (journal: JournalWriter) => void): JournalSource => {
    const file = memoryFile();
    const journal = newJournal(file);
    must(journal.append(recordBlock(run.recordsOf(0))));
    must(journal.append(recordBlock(run.recordsOf(1))));
    again(journal);
    return must(openJournal(file));
  };

  it('count once, also after a note of the same boot', () => {
    const journal = twice((writer) => {
      must(writer.note({ ...boot, bridgeSeconds: 95 }));
      must(writer.append(recordBlock([...run.recordsOf(1), ...run.recordsOf(2)])));
    });
    expect(journal.completeHops).toBe(3);
    expect(journal.traces(1)).toEqual(must(openJournal(wholeJournal())).traces(1));
  });

  it('are new records after another boot', () => {
    const renumbered = run.recordsOf(2).map((r, number) => ({ ...r, number }));
    const journal = twice((writer) => {
      must(writer.note({ ...boot, bootId: 'b2' }));
      must(writer.append(recordBlock(renumbered)));
    });
    expect(journal.completeHops).toBe(3);
  });

  it('are told apart where the numbers wrap', () => {
    const file = memoryFile();
    const journal = newJournal(file);
    const wrapped = run.recordsOf(0).map((r, k) => ({ ...r, number: (0xfffffffe + k) >>> 0 }));
    must(journal.append(recordBlock(wrapped)));
    must(journal.append(recordBlock(wrapped.slice(-2))));
    const opened = must(openJournal(file));
    expect(opened.completeHops).toBe(1);
    expect(opened.traces(0)?.steps.get(cycleStep)?.count).toBe(10);
  });
});

it('counts points once, and no landing off the path among them', () => {
  const file = memoryFile();
  const journal = newJournal(file);
  const [first, second, third] = run.hops;
  if (!first || !second || !third) throw new Error('no hops');
  must(journal.note({ ...second, point: first.point }));
  must(journal.note({ ...third, point: -1 }));
  for (const { id } of [first, second, third]) must(journal.append(recordBlock(run.recordsOf(id))));
  expect(must(openJournal(file))).toMatchObject({ completeHops: 3, completePoints: 1 });
});

describe('the sample track', () => {
  it('is read as a hop of its own, wherever its records lie', () => {
    const trackRecord = (number: number, firstSample: number): BridgeRecord => ({
      number,
      hop: TRACK_HOP,
      step: 0,
      flags: firstSample > 0 ? FLAG.overload : 0,
      firstSample,
      sampleCount: 2,
      channelMask: maskOf('sample_potential', 'sample_current'),
      start: 100 + firstSample * 0.1,
      interval: 0.1,
      payload: Float32Array.of(1, 2, 3, 4).map((v) => v + 10 * firstSample),
    });
    const file = memoryFile();
    const journal = newJournal(file);
    const [first, ...rest] = run.recordsOf(0);
    if (!first) throw new Error('no record');
    must(
      journal.append(
        recordBlock([
          first,
          trackRecord(1, 0),
          ...rest.map((r) => ({ ...r, number: r.number + 1 })),
          trackRecord(90, 2),
        ]),
      ),
    );
    const opened = must(openJournal(file));
    const { time, potential, current, flags = [] } = opened.track();
    expect(Array.from(time, (t) => Math.round(10 * t))).toEqual([1000, 1001, 1002, 1003]);
    expect(Array.from(potential)).toEqual([1, 2, 21, 22]);
    expect(Array.from(current)).toEqual([3, 4, 23, 24]);
    expect(Array.from(flags)).toEqual([0, 0, FLAG.overload, FLAG.overload]);
    expect(opened.hops.map(({ id }) => id)).not.toContain(TRACK_HOP);
    expect(opened.completeHops).toBe(1);
    expect(opened.extents.has(0)).toBe(false);
  });
});

it('tells which visits were to be made again, and says so in the log', () => {
  const file = memoryFile();
  const journal = newJournal(file);
  const [first, second] = run.hops;
  const wallClock = '2025-03-01T10:01:00.000Z';
  must(
    journal.note({ kind: 'revisit', wallClock, hop: first?.id ?? -1, outcome: 'spoilt', why: 'too noisy' }),
  );
  const listed = new Map(journal.visits().map(({ note, listed: outcome }) => [note.id, outcome]));
  expect(listed.get(first?.id ?? -1)).toBe('spoilt');
  expect(listed.get(second?.id ?? -1)).toBeNull();
  const message = `Hop ${String(first?.id)}: too noisy; its point is visited again.`;
  expect(must(openJournal(file)).log).toEqual([{ kind: 'log', wallClock, level: 'info', message }]);
});
