import { describe, expect, it } from 'vitest';
import { FLAG } from '../../records/record';
import { programHash } from '../../experiments/program/step-text';
import { connected, hostOf } from './test-host';

const NO_ERROR = '0,"No error"';
const LANDING = ['MOVE', 'BIAS,1.3', 'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015'];
const RETRACT = 'RETRACT,0.000001,0.0001';
const program = (...lines: string[]): string[] => lines.map((line) => `PROG:STEP ${line}`);

describe('the hop queue', () => {
  it('takes an id once in a run and as many hops as fit', async () => {
    const { host } = connected({ queueLength: 2 });
    await host.send(...program('MOVE'), 'QUE:HOP 1,0,0');
    expect(await host.refusal('QUE:HOP 1,0,0')).toMatch(/^-221/);
    expect(await host.refusal('QUE:HOP 2,0,0')).toBe(NO_ERROR);
    expect(await host.ask('QUE:FREE?')).toBe('0');
    expect(await host.refusal('QUE:HOP 3,0,0')).toMatch(/^-223/);
    await host.send('RUN');
    await host.until('IDLE');
    expect(await host.refusal('QUE:HOP 2,0,0')).toMatch(/^-221/);
    await host.send('PROG:CLE', ...program('MOVE'));
    expect(await host.refusal('QUE:HOP 2,0,0')).toBe(NO_ERROR);
  });

  it('runs hops back to back in their order and ends idle; hops added later need another RUN', async () => {
    const { host } = connected();
    const records = await host.measure([...LANDING, RETRACT, 'END'], ['5,0,0', '3,1e-6,0', '4,2e-6,0']);
    expect(records.filter((r) => r.flags & FLAG.lastOfHop).map((r) => r.hop)).toEqual([5, 3, 4]);
    expect(records.map((r) => r.number)).toEqual(records.map((_, k) => k));
    await host.send('QUE:HOP 6,0,0');
    expect((await host.state()).slice(0, 4)).toEqual(['IDLE', '-1', '-1', '1']);
  });
});

describe('running', () => {
  it('refuses what would disturb the hops', async () => {
    const { host } = connected({ clock: 1 });
    await host.send(...program('WAIT,60'), 'QUE:HOP 8,0,0', 'RUN');
    expect((await host.until('RUNNING')).slice(0, 4)).toEqual(['RUNNING', '8', '0', '0']);
    for (const command of ['PROG:CLE', 'PROG:STEP MOVE', 'PROG:CHAN 1']) {
      expect(await host.refusal(command)).toMatch(/^-284/);
    }
    for (const command of ['MOVE X,1e-6', 'COAR 1e-6', 'SYST:WATC 0']) {
      expect(await host.refusal(command)).toMatch(/^-221/);
    }
    await host.send('ABOR');
    await host.until('IDLE');
  });

  it('ends an approach at once on abort, opens the cell, and is idle when z is verified', async () => {
    // At real time the approach would take 15 s; at unlimited clock it would take a long way of readings.
    for (const clock of [1, Infinity]) {
      const { host, world } = connected({ clock, surface: -1 });
      await host.send(
        'SYST:RETR 3e-6',
        ...program(...LANDING.slice(0, 2), 'APPROACH,1e-9,1,MAGNITUDE,2e-12,2e-5'),
      );
      await host.send('QUE:HOP 1,0,0', 'QUE:HOP 2,0,0', 'RUN');
      await host.untilStep(2);
      await host.send('ABOR');
      const state = await host.until('IDLE');
      expect(Number(state[6])).toBeCloseTo(20e-6, 9);
      expect(state[3]).toBe('0');
      expect(world.log.slice(-2)).toEqual(['open', 'z 20.000']);
      const last = (await host.records()).at(-1);
      expect((last?.flags ?? 0) & (FLAG.aborted | FLAG.lastOfHop | FLAG.lastOfStep)).toBe(
        FLAG.aborted | FLAG.lastOfHop | FLAG.lastOfStep,
      );
      expect(await host.ask('SYST:ERR?')).toBe(NO_ERROR);
    }
  });

  it('raises by the set distance on abort in idle, and again on each', async () => {
    const { host, world } = connected();
    await host.send('MOVE Z,5e-6');
    await host.until('IDLE');
    await host.send('SYST:RETR 2e-6', 'ABOR');
    await host.until('IDLE');
    expect(world.position.z).toBeCloseTo(7e-6, 9);
    await host.send('ABOR');
    await host.until('IDLE');
    expect(world.position.z).toBeCloseTo(9e-6, 9);
  });

  it('is in FAULT when the height does not follow, until a reset can verify it', async () => {
    let stuck = false;
    const { host, world } = connected({ stuck: () => stuck });
    await host.send('MOVE Z,5e-6');
    await host.until('IDLE');
    stuck = true;
    await host.send('ABOR');
    expect((await host.until('FAULT'))[7]).toMatch(/height/);
    expect(await host.refusal('RUN')).toMatch(/^-221/);
    expect(await host.refusal('MOVE X,1e-6')).toMatch(/^-221/);
    await host.send('*RST');
    await host.until('FAULT');
    stuck = false;
    await host.send('*RST');
    await host.until('IDLE');
    expect(world.position.z).toBeCloseTo(20e-6, 9);
  });

  it('lets the hop end on pause, raises the probe, and goes on', async () => {
    const { host, world } = connected({ clock: 100 });
    await host.send(...program(...LANDING, RETRACT, 'END'), 'QUE:HOP 1,0,0', 'QUE:HOP 2,1e-6,0', 'RUN');
    await host.until('RUNNING');
    await host.send('PAUS');
    const state = await host.until('PAUSED');
    expect([state[3], state[7]]).toEqual(['1', 'paused by the host']);
    expect(world.position.z).toBeCloseTo(20e-6, 9);
    expect((await host.records()).at(-1)).toMatchObject({ hop: 1 });
    await host.send('RUN');
    await host.until('IDLE');
    const last = (await host.records()).at(-1);
    expect(last).toMatchObject({ hop: 2 });
    expect((last?.flags ?? 0) & (FLAG.lastOfHop | FLAG.aborted)).toBe(FLAG.lastOfHop);
  });

  it('begins afresh after a reset', async () => {
    const { host, world } = connected();
    await host.measure([...LANDING, RETRACT, 'END']);
    const next = (await host.state())[5];
    await host.send('PROG:CHAN 7', 'SYST:RETR 1e-6', 'QUE:HOP 9,0,0', '*RST');
    const state = await host.until('IDLE');
    expect(await host.ask('PROG:HASH?')).toBe(programHash([]));
    expect(state.slice(3, 6)).toEqual(['0', '0', next]);
    expect(world.position.z).toBeCloseTo(12e-6, 8);
    await host.send('ABOR');
    await host.until('IDLE');
    expect(world.position.z).toBeCloseTo(20e-6, 9);
    const records = await host.measure(['HOLD,POTENTIAL,1,0.01,0.001', 'END']);
    expect(records.at(-1)?.channelMask).toBe(0b110);
  });

  it('closes the cells and raises the probe when the host falls silent, and stays SAFE until a reset', async () => {
    const { host, world } = connected({ clock: 1 });
    await host.send('SYST:WATC 0.05', ...program(...LANDING, 'WAIT,60', RETRACT, 'END'));
    await host.send('QUE:HOP 1,0,0', 'QUE:HOP 2,0,0', 'RUN');
    await host.until('RUNNING');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const state = await host.until('SAFE');
    expect(state.slice(1, 4)).toEqual(['-1', '-1', '0']);
    expect(world.position.z).toBeCloseTo(20e-6, 9);
    expect(world.log).toContain('open');
    for (const command of ['RUN', 'QUE:HOP 3,0,0', 'MOVE X,0'])
      expect(await host.refusal(command)).toMatch(/^-221/);
    await host.send('ABOR');
    await host.until('SAFE');
    await host.send('*RST');
    await host.until('IDLE');
  });

  it('does not mind silence while nothing runs', async () => {
    const { host } = connected();
    await host.send('SYST:WATC 0.01');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await host.state())[0]).toBe('IDLE');
  });

  it('serves a new host in the place of the old one, and the hops go on', async () => {
    const { host, twin } = connected({ clock: 1 });
    await host.send(...program('WAIT,60'), 'QUE:HOP 8,0,0', 'RUN');
    await host.until('RUNNING');
    const next = hostOf(twin);
    await expect(host.answer()).rejects.toThrow('ended');
    expect((await next.state()).slice(0, 2)).toEqual(['RUNNING', '8']);
    await next.send('ABOR');
    await next.until('IDLE');
  });
});
