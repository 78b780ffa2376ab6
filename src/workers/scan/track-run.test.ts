/** Runs whose program drives the sample, over the bytes of a simulated bridge with a sample that can be computed by head. */
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../bundles/byte-file';
import { openJournal } from '../../bundles/journal-reader';
import { createJournal, type JournalWriter } from '../../bundles/journal-writer';
import { TrackStore } from '../../bundles/track-store';
import { connectBridge } from '../../devices/bridge/driver';
import { duplexPair } from '../../devices/transport/in-page';
import { connected, type Setup } from '../../devices/twin/test-host';
import { collection } from '../../experiments/collection';
import { diffusionMap } from '../../experiments/diffusion-map';
import type { Path, TrackTrace } from '../../experiments/experiment';
import { feedbackApproach } from '../../experiments/feedback-approach';
import { drivesSample, firstSteps } from '../../experiments/program/program';
import { parseStep } from '../../experiments/program/step-text';
import type { Step } from '../../experiments/program/step';
import type { Fault } from '../../fault';
import type { HopTraces } from '../../records/hop';
import { maskOf, TRACK_HOP } from '../../records/record';
import type { Result } from '../../result';
import { Checklist } from '../link/checks';
import type { Connection } from '../link/connection';
import { checkPlan } from './preflight';
import { noteBoot, prepare } from './prepare';
import { Recorder } from './recorder';
import { continueRun, type Continuation } from './resume';
import { headerOf, planOf as planOfExperiment, workOf, type RunPlan } from './run-plan';
import { begin } from './scan';

const must = <T>(result: Result<T, Fault>): T => {
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
};
const stepsOf = (...lines: string[]): Step[] =>
  lines.map((line) => {
    const step = parseStep(line);
    if (!step.ok) throw new Error(step.error);
    return step.value;
  });

const POINTS = 3;
const path: Path = {
  points: Array.from({ length: POINTS }, (_, k) => ({ x: k * 1e-6, y: 0, row: 0, column: k })),
  rows: 1,
  columns: POINTS,
  x: [0, 1e-6, 2e-6],
  y: [0],
};

/** Every hop takes `seconds`; the track waits for the first of them at its second step. */
function planOf(seconds: number, ...track: string[]): RunPlan {
  const steps = stepsOf('MOVE', 'SYNC,1', `HOLD,POTENTIAL,0.1,${String(seconds)},0.05`, 'END');
  const trackSteps = stepsOf(...track);
  return {
    experiment: diffusionMap,
    recipe: { ...diffusionMap.presets[0]?.recipe, columns: 1, rows: 1 },
    program: {
      steps,
      labels: steps.map(() => ''),
      channelMask: maskOf('sample_potential', 'sample_current'),
      clearance: 1e-6,
      travelHeight: null,
      track: { steps: trackSteps, labels: trackSteps.map(() => ''), follow: true },
    },
    path,
    firstSteps: firstSteps(steps),
  };
}

const USUAL = [
  'HOLD,POTENTIAL,0.5,0.4,0.01',
  'SYNC,1',
  'CYCLE,0.5,1,0,0.5,1,1,0.01',
  'HOLD,CURRENT,0,60,0.05',
];

function bench(setup: Setup = { sample: {} }) {
  const { twin, world, host } = connected({ noise: 0, ...setup });
  const connect = async (): Promise<Connection> => {
    const [here, there] = duplexPair();
    void twin.serve(there);
    const instrument = must(await connectBridge(here));
    const summary = { identity: instrument.identity, capabilities: instrument.capabilities, link: 'test' };
    const state = must(await instrument.state());
    const checks = new Checklist(() => undefined);
    return { instrument, summary, speed: 1, checks, state, release: () => undefined };
  };
  return { connect, world, host };
}

interface Run {
  readonly recorder: Recorder;
  readonly hops: readonly HopTraces[];
  readonly track: TrackStore;
}

function stretch(
  connection: Connection,
  plan: RunPlan,
  journal: JournalWriter,
  from: Omit<Continuation, 'reference'>,
): Run {
  const hops: HopTraces[] = [];
  const track = new TrackStore(journal.track());
  const listener = {
    changed: () => undefined,
    hop: (traces: HopTraces) => hops.push(traces),
    track: track.add.bind(track),
  };
  const keeper = {
    bytes: () => journal.bytes(),
    append: (block: Parameters<JournalWriter['append']>[0]) => journal.append(block),
    note: (note: Parameters<JournalWriter['note']>[0]) => journal.note(note),
    flush: () => journal.flush(),
    traces: (hop: number) => journal.traces(hop),
    visit: (hop: number) => journal.visit(hop),
  };
  return { recorder: new Recorder(connection.instrument, plan, keeper, listener, from), hops, track };
}

async function start(connection: Connection, plan: RunPlan) {
  const { hash, nextRecord } = must(await prepare(connection, plan));
  const file = memoryFile();
  const header = headerOf(plan, connection.summary, hash);
  const journal = must(createJournal(file, header));
  must(noteBoot(open(journal), connection.instrument, nextRecord));
  const scan = begin(workOf(plan));
  const run = stretch(connection, plan, journal, {
    scan,
    firstRecord: nextRecord,
    partial: null,
    startsTrack: drivesSample(plan.program),
  });
  return { ...run, file, journal, header, interrupted: { header, plan, journal: open(journal) } };
}

const open = (journal: JournalWriter) => ({
  bytes: () => journal.bytes(),
  append: (block: Parameters<JournalWriter['append']>[0]) => journal.append(block),
  note: (note: Parameters<JournalWriter['note']>[0]) => journal.note(note),
  flush: () => journal.flush(),
  traces: (hop: number) => journal.traces(hop),
  visit: (hop: number) => journal.visit(hop),
  visits: () => journal.visits(),
  reached: () => journal.reached(),
  track: () => journal.track(),
  hasTrack: () => journal.hasTrack(),
  close: () => journal.close(),
});

function mustGoForward({ time }: TrackTrace): void {
  for (let k = 1; k < time.length; k++)
    expect((time[k] ?? NaN) - (time[k - 1] ?? NaN)).toBeGreaterThan(0.9e-2);
}

describe('a run with a track', () => {
  it('starts it with the first hop, keeps it beside them, and ends it with the last', async () => {
    const { connect, world } = bench();
    const connection = await connect();
    const plan = planOf(0.5, ...USUAL);
    const { recorder, hops, track, file } = await start(connection, plan);
    expect(world.track?.following).toBe(true);
    expect(await recorder.record()).toMatchObject({ phase: 'finished', done: POINTS, fault: null });
    expect(world.track?.drives.at(-1)).toEqual({ control: 'open' });
    expect(hops.map(({ hop }) => hop)).toEqual([0, 1, 2]);
    for (const { steps } of hops)
      expect(Object.keys(steps.get(2)?.channels ?? {})).toEqual([
        'tip_current',
        'tip_potential',
        'sample_potential',
        'sample_current',
      ]);

    const source = must(openJournal(file));
    expect(source.end?.reason).toBe('finished');
    expect(source.header.track).toMatchObject({ program: USUAL, follow: true });
    const told = track.trace();
    expect(source.track()).toEqual(told);
    mustGoForward(told);
    // 0.4 s until the mark, then the triangle for 2 s, of which the hops last 1.5 s.
    const first = told.time[0] ?? NaN;
    const at = (seconds: number): number =>
      told.potential[Array.from(told.time).findIndex((t) => t - first > seconds - 0.005)] ?? NaN;
    expect(at(0.2)).toBeCloseTo(0.5, 6);
    expect(at(0.9)).toBeCloseTo(1, 1);
    expect(at(1.4)).toBeCloseTo(0.5, 1);
    expect(told.time.length * 0.01).toBeCloseTo(1.9, 1);
    // What a hop has of the sample is what the track has at the time.
    const held = hops[1]?.steps.get(2);
    const k = Array.from(told.time).findIndex((t) => t >= (held?.start ?? NaN));
    expect(held?.channels.sample_potential?.[0]).toBeCloseTo(told.potential[k] ?? NaN, 1);
  });

  it('is the same run for the same seed', async () => {
    const once = async (): Promise<TrackTrace> => {
      const { connect } = bench();
      const { recorder, track } = await start(await connect(), planOf(0.5, ...USUAL));
      await recorder.record();
      return track.trace();
    };
    const [a, b] = [await once(), await once()];
    const n = Math.min(a.time.length, b.time.length);
    expect(n).toBeGreaterThan(180);
    expect(Array.from(a.potential).slice(0, n)).toEqual(Array.from(b.potential).slice(0, n));
  });

  it('leaves the sample alone where it has no step, with the bias held against the bath all the same', async () => {
    const quiet = planOf(0.1);
    const steps = quiet.program.steps.filter(({ verb }) => verb !== 'SYNC');
    const program = { ...quiet.program, steps, labels: steps.map(() => ''), channelMask: 0 };
    for (const setup of [{ sample: {} }, {}]) {
      const { connect, world } = bench(setup);
      const connection = await connect();
      must(checkPlan(connection.checks, { ...quiet, program }, connection.instrument));
      const { recorder } = await start(connection, { ...quiet, program });
      expect(await recorder.record()).toMatchObject({ phase: 'finished', done: POINTS, fault: null });
      expect(world.track?.following).toBe('sample' in setup ? true : undefined);
    }
  });

  it('is refused on a bridge without one, before anything moves', async () => {
    const { connect } = bench({});
    const { instrument, checks } = await connect();
    const refused = checkPlan(checks, planOf(0.5, ...USUAL), instrument);
    expect(!refused.ok && [refused.error.code, refused.error.happened]).toEqual([
      'capability-missing',
      'Sample track: the experiment drives the sample, and this bridge has no potentiostat for it.',
    ]);
    const plan = planOf(0.5, ...USUAL);
    const unheard = { ...plan, program: { ...plan.program, track: undefined } } as unknown as RunPlan;
    const blind = checkPlan(checks, unheard, instrument);
    expect(!blind.ok && blind.error.happened).toContain('sample potential');
  });

  it.each([
    [collection, true],
    [feedbackApproach, false],
  ])('which $id needs: $1', async (experiment, needs) => {
    const { connect } = bench({});
    const { instrument, checks } = await connect();
    const refused = checkPlan(
      checks,
      planOfExperiment(experiment, experiment.presets[0]!.recipe),
      instrument,
    );
    expect(!refused.ok && refused.error.happened.startsWith('Sample track: ')).toBe(needs);
  });

  it('without steps only tells what the pipette is biased against, on a bridge without a track nothing', async () => {
    for (const setup of [{ sample: {} }, {}]) {
      const { connect, world } = bench(setup);
      const connection = await connect();
      const plan = planOf(0.1);
      const steps = stepsOf('MOVE', 'HOLD,POTENTIAL,0.1,0.1,0.05', 'END');
      const still = { ...plan, program: { ...plan.program, steps, channelMask: 0 } };
      expect(checkPlan(connection.checks, still, connection.instrument).ok).toBe(true);
      const { recorder, journal } = await start(connection, still);
      expect(await recorder.record()).toMatchObject({ phase: 'finished', fault: null });
      expect(journal.hasTrack()).toBe(false);
      expect(world.track?.following ?? true).toBe(true);
    }
  });

  it('says in its log where the potentiostat could not hold its level', async () => {
    const { connect } = bench({ sample: { compliance: 0.1 } });
    const { recorder, file } = await start(await connect(), planOf(0.5, 'HOLD,CURRENT,0.02,5,0.01'));
    await recorder.record();
    const { log } = must(openJournal(file));
    expect(log.map(({ message }) => message)).toEqual([expect.stringContaining('could not hold its level')]);
  });

  it('ends with the run that is stopped, the sample at open circuit', async () => {
    const { connect, world } = bench({ sample: {}, clock: 1 });
    const { recorder, file } = await start(
      await connect(),
      planOf(30, 'SYNC,1', 'HOLD,POTENTIAL,0.5,600,0.01'),
    );
    const over = recorder.record();
    await new Promise((resolve) => setTimeout(resolve, 300));
    recorder.stop();
    expect(await over).toMatchObject({ phase: 'stopped' });
    expect(world.track?.drives.at(-1)).toEqual({ control: 'open' });
    expect(must(openJournal(file)).end?.reason).toBe('stopped');
  });
});

describe('a run with a track that was interrupted', () => {
  it('is gone on with where the bridge has not stopped, and its track is not begun again', async () => {
    const { connect, world } = bench({ sample: {}, clock: 2 });
    const connection = await connect();
    const { recorder, journal, interrupted, file } = await start(
      connection,
      planOf(0.8, 'SYNC,1', 'HOLD,POTENTIAL,0.5,60,0.01'),
    );
    const over = recorder.record();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await connection.instrument.close();
    expect(await over).toMatchObject({ phase: 'interrupted' });
    const again = await connect();
    const left = must(await continueRun(again, interrupted, false, false));
    expect(left.startsTrack).toBe(false);
    const rest = stretch(again, interrupted.plan, journal, left);
    expect(await rest.recorder.record()).toMatchObject({ phase: 'finished', done: POINTS });
    expect(world.track?.drives.filter(({ control }) => control === 'potential')).toHaveLength(1);
    const whole = must(openJournal(file)).track();
    mustGoForward(whole);
    expect(whole.time.length * 0.01).toBeGreaterThan(POINTS * 0.8 - 0.1);
    expect(rest.track.trace()).toEqual(whole);
  });

  it('is not gone on with where the bridge has stopped: its state is another one', async () => {
    const { connect, world } = bench({ sample: {}, clock: 1 });
    const connection = await connect();
    const { recorder, interrupted } = await start(
      connection,
      planOf(30, 'SYNC,1', 'HOLD,POTENTIAL,0.5,600,0.01'),
    );
    const over = recorder.record();
    await new Promise((resolve) => setTimeout(resolve, 800));
    await connection.instrument.close();
    await over;
    const again = await connect();
    must(await again.instrument.reset());
    const refused = await continueRun(again, interrupted, true, false);
    expect(!refused.ok && refused.error.code).toBe('track-cut');
    expect(world.track?.drives.at(-1)).toEqual({ control: 'open' });
  });

  it('begins whole where no hop had begun', async () => {
    const { connect } = bench();
    const connection = await connect();
    const { interrupted, journal } = await start(connection, planOf(0.5, ...USUAL));
    await connection.instrument.close();
    const again = await connect();
    must(await again.instrument.reset());
    const left = must(await continueRun(again, interrupted, true, false));
    expect(left.startsTrack).toBe(true);
    const rest = stretch(again, interrupted.plan, journal, left);
    expect(await rest.recorder.record()).toMatchObject({ phase: 'finished', done: POINTS });
    expect(journal.hasTrack()).toBe(true);
    expect(journal.traces(TRACK_HOP)).toBeNull();
  });
});
