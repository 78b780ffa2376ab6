import { describe, expect, it } from 'vitest';
import { FLAG, type BridgeRecord } from '../../records/record';
import { assembleHop, type StepTrace } from '../../records/hop';
import { connected } from './test-host';

const LANDING = ['MOVE', 'AMPLIFIER,2e-08,1000', 'BIAS,1.3'];
const APPROACH = 'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015';
const RETRACT = 'RETRACT,0.000001,0.0001';

function traceOf(records: readonly BridgeRecord[], step: number): StepTrace {
  const trace = assembleHop(records).steps.get(step);
  if (!trace) throw new Error(`step ${String(step)} was not recorded`);
  return trace;
}

const channel = (trace: StepTrace, name: 'z' | 'tip_current' | 'tip_potential'): number[] => [
  ...(trace.channels[name] ?? []),
];

describe('approach', () => {
  it('stops at contact, stays there, and records the whole curve', async () => {
    const { host } = connected();
    const records = await host.measure([...LANDING, APPROACH, RETRACT, 'END']);
    const trace = traceOf(records, 3);
    expect(trace.flags & (FLAG.contact | FLAG.noContact | FLAG.early)).toBe(FLAG.contact);
    expect(trace.interval).toBe(0.2e-3);
    const z = channel(trace, 'z');
    expect(z[0]).toBeCloseTo(20e-6, 9);
    expect(z.at(-1)).toBeGreaterThan(10e-6 - 2e-9);
    expect(z.at(-1)).toBeLessThan(10e-6);
    expect(channel(trace, 'tip_current').at(-1)).toBeCloseTo(-5e-12, 13);
    expect(records.at(-1)?.flags).toBe(FLAG.lastOfStep | FLAG.lastOfHop | FLAG.firstOfStep);
  });

  it('averages the readings of an interval and stamps their mean time', async () => {
    const { host } = connected({ noise: 0 });
    const trace = traceOf(await host.measure([...LANDING, APPROACH, RETRACT, 'END']), 3);
    const z = channel(trace, 'z');
    const down = z.findIndex((height) => height < 15e-6);
    const slope = ((z[down + 1] ?? NaN) - (z[down] ?? NaN)) / trace.interval;
    expect(slope / -20e-6).toBeCloseTo(1, 3);
    // Four readings, 50 us apart, the first of them 50 us after the step began.
    const { host: again, world } = connected({ noise: 0 });
    const [first] = await again.measure([APPROACH, 'END']);
    expect(world.log).toContain('seed 1 0');
    expect(first?.start).toBeCloseTo(2.5 * 50e-6, 12);
  });

  it('goes on after a spike that leaves no charge, and confirms a contact that dies away', async () => {
    const spikes = new Map([[2000, 3e-12]]);
    const spiked = connected({ spikes });
    const trace = traceOf(await spiked.host.measure([...LANDING, APPROACH, RETRACT, 'END']), 3);
    expect(trace.flags & FLAG.contact).toBe(FLAG.contact);
    expect(channel(trace, 'z').at(-1)).toBeLessThan(10e-6);

    const dying = connected({ contactCurrent: (t) => -50e-12 * Math.exp(-t / 0.2e-3) });
    const curve = traceOf(await dying.host.measure([...LANDING, APPROACH, RETRACT, 'END']), 3);
    expect(curve.flags & FLAG.contact).toBe(FLAG.contact);
    expect(Math.abs(channel(curve, 'tip_current').at(-1) ?? NaN)).toBeLessThan(0.2e-12);
    expect(channel(curve, 'z').at(-1)).toBeGreaterThan(10e-6 - 2e-9);
  });

  it('ends without contact after the longest way and goes to the next retract', async () => {
    const { host, world } = connected({ surface: 1e-6 });
    const hold = 'HOLD,POTENTIAL,1,0.01,0.001';
    const records = await host.measure([
      ...LANDING,
      'APPROACH,0.0001,1,MAGNITUDE,2e-12,0.000005',
      hold,
      RETRACT,
      'END',
    ]);
    const { steps } = assembleHop(records);
    expect([...steps.keys()]).toEqual([3, 5]);
    expect((steps.get(3)?.flags ?? 0) & (FLAG.contact | FLAG.noContact | FLAG.limit)).toBe(FLAG.noContact);
    expect(world.position.z).toBeCloseTo(16e-6, 9);
  });

  it('says so when the range ends before the surface', async () => {
    const { host } = connected({ surface: -1 });
    const trace = traceOf(await host.measure(['APPROACH,0.001,1,MAGNITUDE,2e-12,2e-5', RETRACT, 'END']), 0);
    expect(trace.flags & (FLAG.contact | FLAG.noContact)).toBe(FLAG.noContact);
    const { host: low } = connected({ surface: -1 });
    await low.send('MOVE Z,5e-6');
    await low.until('IDLE');
    const short = traceOf(await low.measure(['APPROACH,0.0001,1,MAGNITUDE,2e-12,1e-5', RETRACT, 'END']), 0);
    expect(short.flags & (FLAG.noContact | FLAG.limit)).toBe(FLAG.noContact | FLAG.limit);
    expect(channel(short, 'z').at(-1)).toBeLessThan(0.1e-6);
  });

  it('is early when the condition is met at the start, and moves no further down', async () => {
    const { host } = connected({ surface: 15e-6 });
    const trace = traceOf(await host.measure(['MOVE', APPROACH, RETRACT, 'END'], ['1,0,0,14e-6']), 1);
    expect(trace.flags & (FLAG.contact | FLAG.early)).toBe(FLAG.early);
    expect(Math.min(...channel(trace, 'z'))).toBeCloseTo(14e-6, 9);
  });

  it('without a retract goes up as on abort, and the hop is closed', async () => {
    const { host, world } = connected({ surface: 1e-6 });
    await host.send('SYST:RETR 2e-6');
    const records = await host.measure(['APPROACH,0.0001,1,MAGNITUDE,2e-12,0.000005', 'END']);
    expect(world.position.z).toBeCloseTo(17e-6, 9);
    const last = records.at(-1);
    expect([last?.sampleCount, last?.flags, last?.step]).toEqual([0, FLAG.lastOfHop, 0]);
  });

  it('stops at a fall of the current below its value clear of the surface', async () => {
    // An ion current that the surface blocks: the contact is where it falls from 5 nA to 4.8 nA.
    const { host } = connected({ surface: 19e-6, contactCurrent: (t) => (t < 0.1 ? 5e-9 : 4.8e-9) });
    const trace = traceOf(await host.measure(['APPROACH,0.00002,1,FALL,0.02,0.000015', RETRACT, 'END']), 0);
    expect(trace.flags & (FLAG.contact | FLAG.early)).toBe(FLAG.contact);
  });
});

describe('hold', () => {
  it('samples at its interval, with potential and current', async () => {
    const { host } = connected({ surface: 30e-6, noise: 0 });
    const trace = traceOf(await host.measure(['HOLD,POTENTIAL,1.9,0.1,0.001', 'END']), 0);
    expect(trace.count).toBe(100);
    expect(new Set(channel(trace, 'tip_potential'))).toEqual(new Set([Math.fround(1.9)]));
    expect(trace.start).toBeCloseTo(0.001, 12);
  });

  it('holds a current, and then the potential measured last', async () => {
    const { host } = connected({ noise: 0, openCircuit: 0.55 });
    const records = await host.measure([
      'HOLD,CURRENT,0,0.1,0.01',
      'HOLD,CURRENT,1e-10,0.1,0.01',
      RETRACT,
      'END',
    ]);
    expect(channel(traceOf(records, 0), 'tip_potential')[0]).toBeCloseTo(0.55, 6);
    expect(channel(traceOf(records, 1), 'tip_potential')[0]).toBeCloseTo(0.65, 6);
    await host.send('PROG:CHAN 4');
    const next = await host.measure(['MOVE', RETRACT, 'END'], ['1,0,0,15e-6']);
    expect(next.at(-1)?.channelMask).toBe(0b111);
    expect(channel(traceOf(next.slice(-1), 1), 'tip_potential')[0]).toBeCloseTo(0.65, 6);
  });

  it('ends with the sample that passes the value', async () => {
    const { host } = connected({ surface: 30e-6, noise: 0, contactCurrent: (t) => 1e-9 * t });
    const records = await host.measure(['HOLD,POTENTIAL,1,10,0.02,UNTIL,1,ABOVE,1e-9', 'END']);
    const current = channel(traceOf(records, 0), 'tip_current');
    expect(current.at(-1)).toBeGreaterThan(1e-9);
    expect(current.at(-2)).toBeLessThanOrEqual(1.000001e-9);
    expect(current.length).toBeLessThan(60);
  });

  it('closes a record after half a second and after 4096 samples', async () => {
    const { host } = connected();
    const slow = await host.measure(['HOLD,POTENTIAL,1,1.2,0.01', 'END']);
    expect(slow.map((r) => [r.firstSample, r.sampleCount])).toEqual([
      [0, 50],
      [50, 50],
      [100, 20],
    ]);
    expect(slow.map((r) => r.flags)).toEqual([FLAG.firstOfStep, 0, FLAG.lastOfStep | FLAG.lastOfHop]);
    expect(slow[1]?.start).toBeCloseTo((slow[0]?.start ?? NaN) + 0.5, 9);
    const fast = (await host.measure(['HOLD,POTENTIAL,1,0.05,0.00001', 'END'], ['2,0,0'])).slice(3);
    expect(fast.map((r) => r.sampleCount)).toEqual([4096, 904]);
    const whole = (await host.measure(['HOLD,POTENTIAL,1,0.5,0.01', 'END'], ['3,0,0'])).slice(5);
    expect(whole.map((r) => [r.sampleCount, r.flags])).toEqual([
      [50, FLAG.firstOfStep | FLAG.lastOfStep | FLAG.lastOfHop],
    ]);
  });

  it('flags readings beyond the range', async () => {
    const { host } = connected({ surface: 30e-6, clipsAt: 4e-12 });
    const records = await host.measure(['HOLD,POTENTIAL,1,0.1,0.001', 'END']);
    expect((records[0]?.flags ?? 0) & FLAG.clipped).toBe(FLAG.clipped);
  });
});

describe('cycle', () => {
  it('has sample k at k times the interval, the end excluded', async () => {
    const { host } = connected({ noise: 0 });
    const records = await host.measure(['CYCLE,1.9,1.2,1.9,1.9,1.25,1,0.0008', 'END']);
    const trace = traceOf(records, 0);
    expect(trace.count).toBe(1400);
    const potential = channel(trace, 'tip_potential');
    for (const k of [0, 1, 699, 700, 701, 1399]) {
      const expected = k <= 700 ? 1.9 - 0.001 * k : 1.2 + 0.001 * (k - 700);
      expect(potential[k]).toBeCloseTo(expected, 6);
    }
  });

  it('goes start, vertices, end over several cycles and leaves the end potential', async () => {
    const { host } = connected({ noise: 0 });
    await host.send('PROG:CHAN 4');
    const records = await host.measure(
      ['MOVE', 'CYCLE,0,0.2,-0.1,0.05,1,2,0.01', RETRACT, 'END'],
      ['1,0,0,15e-6'],
    );
    // Ways: 0.2 up, 0.3 down, 0.3 up, 0.3 down, 0.15 up: 1.25 V at 1 V/s.
    const potential = channel(traceOf(records, 1), 'tip_potential');
    expect(potential).toHaveLength(125);
    expect(potential[20]).toBeCloseTo(0.2, 2);
    expect(potential[50]).toBeCloseTo(-0.1, 2);
    expect(potential[80]).toBeCloseTo(0.2, 2);
    expect(potential[110]).toBeCloseTo(-0.1, 2);
    expect(channel(traceOf(records, 2), 'tip_potential')[0]).toBeCloseTo(0.05, 6);
  });
});

describe('moving', () => {
  it('rises first and lowers last', async () => {
    const { host, world } = connected();
    await host.measure(['MOVE', 'END'], ['1,1e-6,2e-6,12e-6', '2,3e-6,4e-6,15e-6', '3,5e-6,6e-6']);
    expect(world.log.filter((line) => /^[xyz] /.test(line))).toEqual([
      'x 1.000',
      'y 2.000',
      'z 12.000',
      'z 15.000',
      'x 3.000',
      'y 4.000',
      'z 20.000',
      'x 5.000',
      'y 6.000',
    ]);
  });

  it('seeds the noise of every step with hop and step', async () => {
    const { host, world } = connected();
    await host.measure(
      ['MOVE', 'BIAS,1', RETRACT, 'END', 'HOLD,POTENTIAL,1,0.01,0.001', 'END'],
      ['7,0,0', '9,0,0,2e-5,4'],
    );
    expect(world.log.filter((line) => line.startsWith('seed'))).toEqual([
      'seed 7 0',
      'seed 7 1',
      'seed 7 2',
      'seed 9 4',
    ]);
  });

  it('takes the smallest range that holds the full scale', async () => {
    const { host, world } = connected();
    await host.measure(['AMPLIFIER,1e-9,500', 'AMPLIFIER,2e-10,20000', 'END']);
    const settings = world.log.filter((line) => line.startsWith('amplifier'));
    expect(settings).toEqual(['amplifier 2e-8 1000', 'amplifier 2e-9 500', 'amplifier 2e-10 20000']);
  });

  it('waits unrecorded, and the hop ends with a record all the same', async () => {
    const { host, world } = connected();
    const records = await host.measure(['WAIT,2.5', 'END']);
    expect(world.time).toBeCloseTo(2.5, 9);
    expect(records.map((r) => [r.sampleCount, r.flags, r.hop])).toEqual([[0, FLAG.lastOfHop, 1]]);
  });

  it('goes on to the end of the range while the droplet holds, and pauses if it still does', async () => {
    const released = connected({ letsGo: 3e-6 });
    const up = await released.host.measure([APPROACH, RETRACT, 'END']);
    expect((up.at(-1)?.flags ?? 0) & FLAG.stillAttached).toBe(0);
    expect(released.world.position.z).toBeCloseTo(20e-6, 9);

    const { host, world } = connected({ letsGo: 1 });
    await host.send(...[APPROACH, RETRACT, 'MOVE', 'END'].map((line) => `PROG:STEP ${line}`));
    await host.send('QUE:HOP 1,0,0', 'QUE:HOP 2,5e-6,5e-6', 'RUN');
    const state = await host.until('PAUSED');
    expect([state[3], state[7]]).toEqual(['1', 'droplet still attached']);
    expect(world.position.x).toBe(0);
    expect((await host.records()).at(-1)?.flags).toBe(
      FLAG.firstOfStep | FLAG.lastOfStep | FLAG.lastOfHop | FLAG.stillAttached,
    );
    await host.send('RUN');
    expect((await host.until('PAUSED'))[3]).toBe('1');
  });
});

describe('coarse', () => {
  it('moves by its distance and records on the way', async () => {
    const { host, world } = connected({ surface: -1, noise: 0 });
    const trace = traceOf(await host.measure(['COARSE,-0.0001,0.0001,0.05', 'END']), 0);
    expect(world.position.coarse).toBeCloseTo(-100e-6, 9);
    expect(trace.count).toBe(21);
    expect(channel(trace, 'z').at(-1)).toBeCloseTo(-80e-6, 9);
    expect(world.time).toBeCloseTo(21 * 0.05, 9);
  });

  it('draws the fine axis up before it goes down, in a program and by hand, and leaves it on the way up', async () => {
    const { host, world } = connected({ surface: -1, noise: 0 });
    await host.measure(['MOVE', 'COARSE,-0.00001,0.0001', 'END'], ['1,0,0,5e-6']);
    expect(world.log.filter((line) => /^(z|coarse) /.test(line)).slice(0, 3)).toEqual([
      'z 5.000',
      'z 20.000',
      'coarse -10.000',
    ]);
    expect(world.position.z).toBeCloseTo(10e-6, 9);
    await host.send('MOVE Z,-5e-6');
    await host.until('IDLE');
    await host.send('COAR -1e-6');
    await host.until('IDLE');
    expect(world.position.z).toBeCloseTo(9e-6, 9);
    await host.send('MOVE Z,0');
    await host.until('IDLE');
    await host.send('COAR 1e-6');
    await host.until('IDLE');
    expect(world.position.z).toBeCloseTo(1e-6, 9);
  });

  it('goes over millimetres at its own speed, z recorded all the way', async () => {
    const { host, world } = connected({ surface: -1, noise: 0 });
    const [up, down] = ['COARSE,0.0026,0.0005,0.1', 'COARSE,-0.0025,0.0005,0.1'];
    const records = await host.measure([up, down, 'END']);
    const z = channel(traceOf(records, 0), 'z');
    expect(z).toHaveLength(53);
    expect(z[0]).toBeCloseTo(20e-6, 9);
    expect(z[26]).toBeCloseTo(1320e-6, 9);
    expect(z.at(-1)).toBeCloseTo(2620e-6, 9);
    expect(channel(traceOf(records, 1), 'z').at(-1)).toBeCloseTo(120e-6, 9);
    expect(world.time).toBeCloseTo(5.3 + 5.1, 6);
    expect(await host.refusal('PROG:STEP COARSE,0.001,0.002,0.1')).toMatch(/^-222/);
    // Every 0.2 s at the latest it comes to rest for 25 ms.
    expect(await host.refusal('PROG:STEP COARSE,0.001,0.00174,1')).toBe('0,"No error"');
    expect(await host.refusal('PROG:STEP COARSE,0.001,0.00176,1')).toMatch(/^-222/);
  });

  it('can be stopped in mid-way, by hand too', async () => {
    const { host, world } = connected({ clock: 1, surface: -1 });
    await host.send('COAR 10e-3');
    await host.until('RUNNING');
    await host.send('ABOR');
    await host.until('IDLE');
    expect(world.position.coarse).toBeGreaterThan(0);
    expect(world.position.coarse).toBeLessThan(5e-3);
  });

  it('does not move where its condition is met already', async () => {
    const { host, world } = connected({ surface: 30e-6 });
    const trace = traceOf(await host.measure(['COARSE,-0.0001,0.00001,1,MAGNITUDE,2e-12,0.1', 'END']), 0);
    expect(trace.flags & (FLAG.early | FLAG.contact)).toBe(FLAG.early);
    expect(world.position.coarse).toBe(0);
  });

  it('leaves no hop to go sideways below the height that it asks for', async () => {
    const { host, world } = connected({ surface: -1 });
    const records = await host.measure(
      ['MOVE', 'COARSE,-0.00003,0.0001', RETRACT, 'END'],
      ['1,0,0,15e-6', '2,5e-6,5e-6,15e-6'],
    );
    expect(assembleHop(records.filter((r) => r.hop === 2)).flags & FLAG.limit).toBe(FLAG.limit);
    expect(world.position.x).toBe(0);
  });

  it('stops where its condition is met', async () => {
    const { host, world } = connected({ surface: -30e-6 });
    const trace = traceOf(await host.measure(['COARSE,-0.0001,0.00001,1,MAGNITUDE,2e-12,0.1', 'END']), 0);
    expect(trace.flags & FLAG.contact).toBe(FLAG.contact);
    expect(world.position.z).toBeLessThanOrEqual(-30e-6);
    expect(world.position.z).toBeGreaterThan(-31.1e-6);
  });

  it('says where the axis ends', async () => {
    const { host, world } = connected({ surface: -1 });
    await host.send('COAR 12.499e-3');
    await host.until('IDLE');
    const trace = traceOf(await host.measure(['COARSE,0.00001,0.0001', 'END']), 0);
    expect(trace.flags & FLAG.limit).toBe(FLAG.limit);
    expect(world.position.coarse).toBeCloseTo(12.5e-3, 9);
  });
});
