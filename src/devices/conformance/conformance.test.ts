import { describe, expect, it, test } from 'vitest';
import { encodeRecord } from '../../records/codec';
import { FLAG, TRACK_HOP, type BridgeRecord } from '../../records/record';
import { recordOf } from '../bridge/scripted-bridge';
import { blockOf, NO_ERROR, TestPeer } from '../bridge/test-peer';
import type { Capabilities } from '../instrument';
import type { Duplex } from '../transport/duplex';
import { duplexPair } from '../transport/in-page';
import { instrumentOver, SIMULATED_INSTRUMENT } from '../twin/capabilities';
import { createTestWorld } from '../twin/test-world';
import { createTwin, type Switches, type Twin } from '../twin/twin';
import type { Check } from './check';
import { CONNECTION_CHECKS } from './checks-connection';
import { TRACK_CHECKS } from './checks-track';
import { CHECKS, testBridge, type Finding } from './conformance';
import { onRecords, tampered, type Tampering } from './test-tamper';

function bridge(change: Partial<Capabilities> = {}, clock = Infinity, switches: Switches = {}): Twin {
  return createTwin({
    switches,
    world: createTestWorld(),
    simulation: { sample: 'plane', seed: 1 },
    clock,
    capabilities: { ...SIMULATED_INSTRUMENT, queue_length: 8, record_memory: 512 * 1024, ...change },
  });
}

function withTrack(clock = Infinity): Twin {
  const world = createTestWorld({ sample: {} });
  return createTwin({
    world,
    simulation: { sample: 'plane', seed: 1 },
    clock,
    capabilities: { ...instrumentOver(world), queue_length: 8, record_memory: 512 * 1024 },
  });
}

function connect(twin: Twin): Duplex {
  const [host, device] = duplexPair();
  void twin.serve(device);
  return host;
}

async function examine(
  duplex: Duplex,
  options: Partial<Parameters<typeof testBridge>[1]> = {},
): Promise<readonly Finding[]> {
  const report = await testBridge(duplex, { motion: true, reopen: null, ...options }, () => undefined);
  if (!report.ok) throw new Error(report.error.happened);
  return report.value;
}

const named = (outcome: Finding['outcome'], findings: readonly Finding[]): string[] =>
  findings.filter((f) => f.outcome === outcome).map((f) => f.check);

describe('a bridge that speaks the language', () => {
  it.each([Infinity, 20])(
    'passes every check, at a clock of %f',
    async (clock) => {
      const twin = bridge({}, clock);
      const findings = await examine(connect(twin), { reopen: () => Promise.resolve(connect(twin)) });
      expect(findings.filter((f) => f.outcome === 'failed')).toEqual([]);
      expect(named('skipped', findings)).toEqual([
        'FAULT is left by *RST alone',
        'record numbers beyond 2³²',
        'the program of the track',
        'TRACk:STARt and TRACk:STOP',
        'samples of the track',
        'SYNC between track and hops',
        'ABORt ends the track',
        'COARse without a coarse axis',
      ]);
      expect(findings).toHaveLength(CHECKS.length);
      expect(findings.find((f) => f.check === '*IDN?')?.exchanged).toEqual([
        '> *IDN?',
        '< Meniscus,Simulated bridge,SIM-1,1.0.0',
      ]);
    },
    60_000,
  );

  it.each([Infinity, 20])(
    'passes every check with a track, at a clock of %f',
    async (clock) => {
      const twin = withTrack(clock);
      const findings = await examine(connect(twin), { reopen: () => Promise.resolve(connect(twin)) });
      expect(findings.filter((f) => f.outcome === 'failed')).toEqual([]);
      expect(named('skipped', findings)).toEqual([
        'FAULT is left by *RST alone',
        'record numbers beyond 2³²',
        'track commands without a track',
        'COARse without a coarse axis',
      ]);
    },
    60_000,
  );

  it('is left idle, empty and with the probe up', async () => {
    const twin = bridge();
    await examine(connect(twin));
    const { state, queued, z, firstRecord, nextRecord } = await stateOf(connect(twin));
    expect({ state, queued, z }).toEqual({ state: 'IDLE', queued: '0', z: '0.00002' });
    expect(firstRecord).toBe(nextRecord);
  }, 60_000);

  it('moves nothing without motion', async () => {
    const world = createTestWorld();
    const twin = createTwin({
      world,
      simulation: { sample: 'plane', seed: 1 },
      clock: Infinity,
      capabilities: { ...SIMULATED_INSTRUMENT, queue_length: 8, record_memory: 512 * 1024 },
    });
    const findings = await examine(connect(twin), { motion: false });
    expect(named('failed', findings)).toEqual([]);
    const moving = CHECKS.filter((check) => check.moves).map((check) => check.name);
    expect(named('skipped', findings)).toEqual(expect.arrayContaining(moving));
    expect(world.log.filter((entry) => /^(x|y|z|coarse|open)/.test(entry))).toEqual([]);
  }, 60_000);

  it('is not tested while it runs or keeps records for somebody', async () => {
    const twin = bridge();
    const host = connect(twin);
    await host.write(Buffer.from('PROG:STEP WAIT,1000000\nQUE:HOP 1,0,0\nRUN\n'));
    await moment();
    const running = await testBridge(connect(twin), { motion: true, reopen: null }, () => undefined);
    expect(!running.ok && running.error.happened).toBe('The bridge is RUNNING; only an idle one is tested.');
    await connect(twin).write(Buffer.from('ABOR\n'));
    await moment();
    const keeping = await testBridge(connect(twin), { motion: true, reopen: null }, () => undefined);
    expect(!keeping.ok && keeping.error.happened).toContain('The bridge keeps records 0 to 0');
  });

  it('is no bridge when it does not tell its state', async () => {
    const [host] = duplexPair();
    const silent = await testBridge(host, { motion: false, reopen: null }, () => undefined);
    expect(!silent.ok && silent.error.code).toBe('not-a-bridge');
  });
});

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** A bridge whose height could not be verified, and whose stage is free again. */
async function inFault(): Promise<Twin> {
  let stuck = false;
  const twin = createTwin({
    world: createTestWorld({ stuck: () => stuck }),
    simulation: { sample: 'plane', seed: 1 },
    clock: Infinity,
    capabilities: SIMULATED_INSTRUMENT,
  });
  const host = connect(twin);
  await host.write(Buffer.from('MOVE Z,1e-5\n'));
  await moment();
  stuck = true;
  await host.write(Buffer.from('ABOR\n'));
  await expect.poll(async () => (await stateOf(connect(twin)))['state']).toBe('FAULT');
  stuck = false;
  return twin;
}

function checkOf(name: string): Check {
  const check = CHECKS.find((c) => c.name === name);
  if (!check) throw new Error(`no check ${name}`);
  return check;
}

interface Track {
  readonly starts: boolean;
  readonly stops: boolean;
  readonly hop: number;
  readonly step: number;
}

/** As much of a bridge with a track as its check asks for. */
function trackBridge({ starts = true, stops = true, hop = TRACK_HOP, step = 1 }: Partial<Track>): TestPeer {
  const made: BridgeRecord[] = [];
  let first = 0;
  let running: ReturnType<typeof setInterval> | undefined;
  const capabilities = { ...SIMULATED_INSTRUMENT, track: true };
  return new TestPeer((line) => {
    const [header = '', argument = ''] = line.split(/[ ,]/);
    if (header === 'TRAC:STAR' && starts)
      running = setInterval(() => made.push({ ...recordOf(made.length), hop, step }), 20);
    if (header === 'TRAC:STOP' && stops) clearInterval(running);
    if (/^DATA:REL/.test(header)) first = Number(argument);
    if (header === 'SYSTem:CAPabilities?') return blockOf(Buffer.from(JSON.stringify(capabilities)));
    if (header === 'SYSTem:ERRor?') return NO_ERROR;
    if (header === 'STATe?') return `IDLE,-1,-1,0,${String(first)},${String(made.length)},2e-05,\n`;
    return header === 'DATA?'
      ? blockOf(Buffer.concat(made.slice(Number(argument)).map(encodeRecord)))
      : undefined;
  });
}

async function stateOf(duplex: Duplex): Promise<Record<string, string>> {
  await duplex.write(Buffer.from('STAT?\n'));
  const text = Buffer.from((await duplex.read()) ?? []).toString();
  const names = ['state', 'hop', 'step', 'queued', 'firstRecord', 'nextRecord', 'z', 'reason'];
  return Object.fromEntries(
    text
      .trim()
      .split(',')
      .map((word, k) => [names[k], word]),
  ) as Record<string, string>;
}

const swallow = (form: RegExp): Tampering => ({ line: (line) => (form.test(line) ? [] : [line]) });
const heardAs = (form: RegExp, by: string): Tampering => ({
  line: (line) => [line.replace(form, by)],
});
const silenced = (form: RegExp): Tampering => ({
  text: (text) => (form.test(text) ? '0,"No error"' : text),
});
const replaced = (form: RegExp, by: string): Tampering => ({ text: (text) => text.replace(form, by) });
const records = (change: Parameters<typeof onRecords>[0]): Tampering => ({ block: onRecords(change) });
const isRecords = (bytes: Uint8Array): boolean => bytes[0] === 0x4d;

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

  test('a track of which nothing is known', async () => {
    const findings = await examine(connect(bridge({ track: true })), { checks: TRACK_CHECKS });
    expect(named('failed', findings)).toEqual([
      'the program of the track',
      'TRACk:STARt and TRACk:STOP',
      'samples of the track',
      'SYNC between track and hops',
      'ABORt ends the track',
    ]);
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

  test.concurrent.each<readonly [string, Partial<Track>, Finding['outcome']]>([
    ['not at all', {}, 'passed'],
    ['never starts', { starts: false }, 'failed'],
    ['never stops', { stops: false }, 'failed'],
    ['records of hop 1', { hop: 1 }, 'failed'],
    ['another step', { step: 0 }, 'failed'],
  ])(
    'TRACk:STARt and TRACk:STOP, wrong: %s',
    async (_wrong, track, outcome) => {
      const [finding] = await examine(trackBridge(track).duplex, {
        motion: false,
        checks: [checkOf('TRACk:STARt and TRACk:STOP')],
      });
      expect(finding?.outcome).toBe(outcome);
    },
    30_000,
  );

  test.concurrent.each<readonly [string, Tampering, string]>([
    ['drops marks of hops', swallow(/^PROG\S* SYNC,1$/), 'SYNC between track and hops'],
    ['drops marks of the track', swallow(/^TRAC\S* SYNC,2$/), 'SYNC between track and hops'],
    [
      'leaves out the channels of the sample',
      heardAs(/^PROG:CHAN 24$/, 'PROG:CHAN 0'),
      'samples of the track',
    ],
    [
      'stamps records late',
      records((r) => (r.hop === TRACK_HOP && r.firstSample > 0 ? { ...r, start: r.start + 0.02 } : r)),
      'samples of the track',
    ],
    [
      'closes the track like a hop',
      records((r) => (r.hop === TRACK_HOP ? { ...r, flags: r.flags | FLAG.lastOfHop } : r)),
      'samples of the track',
    ],
    ['does not stop', heardAs(/^ABORt$/, '*CLS'), 'ABORt ends the track'],
    ['says nothing of the abort', heardAs(/^ABORt$/, 'TRAC:STOP'), 'ABORt ends the track'],
  ])(
    'a track that %s',
    async (_wrong, tampering, name) => {
      const [finding] = await examine(tampered(connect(withTrack()), tampering), { checks: [checkOf(name)] });
      expect(finding?.outcome).toBe('failed');
    },
    30_000,
  );

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
