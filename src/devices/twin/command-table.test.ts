import { describe, expect, it } from 'vitest';
import { programHash } from '../../experiments/program/step-text';
import { IDENTITY } from './capabilities';
import { COMMANDS } from './interpreter';
import { connected } from './test-host';

const NO_ERROR = '0,"No error"';
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
    ['QUE:HOP 1,0,0,1', -222],
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
