import { describe, expect, it } from 'vitest';
import { FLAG } from '../../records/record';
import { programHash } from '../../experiments/step-text';
import { IDENTITY } from './capabilities';
import { COMMANDS } from './interpreter';
import { connected, hostOf } from './test-host';

const NO_ERROR = '0,"No error"';
const LANDING = ['MOVE', 'BIAS,1.3', 'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015'];
const RETRACT = 'RETRACT,0.000001,0.0001';
const program = (...lines: string[]): string[] => lines.map((line) => `PROG:STEP ${line}`);

describe('command table', () => {
  /** Every header, what may follow it on an idle bridge with one step of program, and the answer or the fault's code. */
  const rows: readonly (readonly [header: string, sent: string, answer: RegExp | 'nothing' | number])[] = [
    ['*IDN?', '*IDN?', new RegExp(`^${IDENTITY}$`)],
    ['*RST', '*RST', 'nothing'],
    ['*CLS', '*cls', 'nothing'],
    ['SYSTem:VERSion?', 'SYST:VERS?', /^1\.0$/],
    ['SYSTem:ERRor?', 'system:error?', /^0,"No error"$/],
    ['SYSTem:CAPabilities?', 'SYST:CAP?', /^\{"axes":/],
    ['SYSTem:TIME?', 'SYST:TIME?', /^[0-9a-f]{8},0$/],
    ['SYSTem:WATChdog', 'SYST:WATC 2.5', 'nothing'],
    ['SYSTem:RETRact', 'SYST:RETR 1e-6', 'nothing'],
    ['STATe?', 'STAT?', /^IDLE,-1,-1,0,0,0,0\.00002,$/],
    ['POSition?', 'POS?', /^0,0,0\.00002,0$/],
    ['MOVE', 'MOVE x,5e-6', 'nothing'],
    ['COARse', 'COAR -1e-6', 'nothing'],
    ['PROGram:CLEar', 'PROG:CLE', 'nothing'],
    ['PROGram:STEP', 'PROG:STEP HOLD,POTENTIAL,1,0.1,0.01', 'nothing'],
    ['PROGram:HASH?', 'PROG:HASH?', new RegExp(`^${programHash(['MOVE'])}$`)],
    ['PROGram:CHANnels', 'PROG:CHAN 5', 'nothing'],
    ['QUEue:HOP', 'QUE:HOP 3,1e-6,2e-6,5e-6,0', 'nothing'],
    ['QUEue:FREE?', 'QUE:FREE?', /^64$/],
    ['TRACk:CLEar', 'TRAC:CLE', -241],
    ['TRACk:STEP', 'TRAC:STEP WAIT,1', -241],
    ['TRACk:STARt', 'TRACK:START', -241],
    ['TRACk:STOP', 'TRAC:STOP', -241],
    ['FOLLow', 'FOLL ON', -241],
    ['RUN', 'RUN', 'nothing'],
    ['PAUSe', 'PAUSE', 'nothing'],
    ['ABORt', 'abor', 'nothing'],
    ['DATA?', 'DATA? 0', /^$/],
    ['DATA:RELease', 'DATA:REL 0', 'nothing'],
  ];

  it('is whole here', () => {
    expect(rows.map(([header]) => header).sort()).toEqual(COMMANDS.map(({ header }) => header).sort());
  });

  it.each(rows)('%s: %s', async (_header, sent, expected) => {
    const { host } = connected();
    await host.send(...program('MOVE'), sent);
    if (expected instanceof RegExp) {
      const answer = await host.answer();
      const text =
        answer.kind === 'block'
          ? new TextDecoder().decode(answer.bytes)
          : answer.kind === 'line'
            ? answer.text
            : '';
      expect(text).toMatch(expected);
    }
    const fault = await host.ask('SYST:ERR?');
    if (typeof expected === 'number') expect(fault).toMatch(new RegExp(`^${String(expected)},"[^"]+"$`));
    else expect(fault).toBe(NO_ERROR);
    expect(await host.ask('SYST:ERR?')).toBe(NO_ERROR);
  });

  it.each([
    ['FOO', -113],
    ['*IDN', -113],
    ['SYST:ERR', -113],
    ['RUN 1', -108],
    ['*IDN? 1', -108],
    ['SYST:WATC', -109],
    ['SYST:WATC abc', -104],
    ['SYST:WATC 0x10', -104],
    ['SYST:WATC -1', -222],
    ['SYST:RETR 0', -222],
    ['MOVE W,1', -141],
    ['MOVE X', -109],
    ['MOVE X,1e-3', -222],
    ['MOVE Z,-1e-6', -222],
    ['COAR 1', -222],
    ['PROG:STEP', -109],
    ['PROG:STEP JUMP,1', -285],
    ['PROG:STEP WAIT', -285],
    ['PROG:STEP APPROACH,-1,1,ABOVE,1,1', -285],
    ['PROG:STEP SYNC,1', -241],
    ['PROG:STEP AMPLIFIER,1e-6,1000', -222],
    ['PROG:STEP AMPLIFIER,1e-9,30000', -222],
    ['PROG:STEP HOLD,POTENTIAL,1,1,0.000001', -222],
    ['PROG:STEP HOLD,CURRENT,1e-6,1,0.1', -222],
    ['PROG:STEP HOLD,POTENTIAL,1,1,0.1,UNTIL,3,ABOVE,1', -241],
    ['PROG:STEP CYCLE,0,1,0,0,1,1,0.000001', -222],
    ['PROG:STEP APPROACH,1,1,ABOVE,1e-12,1e-6', -222],
    ['PROG:STEP APPROACH,1e-5,1,ABOVE,1e-12,1e-3', -222],
    ['PROG:STEP APPROACH,1e-5,4,ABOVE,1e-12,1e-6', -241],
    ['PROG:STEP RETRACT,1e-6,1', -222],
    ['PROG:STEP COARSE,1,1e-3', -222],
    ['PROG:CHAN 8', -241],
    ['PROG:CHAN -1', -222],
    ['QUE:HOP 1,0', -109],
    ['QUE:HOP 1.5,0,0', -222],
    ['QUE:HOP 4294967295,0,0', -222],
    ['QUE:HOP 1,-1e-6,0', -222],
    ['QUE:HOP 1,0,1e-3', -222],
    ['QUE:HOP 1,0,0,1e-3', -222],
    ['QUE:HOP 1,0,0,1e-5,1', -222],
    ['QUE:HOP 1,0,0,1e-5,0,0', -108],
    ['DATA? 1', -222],
    ['DATA? x', -104],
    ['DATA:REL 1', -222],
  ])('refuses %s with %i', async (sent, code) => {
    const { host, world } = connected();
    await host.send(...program('MOVE'));
    expect(await host.refusal(sent)).toMatch(new RegExp(`^${String(code)},"[^"]+"$`));
    expect(await host.ask('SYST:ERR?')).toBe(NO_ERROR);
    expect((await host.state())[0]).toBe('IDLE');
    expect(world.position).toEqual({ x: 0, y: 0, z: 20e-6, coarse: 0 });
  });

  it('drops a long line with one fault and goes on', async () => {
    const { host } = connected();
    await host.send('', `PROG:STEP ${'9'.repeat(600)}`, '', 'PROG:STEP MOVE');
    expect(await host.ask('SYST:ERR?')).toBe('-363,"Input buffer overrun;line longer than 512 bytes"');
    expect(await host.ask('SYST:ERR?')).toBe(NO_ERROR);
    expect(await host.ask('PROG:HASH?')).toBe(programHash(['MOVE']));
  });

  it('tells what it is', async () => {
    const { host } = connected();
    const capabilities = JSON.parse(new TextDecoder().decode(await host.block('SYST:CAP?'))) as unknown;
    expect(capabilities).toMatchObject({
      axes: { z: { min: 0, max: 20e-6 } },
      amplifier: { cutoff: [10, 20e3], ranges: [{}, {}, { full_scale: 20e-9, gain: 500e6 }] },
      max_sample_rate: 200e3,
      track: false,
      simulation: { sample: 'plane', seed: 1 },
    });
  });

  it('moves by hand within limits, one move after the other', async () => {
    const { host, world } = connected();
    await host.send('MOVE Y,7e-6');
    await host.until('IDLE');
    await host.send('COAR 1e-3');
    await host.until('IDLE');
    expect(world.position).toEqual({ x: 0, y: 7e-6, z: 1.02e-3, coarse: 1e-3 });
    expect(await host.ask('POS?')).toBe('0,0.000007,0.00102,0.001');
    expect(await host.refusal('MOVE Z,5e-6')).toMatch(/^-222/);
    expect(await host.refusal('MOVE Z,1.005e-3')).toBe(NO_ERROR);
  });
});

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

describe('records', () => {
  const WAVES = [
    ...LANDING,
    'HOLD,POTENTIAL,1.9,0.05,0.001',
    'CYCLE,1.9,1.2,1.9,1.9,5,1,0.0002',
    RETRACT,
    'END',
  ];
  const hops = Array.from({ length: 4 }, (_, k) => `${String(k)},${String(k)}e-6,0`);

  const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

  it('are the same bytes whatever the clock, the polling and the cuts of the stream', async () => {
    const bytesOf = async (clock: number, size: number, polls: number): Promise<Uint8Array> => {
      const { host } = connected({ clock });
      const lines = ['', 'PROG:CLE', ...program(...WAVES), ...hops.map((hop) => `QUE:HOP ${hop}`), 'RUN'];
      const bytes = new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(''));
      for (let at = 0; at < bytes.length; at += size) await host.duplex.write(bytes.subarray(at, at + size));
      for (let k = 0; k < polls; k++) {
        await host.state();
        await host.block('DATA? 0,1');
      }
      await host.until('IDLE');
      return host.block('DATA? 0,10000000');
    };
    const once = await bytesOf(Infinity, 10000, 0);
    expect(once.length).toBeGreaterThan(50e3);
    expect(same(await bytesOf(Infinity, 1, 40), once)).toBe(true);
    expect(same(await bytesOf(30, 7, 5), once)).toBe(true);
  });

  it('do not depend on when hops are queued', async () => {
    const together = connected();
    const all = await together.host.measure(WAVES, hops);
    const { host } = connected();
    await host.send(...program(...WAVES));
    for (const hop of hops) {
      await host.send(`QUE:HOP ${hop}`, 'RUN');
      await host.until('IDLE');
    }
    expect(await host.records()).toEqual(all);
  });

  it('are read from a number on, at least one, and released', async () => {
    const { host } = connected();
    const all = await host.measure(WAVES, hops);
    expect(await host.records(3)).toEqual(all.slice(3));
    const one = await host.block('DATA? 2,1');
    expect(one.length).toBeGreaterThan(48);
    expect(await host.block(`DATA? ${String(all.length)}`)).toHaveLength(0);
    await host.send('DATA:REL 4');
    expect((await host.state()).slice(4, 6)).toEqual(['4', String(all.length)]);
    expect(await host.refusal('DATA? 3')).toMatch(/^-222/);
    expect(await host.records(4)).toEqual(all.slice(4));
  });

  it('commands are acted on while a block is on its way', async () => {
    const { host } = connected();
    await host.measure(['HOLD,POTENTIAL,1,20,0.00001', 'END']);
    // More than the transport holds: the block cannot have been sent when the move is done.
    await host.send('DATA? 0,20000000', 'MOVE X,5e-6', 'POS?');
    const block = await host.answer();
    const position = await host.answer();
    expect(block.kind === 'block' && block.bytes.length).toBeGreaterThan(15e6);
    expect(position).toEqual({
      kind: 'line',
      text: expect.stringMatching(/^(0|0\.000005),0,0\.00002,0$/) as string,
    });
  });

  it('pause the hops when memory is full, which go on by themselves at half', async () => {
    const { host } = connected({ recordMemory: 300e3 });
    const many = Array.from({ length: 30 }, (_, k) => `QUE:HOP ${String(k)},0,0`);
    await host.send(...program(...WAVES), ...many, 'RUN');
    const full = await host.until('PAUSED');
    expect(full[7]).toBe('record memory full');
    expect(Number(full[3])).toBeGreaterThan(10);
    let kept = await host.records();
    const first = kept.length;
    // A small release is not half: it stays.
    await host.send('DATA:REL 1');
    expect((await host.state())[0]).toBe('PAUSED');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const state = await host.state();
      const more = await host.records(kept.length);
      kept = [...kept, ...more];
      await host.send(`DATA:REL ${String(kept.length)}`);
      if (state[0] === 'IDLE' && more.length === 0) break;
    }
    expect(kept.length).toBeGreaterThan(2 * first);
    expect(kept.filter((r) => r.flags & FLAG.lastOfHop).map((r) => r.hop)).toEqual(many.map((_, k) => k));
    expect(kept.some((r) => r.flags & FLAG.gap)).toBe(false);
  });

  it('lost inside a hop are told by a gap, and the hop still ends', async () => {
    const { host } = connected({ recordMemory: 20e3 });
    const records = await host.measure(['HOLD,POTENTIAL,1,10,0.001', 'END']);
    expect(records.at(-1)?.flags).toBe(FLAG.gap | FLAG.lastOfHop);
    expect(records.map((r) => r.number)).toEqual(records.map((_, k) => k));
    // Once there is room again, nothing is missing any more.
    await host.send(`DATA:REL ${String(records.length)}`, 'QUE:HOP 2,0,0', 'PROG:CHAN 0', 'RUN');
    await host.until('IDLE');
    const [next] = await host.records(records.length);
    expect(next).toMatchObject({ hop: 2, firstSample: 0, flags: FLAG.firstOfStep });
  });
});
