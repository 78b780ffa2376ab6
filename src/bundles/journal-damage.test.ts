import { describe, expect, it } from 'vitest';
import { statusOf } from '../records/hop';
import { FLAG, type BridgeRecord } from '../records/record';
import { memoryFile } from './byte-file';
import { openJournal } from './journal-reader';
import { createJournal, reopenJournal } from './journal-writer';
import type { ByteFile, Note } from './run';
import { recordBlock } from './sample-run';
import {
  boot,
  bytesOf,
  cycleStep,
  end,
  frameBounds,
  must,
  newJournal,
  run,
  wholeJournal,
} from './test-journal';

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
