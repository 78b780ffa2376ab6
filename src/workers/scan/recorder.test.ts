import { describe, expect, it } from 'vitest';
import type { Note } from '../../bundles/run';
import type { Hop, Instrument, RecordBlock } from '../../devices/instrument';
import { diffusionMap } from '../../experiments/diffusion-map';
import type { Recipe } from '../../experiments/experiment';
import { fault, type Fault } from '../../fault';
import { assembleHop, type HopTraces } from '../../records/hop';
import { FLAG, maskOf, type BridgeRecord } from '../../records/record';
import { err, ok } from '../../result';
import type { Keeper } from '../environment';
import { Recorder } from './recorder';
import { planOf, workOf } from './run-plan';
import { begin } from './scan';

const APPROACH = 3;
const recipe: Recipe = { ...diffusionMap.presets[0]?.recipe, columns: 5, rows: 5 };
const plan = planOf(diffusionMap, recipe);

/** Two records a hop: an approach that met the surface at 10 µm, and the closing one. */
function recordsOf(hop: number, number: number, attached: boolean): BridgeRecord[] {
  const common = { hop, start: hop, interval: 1e-3, firstSample: 0 };
  const approach: BridgeRecord = {
    ...common,
    number,
    step: APPROACH,
    flags: FLAG.firstOfStep | FLAG.lastOfStep | FLAG.contact,
    sampleCount: 2,
    channelMask: maskOf('z', 'tip_current'),
    payload: Float32Array.of(hop === 0 ? 20e-6 : 11e-6, 10e-6, 0, -3e-12),
  };
  const closing: BridgeRecord = {
    ...common,
    number: number + 1,
    step: plan.program.steps.length - 1,
    flags: FLAG.firstOfStep | FLAG.lastOfStep | FLAG.lastOfHop | (attached ? FLAG.stillAttached : 0),
    sampleCount: 0,
    channelMask: 0,
    payload: new Float32Array(0),
  };
  return [approach, closing];
}

/** An instrument that measures a queued hop whenever it is asked for records while it runs. */
function scriptedInstrument(
  log: string[],
  attached = -1,
  memory = 0,
): Instrument & { readonly hops: Hop[]; lose: (f: Fault) => void } {
  const hops: Hop[] = [];
  const records: BridgeRecord[] = [];
  let done = 0;
  let state: 'IDLE' | 'RUNNING' | 'PAUSED' = 'IDLE';
  let lose: (f: Fault) => void = () => undefined;
  const closed = new Promise<Fault>((resolve) => (lose = resolve));
  const stateNow = () => ({
    state: state === 'RUNNING' && done === hops.length ? ('IDLE' as const) : state,
    hop: -1,
    step: -1,
    queued: hops.length - done,
    firstRecord: 0,
    nextRecord: records.length,
    z: 20e-6,
    reason: '',
  });
  const answer = (what: string) => {
    log.push(what);
    return Promise.resolve(ok(undefined));
  };
  const unused = (): never => {
    throw new Error('the recorder has no business here');
  };
  return {
    hops,
    lose,
    identity: { vendor: '', model: '', serial: '', firmware: '', languageVersion: '1.0' },
    capabilities: { record_memory: memory } as Instrument['capabilities'],
    clock: { bootId: 'b', seconds: 0 },
    loadProgram: unused,
    programHash: unused,
    loadTrack: unused,
    stopTrack: () => answer('stop track'),
    setWatchdog: unused,
    setRetract: unused,
    moveBy: unused,
    reset: unused,
    close: unused,
    statistics: unused,
    conversation: unused,
    closed,
    queueHops: (list) => {
      hops.push(...list);
      return answer(`queue ${list.map((h) => h.id).join(' ')}`);
    },
    run: () => {
      state = 'RUNNING';
      return answer('run');
    },
    pause: () => {
      state = 'PAUSED';
      return answer('pause');
    },
    abort: () => {
      hops.length = done;
      state = 'IDLE';
      log.push('abort');
      return Promise.resolve(ok({ state: stateNow(), onWire: performance.now() }));
    },
    state: () => Promise.resolve(ok(stateNow())),
    records: (from) => {
      const hop = hops[done];
      if (state === 'RUNNING' && hop) {
        records.push(...recordsOf(hop.id, records.length, hop.id === attached));
        done++;
        if (hop.id === attached) state = 'PAUSED';
      }
      const block: RecordBlock = { records: records.slice(from), bytes: new Uint8Array(100) };
      return Promise.resolve(ok(block));
    },
    release: (before) => answer(`release ${String(before)}`),
  };
}

function memoryKeeper(
  log: string[],
  refuse: () => boolean = () => false,
  refuseNotes: () => boolean = () => false,
): Keeper & { readonly notes: Note[] } {
  const kept = new Map<number, BridgeRecord[]>();
  const notes: Note[] = [];
  return {
    notes,
    bytes: () => notes.length,
    append: ({ records }) => {
      if (refuse()) return err(fault('storage-full', 'No space is left.'));
      for (const record of records) {
        kept.set(record.hop, [...(kept.get(record.hop) ?? []), record]);
        log.push(`kept ${String(record.number)}`);
      }
      return ok(undefined);
    },
    note: (note) => {
      if (note.kind === 'hop' && refuseNotes()) return err(fault('storage-full', 'No space is left.'));
      notes.push(note);
      if (note.kind === 'hop') log.push(`note ${String(note.id)}`);
      return ok(undefined);
    },
    flush: () => {
      log.push('flush');
      return ok(undefined);
    },
    traces: (hop) => assembleHop(kept.get(hop) ?? []),
    visit: () => null,
  };
}

function setUp(
  options: {
    refuse?: () => boolean;
    refuseNotes?: () => boolean;
    changed?: () => void;
    attached?: number;
    memory?: number;
  } = {},
) {
  const log: string[] = [];
  const hops: HopTraces[] = [];
  const instrument = scriptedInstrument(log, options.attached, options.memory);
  const keeper = memoryKeeper(log, options.refuse, options.refuseNotes);
  const recorder = new Recorder(
    instrument,
    plan,
    keeper,
    {
      changed: options.changed ?? (() => undefined),
      hop: (traces) => hops.push(traces),
      track: () => undefined,
    },
    { scan: begin(workOf(plan)), firstRecord: 0, partial: null, startsTrack: false },
  );
  return { log, hops, instrument, keeper, recorder };
}

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
