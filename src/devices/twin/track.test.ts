import { describe, expect, it } from 'vitest';
import { assembleHop, type StepTrace } from '../../records/hop';
import { FLAG, TRACK_HOP, type BridgeRecord } from '../../records/record';
import { connected, type Setup, type TestHost } from './test-host';

const NO_ERROR = '0,"No error"';
const SAMPLE = { resistance: 10, capacitance: 0.01 };
const withTrack = (setup: Setup = {}): ReturnType<typeof connected> =>
  connected({ sample: SAMPLE, noise: 0, ...setup });
const track = (...lines: string[]): string[] => ['TRAC:CLE', ...lines.map((line) => `TRAC:STEP ${line}`)];
const program = (...lines: string[]): string[] => ['PROG:CLE', ...lines.map((line) => `PROG:STEP ${line}`)];

const ofTrack = (records: readonly BridgeRecord[]): BridgeRecord[] =>
  records.filter((r) => r.hop === TRACK_HOP);

function stepOf(records: readonly BridgeRecord[], step: number): StepTrace {
  const trace = assembleHop(records).steps.get(step);
  if (!trace) throw new Error(`step ${String(step)} was not recorded`);
  return trace;
}

/** Begins track and hops in one breath, and answers all records once the hops are over. */
async function measure(host: TestHost, ...hops: string[]): Promise<BridgeRecord[]> {
  await host.send(...hops.map((hop) => `QUE:HOP ${hop}`), 'TRAC:STAR', 'RUN');
  await host.until('IDLE');
  await host.send('TRAC:STOP');
  expect(await host.ask('SYST:ERR?')).toBe(NO_ERROR);
  return host.records();
}

describe('the program of the track', () => {
  it('is refused where it is none, and while it runs', async () => {
    const { host } = withTrack();
    expect(await host.refusal('TRAC:STAR')).toMatch(/^-221.*no program/);
    for (const [line, code] of [
      ['MOVE', -200],
      ['BIAS,1', -200],
      ['HOLD,POTENTIAL,1,1,0.1,UNTIL,1,ABOVE,1', -241],
      ['HOLD,POTENTIAL,1,1,0.000001', -222],
      ['FLY', -285],
    ] as const)
      expect(await host.refusal(`TRAC:STEP ${line}`)).toMatch(new RegExp(`^${String(code)}`));
    expect(await host.refusal('FOLL MAYBE')).toMatch(/^-141/);
    await host.send(...track('HOLD,CURRENT,0,1000,0.1'), 'TRAC:STAR');
    expect(await host.refusal('TRAC:STAR')).toMatch(/^-221/);
    expect(await host.refusal('TRAC:CLE')).toMatch(/^-284/);
    expect(await host.refusal('TRAC:STEP END')).toMatch(/^-284/);
    expect((await host.state())[7]).toBe('track running');
    expect(await host.refusal('TRAC:STOP')).toBe(NO_ERROR);
    expect(await host.refusal('TRAC:STOP')).toBe(NO_ERROR);
    expect((await host.state())[7]).toBe('');
  });

  it('says what is fitted by what the world has', async () => {
    const told = async (setup: Setup): Promise<unknown> =>
      JSON.parse(new TextDecoder().decode(await connected(setup).host.block('SYST:CAP?')));
    expect(await told({ sample: SAMPLE })).toMatchObject({ track: true, channels: { length: 5 } });
    expect(await told({})).toMatchObject({ track: false, channels: { length: 3 } });
    expect(await connected({}).host.refusal('PROG:CHAN 8')).toMatch(/^-241/);
  });
});

describe('steps of the track', () => {
  it('holds a potential: its current dies away, sampled at its interval', async () => {
    const { host } = withTrack();
    await host.send(...program('WAIT,0.5'), ...track('HOLD,POTENTIAL,1,0.4,0.01'));
    const trace = stepOf(ofTrack(await measure(host, '1,0,0')), 0);
    expect([trace.count, trace.interval]).toEqual([40, 0.01]);
    expect(trace.start).toBeCloseTo(0.01, 9);
    for (const k of [0, 9, 39]) {
      const t = (k + 1) * 0.01;
      expect(trace.channels.sample_current?.[k]).toBeCloseTo(0.1 * Math.exp(-t / 0.1), 6);
      expect(trace.channels.sample_potential?.[k]).toBeCloseTo(1, 6);
    }
  });

  it('means all readings of a longer interval, stamped at their centre', async () => {
    const { host } = withTrack();
    await host.send(...program('WAIT,1'), ...track('CYCLE,0,1,0,0,2,1,0.1'));
    const trace = stepOf(ofTrack(await measure(host, '1,0,0')), 0);
    expect(trace.count).toBe(10);
    expect(trace.start).toBeCloseTo(0.055, 9);
    // Ten readings, at 0.01 … 0.1 s, on a way of 2 V/s: their mean is the potential at the stamp.
    expect(trace.channels.sample_potential?.[2]).toBeCloseTo(0.51, 6);
    expect(trace.channels.sample_potential?.[7]).toBeCloseTo(0.49, 6);
  });

  it('turns at the vertices on its own time, whatever the hop beside it does', async () => {
    const { host, world } = withTrack();
    await host.send(
      ...program(
        'MOVE',
        'HOLD,POTENTIAL,0,1,0.5',
        'APPROACH,0.00001,1,MAGNITUDE,2e-12,0.000015',
        'WAIT,1',
        'END',
      ),
      ...track('CYCLE,0,0.35,-0.2,0.1,1,1,0.04', 'HOLD,POTENTIAL,0.1,0.4,0.1'),
    );
    const records = ofTrack(await measure(host, '1,30e-6,20e-6'));
    const trace = stepOf(records, 0);
    const expected = (t: number): number =>
      t < 0.35 ? t : t < 0.9 ? 0.35 - (t - 0.35) : t < 1.2 ? -0.2 + (t - 0.9) : 0.1;
    trace.channels.sample_potential?.forEach((potential, k) => {
      // 4 readings, 10 ms apart: the mean lies at the stamp but where it turns in between.
      expect(Math.abs(potential - expected(trace.start + k * 0.04))).toBeLessThan(0.0051);
    });
    const slopes = world.track?.drives.slice(0, 4).map((d) => ('slope' in d ? Math.round(d.slope) : NaN));
    expect(slopes).toEqual([1, -1, 1, 0]);
    expect(stepOf(records, 1).start).toBeCloseTo(1.2 + 0.055, 6);
  });

  it('drives a current, and afterwards holds the potential that was measured last', async () => {
    const { host, world } = withTrack();
    await host.send(
      ...program('WAIT,0.5'),
      ...track('HOLD,CURRENT,0.01,0.1,0.01', 'HOLD,CURRENT,0,0.1,0.01', 'WAIT,0.1'),
    );
    const records = ofTrack(await measure(host, '1,0,0'));
    // 10 mA on 10 mF for 0.1 s: 0.1 V, and 0.1 V more over the resistance.
    expect(stepOf(records, 0).channels.sample_potential?.at(-1)).toBeCloseTo(0.2, 6);
    expect(stepOf(records, 1).channels.sample_potential?.at(-1)).toBeCloseTo(0.1, 6);
    expect(stepOf(records, 1).channels.sample_current?.at(-1)).toBe(0);
    const held = world.track?.drives.findLast(({ control }) => control === 'potential');
    expect(held?.control === 'potential' && held.potential).toBeCloseTo(0.2, 6);
    expect(world.track?.drives.at(-1)).toEqual({ control: 'open' });
  });

  it('leaves its cell open after an open circuit for as long as it waits', async () => {
    const { host, world } = withTrack();
    await host.send(
      ...program('WAIT,0.5', 'SYNC,1'),
      ...track('HOLD,CURRENT,0.01,0.1,0.01', 'HOLD,CURRENT,0,0.1,0.01', 'SYNC,1'),
    );
    const records = ofTrack(await measure(host, '1,0,0'));
    const waiting = stepOf(records, 2).channels.sample_current;
    expect(waiting?.length).toBeGreaterThan(25);
    expect(waiting?.every((i) => i === 0)).toBe(true);
    expect(world.track?.drives.filter(({ control }) => control === 'potential')).toHaveLength(1);
  });

  it('ends with the sample that passes its value', async () => {
    const { host } = withTrack();
    await host.send(
      ...program('WAIT,1'),
      ...track('HOLD,CURRENT,0.01,100,0.01,UNTIL,3,ABOVE,0.3', 'HOLD,CURRENT,0,0.1,0.01'),
    );
    const records = ofTrack(await measure(host, '1,0,0'));
    const { channels, count } = stepOf(records, 0);
    // 0.1 V at once, then 1 V/s: 0.3 V after 0.2 s.
    expect([20, 21]).toContain(count);
    expect(channels.sample_potential?.at(-2)).toBeLessThanOrEqual(0.3 + 1e-6);
    expect(stepOf(records, 1).start).toBeCloseTo((count + 1) * 0.01, 6);
  });

  it('flags what the potentiostat cannot hold', async () => {
    const { host } = withTrack({ sample: { ...SAMPLE, compliance: 0.25 } });
    await host.send(
      ...program('WAIT,0.5'),
      ...track('HOLD,CURRENT,0.01,0.4,0.01', 'HOLD,POTENTIAL,0,0.05,0.01'),
    );
    const records = ofTrack(await measure(host, '1,0,0'));
    expect(stepOf(records, 0).flags & FLAG.overload).toBe(FLAG.overload);
    expect(stepOf(records, 1).flags & FLAG.overload).toBe(0);
  });

  it('leaves the end potential at the end of its program, until it is stopped', async () => {
    const { host, world } = withTrack();
    await host.send(...program('WAIT,0.5'), ...track('HOLD,POTENTIAL,0.3,0.1,0.01', 'END'));
    await host.send('QUE:HOP 1,0,0', 'TRAC:STAR', 'RUN');
    await host.until('IDLE');
    expect(world.track?.potential).toBeCloseTo(0.3, 9);
    await host.send('TRAC:STOP');
    await host.state();
    expect(world.track?.drives.at(-1)).toEqual({ control: 'open' });
    expect(ofTrack(await host.records()).reduce((n, r) => n + r.sampleCount, 0)).toBe(10);
  });
});

describe('track and hops', () => {
  it('share the numbering of records and the clock', async () => {
    const { host } = withTrack();
    await host.send(
      ...program('HOLD,POTENTIAL,0,1.2,0.01', 'END'),
      ...track('HOLD,POTENTIAL,1,5,0.01'),
      'PROG:CHAN 24',
    );
    const records = await measure(host, '1,0,0');
    expect(records.map((r) => r.number)).toEqual(records.map((_, k) => k));
    expect(new Set(records.map((r) => r.hop))).toEqual(new Set([1, TRACK_HOP]));
    expect(records.filter((r) => r.flags & FLAG.lastOfHop).map((r) => r.hop)).toEqual([1]);
    const [hop, own] = [
      stepOf(
        records.filter((r) => r.hop === 1),
        0,
      ),
      stepOf(ofTrack(records), 0),
    ];
    // The sample's channels of the hop are what the track has at the same time.
    expect(hop.start).toBeCloseTo(own.start, 9);
    for (const k of [0, 50, 119]) {
      expect(hop.channels.sample_current?.[k]).toBeCloseTo(own.channels.sample_current?.[k] ?? NaN, 9);
      expect(hop.channels.sample_potential?.[k]).toBeCloseTo(1, 6);
    }
  });

  it('meet at a mark whoever comes first, and every later hop finds it met', async () => {
    // The hop comes first and waits for 0.5 s; at the second mark the track waits for it.
    const { host } = withTrack();
    await host.send(
      ...program(
        'SYNC,1',
        'HOLD,POTENTIAL,0,0.1,0.01',
        'WAIT,1',
        'SYNC,2',
        'HOLD,POTENTIAL,0,0.1,0.01',
        'END',
      ),
      ...track('WAIT,0.5', 'SYNC,1', 'HOLD,POTENTIAL,1,0.1,0.01', 'SYNC,2', 'HOLD,POTENTIAL,2,0.3,0.01'),
    );
    const records = await measure(host, '1,0,0', '2,0,0');
    const hop = (id: number): BridgeRecord[] => records.filter((r) => r.hop === id);
    const own = ofTrack(records);
    expect(stepOf(hop(1), 1).start).toBeCloseTo(0.51, 6);
    expect(stepOf(own, 2).start).toBeCloseTo(0.51, 6);
    // Mark 2: the hop is there at 0.5 + 0.1 + 1 s. Meanwhile the track holds, and is recorded as before.
    expect(stepOf(hop(1), 4).start).toBeCloseTo(1.61, 6);
    expect(stepOf(own, 4).start).toBeCloseTo(1.61, 6);
    const waited = stepOf(own, 3);
    expect([waited.interval, waited.count]).toEqual([0.01, 100]);
    expect(waited.channels.sample_potential?.at(-1)).toBeCloseTo(1, 6);
    expect(stepOf(hop(2), 1).start).toBeCloseTo(1.71, 6);
  });

  it('wait for each other in the other order of starting too', async () => {
    const { host } = withTrack();
    await host.send(
      ...program('SYNC,7', 'HOLD,POTENTIAL,0,0.1,0.01', 'END'),
      ...track('SYNC,7', 'HOLD,POTENTIAL,1,0.1,0.01'),
      'QUE:HOP 1,0,0',
      'RUN',
    );
    expect((await host.untilStep(0)).slice(0, 2)).toEqual(['RUNNING', '1']);
    await host.send('TRAC:STAR');
    await host.until('IDLE');
    const records = await host.records();
    const own = stepOf(ofTrack(records), 1);
    expect(
      stepOf(
        records.filter((r) => r.hop === 1),
        1,
      ).start,
    ).toBeCloseTo(own.start, 2);
  });

  it('does not wait for a track that has no program or has ended', async () => {
    const { host } = withTrack();
    await host.send(...program('SYNC,1', 'HOLD,POTENTIAL,0,0.1,0.01', 'END'));
    await host.send('QUE:HOP 1,0,0', 'RUN');
    await host.until('IDLE');
    await host.send(...track('HOLD,POTENTIAL,1,0.1,0.01'));
    expect((await measure(host, '2,0,0')).filter((r) => r.hop === 2)).toHaveLength(1);
  });

  it('holds the pipette against the bath only where it is to follow', async () => {
    const current = async (follow: string): Promise<number[]> => {
      const { host } = withTrack({ bathConductance: 1e-9, surface: -1 });
      await host.send(
        ...program('HOLD,POTENTIAL,0.2,1,0.1', 'END'),
        ...track('CYCLE,0,1,0,0,1,1,0.1'),
        `FOLL ${follow}`,
      );
      const records = await measure(host, '1,0,0');
      return [
        ...(stepOf(
          records.filter((r) => r.hop === 1),
          0,
        ).channels.tip_current ?? []),
      ];
    };
    for (const i of await current('ON')) expect(i).toBeCloseTo(0.2e-9, 13);
    const shifted = await current('OFF');
    expect((shifted[9] ?? NaN) - (shifted[0] ?? NaN)).toBeCloseTo(-0.9e-9, 11);
  });
});

describe('the end of the track', () => {
  it('comes with an abort: cells open, its last record says so, nothing follows', async () => {
    for (const clock of [1, Infinity]) {
      const { host, world } = withTrack({ clock });
      await host.send(...program('WAIT,1e6'), ...track('HOLD,POTENTIAL,1,1e6,0.05'), 'QUE:HOP 1,0,0');
      await host.send('TRAC:STAR', 'RUN');
      await host.untilStep(0);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await host.send('ABOR');
      await host.until('IDLE');
      expect(world.track?.drives.at(-1)).toEqual({ control: 'open' });
      expect(world.log).toContain('open');
      const last = ofTrack(await host.records()).at(-1);
      expect((last?.flags ?? 0) & (FLAG.aborted | FLAG.lastOfStep)).toBe(FLAG.aborted | FLAG.lastOfStep);
      const [, , , , , next] = await host.state();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect((await host.state())[5]).toBe(next);
    }
  });

  it('comes with a reset, which empties its program and lets the pipette go', async () => {
    const { host, world } = withTrack();
    await host.send(...track('HOLD,POTENTIAL,1,1e6,0.05'), 'FOLL ON', 'TRAC:STAR', '*RST');
    await host.until('IDLE');
    expect(world.track?.following).toBe(false);
    expect(await host.refusal('TRAC:STAR')).toMatch(/no program/);
  });

  it('comes when the host falls silent, even with no hop queued', async () => {
    const { host, world } = withTrack({ clock: 1 });
    await host.send(...track('HOLD,POTENTIAL,1,1e6,0.05'), 'SYST:WATC 0.05', 'TRAC:STAR');
    expect(await host.refusal('SYST:WATC 0')).toMatch(/^-221/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await host.until('SAFE');
    expect(world.track?.drives.at(-1)).toEqual({ control: 'open' });
    expect(await host.refusal('TRAC:STAR')).toMatch(/^-221/);
  });

  it('does not come with a pause', async () => {
    const { host } = withTrack({ clock: 20 });
    await host.send(...program('WAIT,0.5'), ...track('HOLD,POTENTIAL,1,1e6,0.05'));
    await host.send('QUE:HOP 1,0,0', 'QUE:HOP 2,0,0', 'TRAC:STAR', 'RUN', 'PAUS');
    expect((await host.until('PAUSED'))[7]).toBe('paused by the host; track running');
    const next = Number((await host.state())[5]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(Number((await host.state())[5])).toBeGreaterThan(next);
    await host.send('ABOR');
    await host.until('IDLE');
  });
});

describe('a track alone', () => {
  it('goes on with no hop queued, no faster than the wall at unlimited clock', async () => {
    for (const [clock, speed] of [
      [50, 50],
      [Infinity, 1],
    ] as const) {
      const { host, world } = withTrack({ clock });
      await host.send(...track('HOLD,POTENTIAL,1,1e6,0.01'), 'TRAC:STAR');
      const begin = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const ask = await host.ask('SYST:TIME?');
      const wall = (performance.now() - begin) / 1000;
      const seconds = Number(ask.split(',')[1]);
      expect(seconds).toBeGreaterThan(0.1 * speed);
      expect(seconds).toBeLessThan(speed * wall + 0.1 * speed);
      expect(world.track?.potential).toBe(1);
      await host.send('TRAC:STOP');
    }
  });

  it('says where samples were lost for want of memory', async () => {
    const { host } = withTrack({ recordMemory: 2048 });
    await host.send(...program('WAIT,30'), ...track('HOLD,POTENTIAL,1,25,0.01', 'HOLD,POTENTIAL,1,1,0.01'));
    await host.send('QUE:HOP 1,0,0', 'TRAC:STAR', 'RUN');
    await host.untilStep(0);
    await host.until('IDLE');
    const kept = await host.records();
    await host.send(`DATA:REL ${String((kept.at(-1)?.number ?? -1) + 1)}`, 'TRAC:STAR');
    await host.send('QUE:HOP 2,0,0', 'RUN');
    await host.until('IDLE');
    const [first] = ofTrack(await host.records((kept.at(-1)?.number ?? -1) + 1));
    expect((first?.flags ?? 0) & FLAG.gap).toBe(FLAG.gap);
  });
});
