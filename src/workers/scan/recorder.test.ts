import { describe, expect, it } from 'vitest';
import { fault, type Fault } from '../../fault';
import type { HopTraces } from '../../records/hop';
import { err } from '../../result';
import { setUp } from './test-recorder';

describe('recorder', () => {
  it('measures every point once and hands it on', async () => {
    const { recorder, hops, instrument, keeper } = setUp();
    expect(await recorder.record()).toMatchObject({
      phase: 'finished',
      done: 25,
      fault: null,
    });
    expect(instrument.hops.map((h) => h.id)).toEqual(Array.from({ length: 25 }, (_, k) => k));
    expect(hops.map((h) => h.hop)).toEqual(Array.from({ length: 25 }, (_, k) => k));
    expect(keeper.notes.at(-1)).toMatchObject({ kind: 'end', reason: 'finished' });
  });

  it('flushes a record before it is released, and notes a hop before it is sent', async () => {
    const { recorder, log } = setUp();
    await recorder.record();
    for (let number = 0; number < 50; number += 2) {
      const kept = log.indexOf(`kept ${String(number + 1)}`);
      const released = log.indexOf(`release ${String(number + 2)}`);
      expect(kept).toBeGreaterThanOrEqual(0);
      expect(log.slice(kept, released)).toContain('flush');
    }
    expect(log.indexOf('note 1')).toBeLessThan(log.findIndex((l) => l.startsWith('queue 1 ')));
  });

  it('travels above the contact that it found', async () => {
    const { recorder, instrument } = setUp();
    await recorder.record();
    expect(instrument.hops[0]?.z).toBeUndefined();
    expect(instrument.hops[1]?.z).toBeCloseTo(11e-6, 12);
  });

  it('stops: abort, what was measured is kept, the end is noted', async () => {
    const { recorder, log, keeper } = setUp({
      changed: () => {
        if (recorder.state.done === 7) recorder.stop();
      },
    });
    const end = await recorder.record();
    expect(end.phase).toBe('stopped');
    expect(log).toContain('abort');
    expect(recorder.stopTimes?.verified).toBeGreaterThanOrEqual(recorder.stopTimes?.onWire ?? NaN);
    expect(keeper.notes.at(-1)).toMatchObject({ kind: 'end', reason: 'stopped' });
  });

  it('keeps and reads nothing while it is held, and loses nothing by it', async () => {
    let release = (): void => undefined;
    const { recorder, log } = setUp({
      changed: () => {
        if (recorder.state.done === 7) recorder.hold(new Promise((resolve) => (release = resolve)));
      },
    });
    const ended = recorder.record();
    await new Promise((done) => setTimeout(done, 50));
    const before = log.length;
    await new Promise((done) => setTimeout(done, 50));
    expect(log.length).toBe(before);
    expect(recorder.state).toMatchObject({ phase: 'running', done: 7 });
    setInterval(() => {
      release();
    }, 1).unref();
    expect(await ended).toMatchObject({ phase: 'finished', done: 25 });
  });

  it('pauses at a hop boundary and goes on', async () => {
    let paused = 0;
    const { recorder, log } = setUp({
      changed: () => {
        if (recorder.state.done === 5 && paused === 0) {
          paused = 1;
          recorder.pause();
        }
        if (recorder.state.phase === 'paused' && paused === 1) {
          paused = 2;
          recorder.resume();
        }
      },
    });
    expect(await recorder.record()).toMatchObject({ phase: 'finished', done: 25 });
    expect(paused).toBe(2);
    expect(log).toContain('pause');
  });

  it('holds when the storage is full and loses nothing when there is space again', async () => {
    let full = false;
    let held: Fault | null = null;
    const { recorder, keeper, log } = setUp({
      refuse: () => full,
      changed: () => {
        if (recorder.state.done === 10 && !held) full = true;
        if (recorder.state.phase === 'paused' && recorder.state.fault) {
          held = recorder.state.fault;
          full = false;
          recorder.resume();
        }
      },
    });
    expect(await recorder.record()).toMatchObject({ phase: 'finished', done: 25 });
    expect(held).toMatchObject({ code: 'storage-full' });
    expect(log.filter((l) => l.startsWith('kept'))).toHaveLength(50);
    expect(keeper.notes.at(-1)).toMatchObject({ reason: 'finished' });
  });

  it('releases what is kept when there is time or it is an eighth of the memory, and all of it in the end', async () => {
    const { recorder, log } = setUp({ memory: 8 * 1000 });
    await recorder.record();
    const released = log.filter((line) => line.startsWith('release'));
    // Of 25 blocks; the first is alone, so that there is time after it.
    expect(released.length).toBeLessThanOrEqual(5);
    expect(released.at(0)).toBe('release 2');
    expect(released.at(-1)).toBe('release 50');
  });

  it('queues the hops that several of one block make room for at once', async () => {
    const { recorder, log, instrument, hops } = setUp();
    const { records } = instrument;
    Object.assign(instrument, {
      records: async (from: number) => {
        let block = await records(from);
        for (let more = 0; more < 3; more++) block = await records(from);
        return block;
      },
    });
    expect(await recorder.record()).toMatchObject({ phase: 'finished', done: 25 });
    expect(hops.map(({ hop }) => hop)).toEqual(Array.from({ length: 25 }, (_, k) => k));
    expect(log).toContain('queue 17 18 19 20');
    const place = log.indexOf('queue 17 18 19 20');
    expect(log.slice(place - 5, place)).toEqual(['note 17', 'note 18', 'note 19', 'note 20', 'flush']);
    expect(log.lastIndexOf('run')).toBeGreaterThan(log.findLastIndex((line) => line.startsWith('queue')));
  });

  it('lets a Stop through between two hops of one block, and hands on all that is kept', async () => {
    const { recorder, log, instrument, hops } = setUp();
    const { records } = instrument;
    Object.assign(instrument, {
      records: async (from: number) => {
        let block = await records(from);
        for (let more = 0; more < 9; more++) block = await records(from);
        return block;
      },
    });
    const handedOn: number[] = [];
    hops.push = (traces: HopTraces) => {
      const begin = performance.now();
      while (performance.now() - begin < 5);
      if (handedOn.length === 3) setTimeout(() => recorder.stop());
      log.push(`hop ${String(traces.hop)}`);
      return handedOn.push(traces.hop);
    };
    expect(await recorder.record()).toMatchObject({ phase: 'stopped' });
    const kept = log.filter((line) => line.startsWith('kept')).length / 2;
    expect(handedOn).toEqual(Array.from({ length: kept }, (_, k) => k));
    expect(log.indexOf('abort')).toBeLessThan(log.indexOf(`hop ${String(kept - 1)}`));
    expect(kept).toBeGreaterThan(6);
  });

  it('asks for the next block before it keeps one, and for none twice', async () => {
    const { recorder, log, instrument } = setUp();
    const { records } = instrument;
    Object.assign(instrument, {
      records: (from: number) => {
        log.push(`ask ${String(from)}`);
        return records(from);
      },
    });
    await recorder.record();
    expect(log.indexOf('ask 2')).toBeLessThan(log.indexOf('kept 0'));
    expect(log.indexOf('kept 0')).toBeLessThan(log.indexOf('ask 4'));
    const asked = log.filter((line) => line.startsWith('ask'));
    expect(new Set(asked).size).toBe(26);
  });

  it('pauses with the reason when the droplet does not let go, and goes on when told', async () => {
    let seen: Fault | null = null;
    const { recorder } = setUp({
      attached: 4,
      changed: () => {
        if (recorder.state.phase !== 'paused') return;
        seen = recorder.state.fault;
        recorder.resume();
      },
    });
    expect(await recorder.record()).toMatchObject({
      phase: 'finished',
      done: 25,
      fault: null,
    });
    expect(seen).toMatchObject({
      code: 'still-attached',
      happened: expect.stringContaining('hop 4') as unknown,
    });
  });

  it('raises the probe when the bridge answers what cannot be read', async () => {
    const { recorder, log, instrument, keeper } = setUp();
    const garbled = fault('link-garbled', 'Three blocks in a row were damaged.');
    const { records } = instrument;
    let good = 4;
    Object.assign(instrument, {
      records: (from: number) => (good-- > 0 ? records(from) : Promise.resolve(err(garbled))),
    });
    expect(await recorder.record()).toMatchObject({ phase: 'failed', fault: garbled });
    expect(log).toContain('abort');
    expect(keeper.notes.at(-1)).toMatchObject({ kind: 'end', reason: 'failed' });
  });

  it('holds when a hop cannot be noted, and queues it when there is space again', async () => {
    let full = false;
    let held: Fault | null = null;
    const { recorder, instrument, hops } = setUp({
      refuseNotes: () => full,
      changed: () => {
        if (recorder.state.done === 3 && !held) full = true;
        if (recorder.state.phase !== 'paused') return;
        held = recorder.state.fault;
        full = false;
        recorder.resume();
      },
    });
    expect(await recorder.record()).toMatchObject({ phase: 'finished', done: 25 });
    expect(held).toMatchObject({ code: 'storage-full' });
    expect(instrument.hops.map((h) => h.id)).toEqual(Array.from({ length: 25 }, (_, k) => k));
    expect(hops).toHaveLength(25);
  });

  it('is interrupted with the reason when the link is lost, and does not end the run', async () => {
    const gone = fault('link-lost', 'The cable is out.');
    const { recorder, instrument, keeper } = setUp({
      changed: () => {
        if (recorder.state.done === 3) instrument.lose(gone);
      },
    });
    expect(await recorder.record()).toMatchObject({ phase: 'interrupted', fault: gone });
    expect(keeper.notes.at(-1)).toMatchObject({ kind: 'hop' });
  });
});
