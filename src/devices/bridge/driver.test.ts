import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeRecord } from '../../records/codec';
import { ok } from '../../result';
import type { Step } from '../../experiments/program/step';
import { programHash } from '../../experiments/program/step-text';
import type { Instrument } from '../instrument';
import { connectBridge } from './driver';
import { recordOf, ScriptedBridge } from './scripted-bridge';
import { TestPeer, type Reply } from './test-peer';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets the fake time run until the promise is settled. */
async function ended<T>(promise: Promise<T>): Promise<T> {
  let open = true;
  void promise.finally(() => (open = false));
  for (let i = 0; open && i < 5000; i++) await vi.advanceTimersByTimeAsync(10);
  return promise;
}

const connect = (bridge: { readonly peer: TestPeer }) => ended(connectBridge(bridge.peer.duplex));

async function connected(
  bridge = new ScriptedBridge(),
): Promise<{ bridge: ScriptedBridge; instrument: Instrument }> {
  const made = await connect(bridge);
  if (!made.ok) throw new Error(made.error.happened);
  bridge.peer.lines.length = 0;
  return { bridge, instrument: made.value };
}

const fails = (code: string) => ({ ok: false, error: { code } });

describe('connecting', () => {
  it('learns who is there', async () => {
    const { instrument } = await connected();
    expect(instrument.identity).toEqual({
      vendor: 'Acme',
      model: 'Bridge',
      serial: '7',
      firmware: '1.2',
      languageVersion: '1.0',
    });
    expect(instrument.capabilities.queue_length).toBe(64);
    expect(instrument.clock).toEqual({ bootId: 'c0ffee', seconds: 12.5 });
  });

  it('leaves faults behind that an earlier host has caused', async () => {
    const bridge = new ScriptedBridge();
    bridge.errors = ['-113,"Undefined header"', '-222,"Data out of range"'];
    const { instrument } = await connected(bridge);
    expect(await instrument.run()).toEqual(ok(undefined));
  });

  it('takes a newer minor version', async () => {
    const bridge = new ScriptedBridge();
    bridge.version = '1.7';
    expect((await connected(bridge)).instrument.identity.languageVersion).toBe('1.7');
  });

  it.each<[string, string, (bridge: ScriptedBridge) => void]>([
    ['language-version', 'Acme Bridge speaks version 2.0', (b) => (b.version = '2.0')],
    ['not-a-bridge', 'another kind of instrument (SCPI 1999.0)', (b) => (b.version = '1999.0')],
    ['not-a-bridge', '“login: \\n”', (b) => (b.disturb = () => 'login: \n')],
    ['not-a-bridge', 'heard: nothing', (b) => (b.disturb = () => undefined)],
    ['not-a-bridge', 'axes is missing', (b) => (b.capabilities = {})],
    [
      'not-a-bridge',
      'Undefined header',
      (b) =>
        (b.disturb = (line, reply) => {
          if (line !== 'SYST:CAP?') return reply;
          b.errors.push('-113,"Undefined header"');
          return undefined;
        }),
    ],
  ])('refuses what it cannot use: %s, %s', async (code, text, change) => {
    const bridge = new ScriptedBridge();
    change(bridge);
    const made = await connect(bridge);
    expect(made).toMatchObject(fails(code));
    expect(!made.ok && made.error.happened).toContain(text);
    expect(await bridge.peer.duplex.read()).toBeNull();
  });

  it('tells when the other side hangs up meanwhile', async () => {
    const peer = new TestPeer();
    const made = connectBridge(peer.duplex);
    await peer.hangUp();
    expect(await ended(made)).toMatchObject(fails('link-lost'));
  });
});

describe('a program', () => {
  const steps: Step[] = [{ verb: 'MOVE' }, { verb: 'WAIT', seconds: 0.5 }, { verb: 'END' }];
  const lines = ['MOVE', 'WAIT,0.5', 'END'];

  it('is written and its hash read back', async () => {
    const { bridge, instrument } = await connected();
    expect(await instrument.loadProgram(steps, 7)).toEqual(ok(programHash(lines)));
    expect(bridge.heard()).toEqual([
      'PROG:CLE',
      ...lines.map((line) => `PROG:STEP ${line}`),
      'PROG:CHAN 7',
      'PROG:HASH?',
    ]);
  });

  it('that arrived differently is not run', async () => {
    const { bridge, instrument } = await connected();
    bridge.disturb = (line, reply) => (line === 'PROG:HASH?' ? '00000000\n' : reply);
    expect(await instrument.loadProgram(steps, 7)).toMatchObject(fails('link-garbled'));
  });

  it('that is refused comes with the words of the bridge', async () => {
    const { bridge, instrument } = await connected();
    bridge.errors = ['-285,"Program syntax error;WAIT"'];
    const loaded = await instrument.loadProgram(steps, 7);
    expect(loaded).toMatchObject(fails('command-refused'));
    expect(!loaded.ok && loaded.error.happened).toContain('Program syntax error;WAIT');
  });
});

describe('commands', () => {
  it.each<[string, (i: Instrument) => Promise<unknown>, string[]]>([
    ['watchdog', (i) => i.setWatchdog(5), ['SYST:WATC 5']],
    ['retract', (i) => i.setRetract(1e-6), ['SYST:RETR 0.000001']],
    ['run', (i) => i.run(), ['RUN']],
    ['run with the track', (i) => i.run({ track: true }), ['TRAC:STAR', 'RUN']],
    [
      'the program of the track',
      (i) =>
        i.loadTrack(
          [
            { verb: 'SYNC', mark: 1 },
            { verb: 'WAIT', seconds: 2 },
          ],
          true,
        ),
      ['TRAC:CLE', 'TRAC:STEP SYNC,1', 'TRAC:STEP WAIT,2', 'FOLL ON'],
    ],
    ['a track without steps', (i) => i.loadTrack([], false), ['TRAC:CLE', 'FOLL OFF']],
    ['the end of the track', (i) => i.stopTrack(), ['TRAC:STOP']],
    ['pause', (i) => i.pause(), ['PAUSe']],
    ['release', (i) => i.release(4294967295), ['DATA:REL 4294967295']],
    ['move', (i) => i.moveBy({ axis: 'X', to: 1e-7 }), ['MOVE X,1e-7']],
    ['coarse', (i) => i.moveBy({ axis: 'COARSE', by: -1e-4 }), ['COAR -0.0001']],
    [
      'hops',
      (i) =>
        i.queueHops([
          { id: 0, x: 1e-6, y: 2e-6 },
          { id: 1, x: 0, y: 0, z: 1e-5 },
          { id: 2, x: 0, y: 0, firstStep: 4 },
        ]),
      ['QUE:HOP 0,0.000001,0.000002', 'QUE:HOP 1,0,0,0.00001', 'QUE:HOP 2,0,0,0.00002,4'],
    ],
  ])('%s', async (_name, act, lines) => {
    const { bridge, instrument } = await connected();
    expect(await act(instrument)).toEqual(ok(undefined));
    expect(bridge.heard()).toEqual(lines);
  });

  it('names the top of the range where the coarse axis has carried it', async () => {
    const bridge = new ScriptedBridge();
    const { axes, ...rest } = bridge.capabilities as { axes: { z: object } };
    bridge.capabilities = { ...rest, axes: { ...axes, coarse: { ...axes.z, min: -1e-2, max: 1e-2 } } };
    bridge.disturb = (line, reply) => (line === 'POS?' ? '1e-6,2e-6,0.000015,-0.000003\n' : reply);
    const { instrument } = await connected(bridge);
    const hops = [
      { id: 0, x: 0, y: 0 },
      { id: 1, x: 0, y: 0, firstStep: 4 },
    ];
    expect(await instrument.queueHops(hops)).toEqual(ok(undefined));
    expect(bridge.heard()).toEqual(['POS?', 'QUE:HOP 0,0,0', `QUE:HOP 1,0,0,${String(2e-5 - 3e-6)},4`]);
  });

  it('tells a limit of the travel from another refusal', async () => {
    const { bridge, instrument } = await connected();
    bridge.errors = ['-222,"Data out of range;x 1 outside 0 to 0.0001"'];
    expect(await instrument.queueHops([{ id: 0, x: 1, y: 0 }])).toMatchObject(fails('limit-reached'));
    bridge.errors = ['-223,"Too much data;hop queue full"'];
    expect(await instrument.queueHops([{ id: 0, x: 0, y: 0 }])).toMatchObject(fails('command-refused'));
  });
});

describe('records', () => {
  const three = [5, 6, 7].map(recordOf);

  async function reading(disturb: (n: number, reply: Uint8Array) => Reply) {
    const { bridge, instrument } = await connected();
    bridge.records = three;
    let asked = 0;
    bridge.disturb = (line, reply) =>
      line.startsWith('DATA?') && reply instanceof Uint8Array ? disturb(++asked, reply) : reply;
    return { bridge, instrument, block: await ended(instrument.records(5)) };
  }

  it('come decoded and as they were on the wire', async () => {
    const { bridge, instrument, block } = await reading((_n, reply) => reply);
    expect(block).toEqual(
      ok({ records: three, bytes: new Uint8Array(Buffer.concat(three.map(encodeRecord))) }),
    );
    expect(bridge.heard()).toEqual(['DATA? 5,524288']);
    expect(instrument.statistics()).toMatchObject({ records: 3, badChecksums: 0, reReads: 0 });
    const { first } = instrument.conversation();
    const length = three.reduce((sum, record) => sum + encodeRecord(record).length, 0);
    expect(first.map(({ text }) => text).slice(-4)).toEqual([
      'DATA? 5,524288',
      'SYST:ERR?',
      `#… ${String(length)} bytes`,
      '0,"No error"',
    ]);
  });

  it('are none when there are none yet', async () => {
    const { instrument } = await connected();
    expect(await instrument.records(0)).toEqual(ok({ records: [], bytes: new Uint8Array(0) }));
  });

  it.each<[string, (reply: Uint8Array) => Reply, number]>([
    ['a corrupted byte', (reply) => reply.map((byte, i) => (i === 80 ? byte ^ 1 : byte)), 1],
    ['a block cut off', (reply) => reply.subarray(0, 100), 0],
    ['a dropped block', () => undefined, 0],
    ['an old block', () => new Uint8Array([...Buffer.from('#264'), ...encodeRecord(recordOf(1)), 10]), 0],
    ['a byte too many', (reply) => Uint8Array.of(...reply, 0x58), 0],
    ['noise', () => Uint8Array.from({ length: 200 }, (_, i) => (i * 37) % 256), 0],
  ])('are asked for again after %s', async (_name, disturb, badChecksums) => {
    const { bridge, instrument, block } = await reading((n, reply) => (n === 1 ? disturb(reply) : reply));
    expect(block).toMatchObject({ ok: true, value: { records: three } });
    expect(bridge.heard()).toEqual(['DATA? 5,524288', 'STATe?', 'DATA? 5,524288']);
    expect(instrument.statistics()).toMatchObject({ records: 3, badChecksums, reReads: 1 });
  });

  it('are given up after three more attempts', async () => {
    const { bridge, instrument, block } = await reading((_n, reply) => reply.with(80, 99));
    expect(block).toMatchObject(fails('link-garbled'));
    expect(bridge.heard().filter((line) => line.startsWith('DATA?'))).toHaveLength(4);
    expect(instrument.statistics()).toMatchObject({ records: 0, badChecksums: 4, reReads: 3 });
  });

  it('survive five seconds of silence', async () => {
    const { bridge, instrument } = await connected();
    bridge.records = three;
    const late: Reply[] = [];
    bridge.disturb = (_line, reply) => {
      late.push(reply);
      return undefined;
    };
    const block = instrument.records(5);
    await vi.advanceTimersByTimeAsync(5000);
    bridge.disturb = (_line, reply) => reply;
    for (const reply of late) if (reply !== undefined) bridge.peer.send(reply);
    expect(await ended(block)).toMatchObject({ ok: true, value: { records: three } });
  });

  it('are numbered modulo 2³²', async () => {
    const { bridge, instrument } = await connected();
    bridge.records = [0xfffffffe, 0xffffffff, 0].map(recordOf);
    const block = await instrument.records(0xfffffffe);
    expect(block.ok && block.value.records.map((r) => r.number)).toEqual([0xfffffffe, 0xffffffff, 0]);
  });

  it('that the bridge does not have are refused, once', async () => {
    const { bridge, instrument } = await connected();
    bridge.records = three;
    expect(await instrument.records(99)).toMatchObject(fails('command-refused'));
    expect(bridge.heard()).toEqual(['DATA? 99,524288']);
  });
});

describe('stopping', () => {
  const up = 'IDLE,-1,-1,0,0,3,2e-05,';

  it('waits until the probe is up', async () => {
    const { bridge, instrument } = await connected();
    bridge.states = ['RUNNING,3,4,0,0,3,1e-05,retracting', 'RUNNING,3,4,0,0,3,1.5e-05,retracting', up];
    const stopped = await ended(instrument.abort());
    expect(stopped).toMatchObject({ ok: true, value: { state: { state: 'IDLE', z: 2e-5 } } });
    expect(bridge.heard()).toEqual(['ABORt', '*CLS', 'STATe?', 'STATe?', 'STATe?']);
  });

  it('goes ahead of hops, which are not sent any more', async () => {
    const { bridge, instrument } = await connected();
    const time = instrument.state();
    const hops = instrument.queueHops([{ id: 0, x: 0, y: 0 }]);
    const stopped = await ended(instrument.abort());
    expect(stopped.ok && stopped.value.onWire).toBeLessThanOrEqual(performance.now());
    expect((await time).ok).toBe(true);
    expect(await hops).toMatchObject(fails('cancelled'));
    expect(bridge.heard()).not.toContain('QUE:HOP 0,0,0');
    expect(await instrument.run()).toEqual(ok(undefined));
  });

  it.each([
    ['FAULT,-1,-1,0,0,3,1e-05,height not verified', fails('retract-unverified')],
    ['RUNNING,3,4,0,0,3,1e-05,retracting', fails('retract-unverified')],
    ['SAFE,-1,-1,0,0,3,2e-05,host silent', { ok: true, value: { state: { state: 'SAFE' } } }],
    ['gibberish', fails('link-garbled')],
  ])('ends with the word of the bridge: %s', async (state, result) => {
    const { bridge, instrument } = await connected();
    bridge.states = [state];
    expect(await ended(instrument.abort())).toMatchObject(result);
  });

  it('resets when a person says so', async () => {
    const { bridge, instrument } = await connected();
    bridge.states = ['RUNNING,-1,-1,0,0,3,1e-05,retracting', up];
    expect(await ended(instrument.reset())).toMatchObject({ ok: true, value: { state: 'IDLE' } });
    expect(bridge.heard()[0]).toBe('*RST');
    bridge.states = ['FAULT,-1,-1,0,0,3,1e-05,stage broken'];
    expect(await instrument.reset()).toMatchObject(fails('bridge-fault'));
  });
});

describe('the state', () => {
  it('is asked again when its answer is garbled or lost', async () => {
    const { bridge, instrument } = await connected();
    const spoilt: Reply[] = ['IDLX,0\n', undefined];
    bridge.disturb = (_line, reply) => (spoilt.length > 0 ? spoilt.shift() : reply);
    expect(await ended(instrument.state())).toMatchObject({ ok: true, value: { state: 'IDLE' } });
  });
});

it('closes', async () => {
  const { bridge, instrument } = await connected();
  await instrument.close();
  expect(await instrument.closed).toMatchObject({ code: 'cancelled' });
  expect(await bridge.peer.duplex.read()).toBeNull();
});
