import { describe, expect, it } from 'vitest';
import { statusOf } from '../records/hop';
import { FLAG, maskOf, TRACK_HOP, type BridgeRecord } from '../records/record';
import type { Fault } from '../fault';
import type { Result } from '../result';
import { memoryFile } from './byte-file';
import { encodeHeader, encodeNote, readFrame, readHeader } from './journal-codec';
import { openJournal, type JournalSource } from './journal-reader';
import { createJournal, reopenJournal, type JournalWriter } from './journal-writer';
import type { ByteFile, Note } from './run';
import { recordBlock, sampleRun, sampleValue } from './sample-run';

const run = sampleRun();
const boot: Note = { kind: 'boot', bootId: 'b1', wallClock: '2025-03-01T10:00:01.000Z', bridgeSeconds: 90 };
const end: Note = { kind: 'end', wallClock: '2025-03-01T10:05:00.000Z', reason: 'finished' };

function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

function newJournal(file: ByteFile): JournalWriter {
  const journal = must(createJournal(file, run.header));
  must(journal.note(boot));
  for (const hop of run.hops) must(journal.note(hop));
  return journal;
}

function wholeJournal(): ByteFile {
  const file = memoryFile();
  const journal = newJournal(file);
  for (const hop of run.hops) must(journal.append(recordBlock(run.recordsOf(hop.id))));
  must(journal.note(end));
  must(journal.flush());
  return file;
}

const bytesOf = (file: ByteFile): Uint8Array => {
  const bytes = new Uint8Array(file.size());
  file.read(bytes, 0);
  return bytes;
};

/** Places at which frames begin, and the end. */
function frameBounds(bytes: Uint8Array): number[] {
  const head = readHeader(bytes);
  if (!head.ok) throw new Error(head.error.detail);
  const bounds = [head.value.next];
  for (let at = head.value.next; at < bytes.length;) {
    const frame = readFrame(bytes, at);
    if (!frame.ok) throw new Error(frame.error.detail);
    at = frame.value.next;
    bounds.push(at);
  }
  return bounds;
}

const trace = (journal: JournalSource, hop: number, step: number) => journal.traces(hop)?.steps.get(step);
const approachStep = run.header.program.findIndex((line) => line.startsWith('APPROACH'));
const cycleStep = run.header.program.findIndex((line) => line.startsWith('CYCLE'));

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

describe('a torn tail', () => {
  const whole = bytesOf(wholeJournal());
  const bounds = frameBounds(whole);

  it('at every byte leaves all whole frames and says how much is left', () => {
    for (let size = bounds[0] ?? 0; size < whole.length; size++) {
      const kept = bounds.filter((b) => b <= size);
      const journal = must(openJournal(memoryFile(whole.subarray(0, size))));
      expect(journal.tornBytes).toBe(size - (kept.at(-1) ?? 0));
      const frames = journal.hops.length + journal.completeHops;
      expect(frames).toBeLessThanOrEqual(kept.length);
      expect(journal.end).toBeNull();
    }
  });

  it('inside the header is no journal', () => {
    for (const size of [0, 3, 7, 100, (bounds[0] ?? 0) - 1])
      expect(openJournal(memoryFile(whole.subarray(0, size)))).toMatchObject({
        ok: false,
        error: { code: 'journal-invalid' },
      });
  });

  it('leaves the hop that was at work aborted, with what it had', () => {
    const records = run.recordsOf(0);
    const journal = newJournal(memoryFile());
    must(journal.append(recordBlock(records.slice(0, 4))));
    const traces = journal.traces(0);
    expect(statusOf(traces?.flags ?? 0)).toBe('aborted');
    expect(traces?.steps.size).toBe(3);
  });
});

describe('damage', () => {
  const whole = bytesOf(wholeJournal());
  const bounds = frameBounds(whole);

  it('in any frame loses that frame and no other', () => {
    const clean = must(openJournal(memoryFile(whole)));
    for (let i = 0; i + 2 < bounds.length; i++) {
      const [begin = 0, next = 0] = bounds.slice(i);
      const bytes = whole.slice();
      bytes[begin + 9] = (bytes[begin + 9] ?? 0) ^ 0x10;
      const journal = must(openJournal(memoryFile(bytes)));
      expect(journal.damagedBytes).toBe(next - begin);
      expect(journal.tornBytes).toBe(0);
      expect(journal.end).toEqual(end);
      for (const { id } of run.hops) {
        const [now, then] = [journal.traces(id), clean.traces(id)];
        const changed =
          JSON.stringify(now?.steps.get(cycleStep)) !== JSON.stringify(then?.steps.get(cycleStep));
        if (changed) expect(statusOf(now?.flags ?? 0)).toMatch(/gap|aborted/);
      }
    }
  });

  it('of the header is no journal', () => {
    const bytes = whole.slice();
    bytes[40] = 0;
    expect(openJournal(memoryFile(bytes))).toMatchObject({ ok: false, error: { code: 'journal-invalid' } });
    expect(openJournal(memoryFile(new Uint8Array(5000)))).toMatchObject({
      ok: false,
      error: { code: 'journal-invalid' },
    });
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

describe('a full storage', () => {
  /** Memory that takes `room` bytes and then part of a write, as disks do. */
  const limited = (room: { bytes: number }, error: () => Error): ByteFile => {
    const memory = memoryFile();
    return {
      ...memory,
      write: (bytes, at) => {
        if (at + bytes.length <= room.bytes) {
          memory.write(bytes, at);
          return;
        }
        memory.write(bytes.subarray(0, Math.max(0, room.bytes - at)), at);
        throw error();
      },
    };
  };
  const quota = (): Error => new DOMException('no room', 'QuotaExceededError');
  const enospc = (): Error => Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
  const whole = bytesOf(wholeJournal());
  const bounds = frameBounds(whole);

  it('at any write keeps what was whole, and the same call succeeds once there is room', () => {
    for (const [i, bound] of bounds.entries()) {
      const room = { bytes: bound + 5 };
      const file = limited(room, i % 2 ? quota : enospc);
      const journal = must(createJournal(file, run.header));
      const calls = [
        () => journal.note(boot),
        ...run.hops.map((hop) => () => journal.note(hop)),
        ...run.hops.flatMap((hop) =>
          run.recordsOf(hop.id).map((r) => () => journal.append(recordBlock([r]))),
        ),
        () => journal.note(end),
      ];
      const failing = calls.find((call) => {
        const result = call();
        if (!result.ok) expect(result.error.code).toBe('storage-full');
        return !result.ok;
      });
      if (i === bounds.length - 1) {
        expect(failing).toBeUndefined();
        continue;
      }
      expect(journal.bytes()).toBe(bound);
      expect(must(openJournal(file))).toMatchObject({ tornBytes: 0, damagedBytes: 0 });
      room.bytes = Infinity;
      for (const call of calls.slice(calls.indexOf(failing ?? (() => journal.flush())))) must(call());
      expect(Buffer.compare(bytesOf(file), whole)).toBe(0);
    }
  });

  it('is told apart from a broken one', () => {
    const broken = limited({ bytes: 0 }, () => new Error('I/O error'));
    expect(createJournal(broken, run.header)).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
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

describe('a journal that was cut off', () => {
  /** The whole journal up to its end note, torn anywhere inside its last record. */
  function torn(by: number): { readonly file: ByteFile; readonly bounds: number[] } {
    const bytes = bytesOf(wholeJournal());
    const bounds = frameBounds(bytes).slice(0, -1);
    return { file: memoryFile(bytes.subarray(0, (bounds.at(-1) ?? 0) - by)), bounds };
  }

  it('is gone on with: the torn record is cut away and told of, what is appended follows the last whole frame', () => {
    const { file, bounds } = torn(5);
    const { journal, header, tornBytes } = must(reopenJournal(file));
    expect(header).toEqual(run.header);
    expect(tornBytes).toBeGreaterThan(0);
    expect(file.size()).toBe(bounds.at(-2));
    const last = run.recordsOf(run.hops.at(-1)?.id ?? 0).at(-1);
    if (!last) throw new Error('no record');
    must(journal.append(recordBlock([last])));
    must(journal.note(end));
    expect(bytesOf(file)).toEqual(bytesOf(wholeJournal()));
  });

  it('knows its visits, and the first record that it lacks since the last start', () => {
    const { journal } = must(reopenJournal(torn(5).file));
    const known = journal.visits();
    expect(known.map(({ note }) => note.id)).toEqual(run.hops.map(({ id }) => id));
    const closed = known.map(({ flags }) => (flags & FLAG.lastOfHop) !== 0);
    expect(closed).toEqual(known.map((_, k) => k < known.length - 1));
    const last = run.recordsOf(run.hops.at(-1)?.id ?? 0).at(-1)?.number;
    expect(journal.reached()).toEqual({ bootId: 'b1', nextRecord: last });
  });

  it('counts from what a new start of the bridge says, also round the end of the numbers', () => {
    const { journal } = must(reopenJournal(torn(0).file));
    must(journal.note({ ...boot, bootId: 'b2', nextRecord: 0xfffffffe }));
    expect(journal.reached()).toEqual({ bootId: 'b2', nextRecord: 0xfffffffe });
    const record = (number: number): BridgeRecord => ({ ...(run.recordsOf(0)[0] as BridgeRecord), number });
    must(journal.append(recordBlock([record(0xfffffffe), record(0xffffffff), record(0)])));
    expect(journal.reached()?.nextRecord).toBe(1);
  });

  it('is unfinished again once a hop follows its end', () => {
    const file = wholeJournal();
    const { journal } = must(reopenJournal(file));
    must(journal.note({ ...(run.hops[0] as Note & { kind: 'hop' }), id: 99, visit: 1 }));
    expect(must(openJournal(file)).end).toBeNull();
  });

  it('that is none is refused and stays as it is', () => {
    const file = memoryFile(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    expect(reopenJournal(file)).toMatchObject({ ok: false, error: { code: 'journal-invalid' } });
    expect(file.size()).toBe(8);
  });
});
