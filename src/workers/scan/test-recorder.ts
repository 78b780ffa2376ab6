/** For tests: a recorder over an instrument and a journal of which every word is logged. */
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

export function setUp(
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
