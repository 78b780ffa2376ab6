import { describe, expect, it, test } from 'vitest';
import { FLAG } from '../../records/record';
import { CONNECTION_CHECKS } from './checks-connection';
import { CHECKS, testBridge, type Finding } from './conformance';
import { isRecords, records, replaced, silenced, swallow, tampered, type Tampering } from './test-tamper';
import { bridge, connect, inFault } from '../twin/test-bridges';
import { checkOf, examine, named } from './test-examination';

/** How a bridge is wrong, and the check that must find it. */
const BROKEN: readonly (readonly [wrong: string, Tampering, check: string])[] = [
  ['no serial number', replaced(/,SIM-1,/, ',,'), '*IDN?'],
  ['another major version', replaced(/^1\.0$/, '2.0'), 'SYSTem:VERSion?'],
  [
    'no length of the queue',
    {
      block: (bytes) =>
        Buffer.from(Buffer.from(bytes).toString('latin1').replace('queue_length', 'queue'), 'latin1'),
    },
    'SYSTem:CAPabilities?',
  ],
  ['deaf to lower case', swallow(/^[a-z]/), 'headers in long and short form, in either case'],
  [
    'abbreviates at will',
    { line: (line) => [line.replace(/^SYSTE:/, 'SYST:')] },
    'headers in long and short form, in either case',
  ],
  [
    'no carriage return',
    { line: (line) => (line.endsWith('\r') ? [`${line}x`] : [line]) },
    'lines however they arrive',
  ],
  ['long lines cut short', { line: (line) => [line.slice(0, 512)] }, 'lines of 512 bytes and more'],
  [
    'an error for every 512 bytes',
    { line: (line) => line.match(/.{1,512}/g) ?? [''] },
    'lines of 512 bytes and more',
  ],
  [
    'lines of 512 bytes too long',
    { line: (line) => (line.length === 512 ? ['NO'] : [line]) },
    'lines of 512 bytes and more',
  ],
  ['says OK', { unasked: (line) => (/^PROG:CLE$/.test(line) ? 'OK' : null) }, 'commands answer nothing'],
  ['hexadecimal', { line: (line) => [line.replace('0x10', '16')] }, 'arguments'],
  ['no overflow', replaced(/^-350,.*/, '0,"No error"'), 'error queue: oldest first, 32 long'],
  ['*CLS ignored', swallow(/^\*CLS$/), '*CLS'],
  [
    'a boot id for every question',
    { text: (text) => text.replace(/^[0-9a-f]{8},/, () => `${Math.random().toString(36)},`) },
    'SYSTem:TIME?',
  ],
  ['hop 0 when idle', replaced(/^IDLE,-1,-1/, 'IDLE,0,0'), 'STATe? and POSition? agree'],
  ['a negative watchdog', swallow(/WATChdog -1/), 'SYSTem:WATChdog and SYSTem:RETRact'],
  ['no FALL', { line: (line) => [line.replace(',FALL,', ',NEAR,')] }, 'PROGram:STEP: every verb'],
  ['any filter', swallow(/STEP AMPLIFIER/), 'PROGram:STEP: what is refused'],
  [
    'a hash of other lines',
    { line: (line) => [line.replace(/STEP (.*)/, (_, step: string) => `STEP ${step.toUpperCase()}`)] },
    'PROGram:HASH?',
  ],
  ['a constant hash', replaced(/^[0-9a-f]{8}$/, '00000000'), 'PROGram:HASH?'],
  ['any channel', silenced(/^-241,.*channels of mask/), 'PROGram:CHANnels'],
  ['a memory without end', silenced(/^-225,/), 'program memory full'],
  ['any place', silenced(/^-222,.*x .* outside/), 'QUEue:HOP: what is refused'],
  ['an id twice', silenced(/^-221,.*queued before/), 'QUEue:HOP: what is refused'],
  ['a queue without end', silenced(/^-223,/), 'QUEue:FREE? and the length of the queue'],
  ['a queue that is never full', replaced(/^0$/, '1'), 'QUEue:FREE? and the length of the queue'],
  [
    'a wrong checksum',
    {
      block: (bytes) => {
        const copy = bytes.slice();
        if (isRecords(copy)) copy[50] = (copy[50] ?? 0) ^ 1;
        return copy;
      },
    },
    'HOLD: records to the last byte',
  ],
  [
    'no padding',
    { block: (bytes) => (isRecords(bytes) ? bytes.subarray(0, bytes.length - 4) : bytes) },
    'HOLD: records to the last byte',
  ],
  [
    'padding that is not zero',
    {
      block: (bytes) => {
        const copy = bytes.slice();
        if (isRecords(copy)) copy[copy.length - 1] = 7;
        return copy;
      },
    },
    'HOLD: records to the last byte',
  ],
  ['numbers from 1', records((r) => ({ ...r, number: r.number + 1 })), 'HOLD: records to the last byte'],
  [
    'no end of the hop',
    records((r) => ({ ...r, flags: r.flags & ~FLAG.lastOfHop })),
    'HOLD: records to the last byte',
  ],
  [
    'every record the last of its step',
    records((r) => ({ ...r, flags: r.flags | FLAG.lastOfStep })),
    'HOLD: records to the last byte',
  ],
  [
    'samples counted in each record',
    records((r) => ({ ...r, firstSample: 0 })),
    'HOLD: records to the last byte',
  ],
  ['milliseconds', records((r) => ({ ...r, interval: r.interval * 1e3 })), 'HOLD: records to the last byte'],
  ['current before height', records((r) => ({ ...r, payload: r.payload.toReversed() })), 'CYCLE'],
  ['one cycle', { line: (line) => [line.replace(/(CYCLE,.*),2,0.001/, '$1,1,0.001')] }, 'CYCLE'],
  ['UNTIL ignored', { line: (line) => [line.replace(/,UNTIL.*/, '')] }, 'HOLD at open circuit, and UNTIL'],
  [
    'a record of waiting',
    records((r) => (r.sampleCount === 0 ? { ...r, hop: 0 } : r)),
    'steps that are not recorded',
  ],
  ['the mask ignored', swallow(/^PROG:CHAN/), 'PROGram:CHANnels in records'],
  [
    'the first step ignored',
    { line: (line) => [line.replace(/^(QUE\w*:HOP [^,]+,[^,]+,[^,]+,[^,]+),.*/, '$1')] },
    'several programs',
  ],
  ['a first record that stays', replaced(/^(IDLE,-1,-1,\d+),\d+/, '$1,0'), 'record numbers'],
  [
    'the size ignored',
    { line: (line) => [line.replace(/^(DATA\? \d+),.*/, '$1')] },
    'DATA?: how much and from where',
  ],
  [
    'no bound',
    { line: (line) => [line], text: (text) => (/^-222,.*record/.test(text) ? '0,"No error"' : text) },
    'DATA?: how much and from where',
  ],
  ['never forgets', swallow(/^DATA:REL/), 'DATA:RELease'],
  [
    'answers before blocks',
    { unasked: (line) => (line === 'STATe?' ? 'IDLE,-1,-1,0,0,0,0,' : null) },
    'answers wait for a block',
  ],
  ['a clock of its own', records((r) => ({ ...r, start: r.start + 1e6 })), 'the clock of the records'],
  [
    'runs unasked',
    { line: (line) => (/^QUE:HOP 2/.test(line) ? [line, 'RUN'] : [line]) },
    'RUN with an empty queue',
  ],
  ['says IDLE', replaced(/^RUNNING/, 'IDLE'), 'hops back to back'],
  ['a program that changes under way', silenced(/^-284,/), 'what is refused while hops run'],
  ['a track that there is not', swallow(/^(TRAC|FOLL)/), 'track commands without a track'],
  ['losses that are not told', records((r) => ({ ...r, flags: r.flags & ~FLAG.gap })), 'record memory full'],
  ['a queue that survives', replaced(/^IDLE,-1,-1,0/, 'IDLE,-1,-1,1'), 'ABORt while record memory is full'],
  ['RUNNING for PAUSED', replaced(/^PAUSED/, 'RUNNING'), 'PAUSe and RUN'],
  ['no moves', swallow(/^MOVE/), 'MOVE by hand'],
  ['moves while hops run', silenced(/moves by hand/), 'MOVE: what is refused'],
  ['moves beyond the axis', silenced(/^-222,.*[xyz] .* outside/), 'MOVE: what is refused'],
  ['a coarse axis that stands', swallow(/^COAR 1e-|^COAR \d\.?\d*e-|^COAR 0\.0/), 'COARse'],
  [
    'travel at the top',
    { line: (line) => [line.replace(/^(QUE\w*:HOP [^,]+,[^,]+,[^,]+),.*/, '$1')] },
    'the step MOVE',
  ],
  [
    'no contact is a contact',
    records((r) => ({
      ...r,
      flags: r.flags & FLAG.noContact ? (r.flags & ~FLAG.noContact) | FLAG.contact : r.flags,
    })),
    'APPROACH without a contact',
  ],
  [
    'early is no contact',
    records((r) => ({
      ...r,
      flags: r.flags & FLAG.early ? (r.flags & ~FLAG.early) | FLAG.noContact : r.flags,
    })),
    'APPROACH that is early',
  ],
  [
    'down all the way',
    { line: (line) => [line.replace(/(APPROACH,.*),BELOW,[^,]+/, '$1,BELOW,0')] },
    'APPROACH that meets its condition',
  ],
  [
    'stays down',
    { line: (line) => [line.replace(/STEP HOLD,POTENTIAL,0,0.1,0.01/, 'STEP RETRACT,1e-8,1e-6')] },
    'no contact and no RETRACT',
  ],
  ['PAUSe as ABORt', { line: (line) => [line.replace(/^PAUSe/, 'ABORt')] }, 'PAUSe and RUN'],
  ['PAUSe ignored', swallow(/^PAUS/), 'PAUSe and RUN'],
  ['ABORt ignored', swallow(/^ABOR/), 'ABORt while a hop runs'],
  ['ABORt as PAUSe', { line: (line) => [line.replace(/^ABORt/, 'PAUSe')] }, 'ABORt while a hop runs'],
  ['nothing aborted', records((r) => ({ ...r, flags: r.flags & ~FLAG.aborted })), 'ABORt while a hop runs'],
  ['the queue kept in PAUSED', replaced(/^IDLE,-1,-1,0/, 'IDLE,-1,-1,1'), 'ABORt in IDLE and in PAUSED'],
  ['up all the way', swallow(/^SYST:RETR/), 'SYSTem:RETRact: how far the probe goes up'],
  ['no watchdog', swallow(/^SYST:WATC/), 'watchdog: silence'],
  ['IDLE after silence', replaced(/^SAFE/, 'IDLE'), 'watchdog: silence'],
  [
    'ABORt leaves SAFE',
    { line: (line) => (line === 'ABORt' ? ['*RST'] : [line]) },
    'SAFE is left by *RST alone',
  ],
  ['moves in SAFE', silenced(/state SAFE/), 'SAFE is left by *RST alone'],
  ['*RST as ABORt', { line: (line) => [line === '*RST' ? 'ABOR' : line] }, '*RST'],
];

describe('a broken bridge is found out', () => {
  test.concurrent.each(BROKEN)(
    '%s',
    async (_wrong, tampering, name) => {
      const check = checkOf(name);
      const clock = check.name === 'PAUSe and RUN' ? 10 : 100;
      const [finding] = await examine(tampered(connect(bridge({}, clock)), tampering), { checks: [check] });
      expect(finding?.outcome).toBe('failed');
      expect(finding?.expected).not.toBe('');
      expect(finding?.came).not.toBe('');
    },
    30_000,
  );

  test('two hosts at once', async () => {
    const findings = await examine(connect(bridge()), {
      reopen: () => Promise.resolve(connect(bridge())),
      checks: CONNECTION_CHECKS,
    });
    expect(named('failed', findings)).toEqual(['a new connection replaces the old one']);
  }, 60_000);

  test.concurrent.each<readonly [string, Tampering, Finding['outcome']]>([
    ['not at all', {}, 'passed'],
    ['left by ABORt', { line: (line) => [line === 'ABORt' ? '*RST' : line] }, 'failed'],
    ['left by nothing', swallow(/^\*RST$/), 'failed'],
    ['without a reason', replaced(/^(FAULT,.*,).*$/, '$1'), 'failed'],
    ['in which hops run', silenced(/state FAULT/), 'failed'],
  ])(
    'FAULT, wrong: %s',
    async (_wrong, tampering, outcome) => {
      const [finding] = await examine(tampered(connect(await inFault()), tampering), {
        checks: [checkOf('FAULT is left by *RST alone')],
      });
      expect(finding?.outcome).toBe(outcome);
    },
    30_000,
  );

  it('is not asked about FAULT where nothing may move', async () => {
    const report = await testBridge(
      connect(await inFault()),
      { motion: false, reopen: null },
      () => undefined,
    );
    expect(!report.ok && report.error.happened).toBe('The bridge is FAULT; only an idle one is tested.');
  });

  test.concurrent.each<readonly [string, Tampering, Finding['outcome']]>([
    ['not at all', {}, 'passed'],
    [
      'numbers that begin with 1 again',
      records((r) => ({ ...r, number: r.number < 9 ? r.number + 1 : r.number })),
      'failed',
    ],
    ['a state that does not wrap', replaced(/,(\d)(,[\de.-]+,)$/, ',429496729$1$2'), 'failed'],
    ['never forgets', swallow(/^DATA:REL 1$/), 'failed'],
  ])('record numbers beyond 2³², wrong: %s', async (_wrong, tampering, outcome) => {
    const twin = bridge({}, Infinity, { firstRecord: 2 ** 32 - 20 });
    const [finding] = await examine(tampered(connect(twin), tampering), {
      checks: [checkOf('record numbers beyond 2³²')],
    });
    expect(finding?.outcome).toBe(outcome);
  });

  it('leaves no check that cannot fail', () => {
    const found = new Set(BROKEN.map(([, , check]) => check));
    const others = CHECKS.map((check) => check.name).filter((name) => !found.has(name));
    expect(others).toEqual([
      'FAULT is left by *RST alone',
      'record numbers beyond 2³²',
      'the program of the track',
      'TRACk:STARt and TRACk:STOP',
      'samples of the track',
      'SYNC between track and hops',
      'ABORt ends the track',
      'a new connection replaces the old one',
      'COARse without a coarse axis',
    ]);
  });
});
