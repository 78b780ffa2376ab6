import { describe, expect, it } from 'vitest';
import { duplexPair } from '../transport/in-page';
import { SIMULATED_INSTRUMENT } from '../twin/capabilities';
import { createTestWorld } from '../twin/test-world';
import { createTwin } from '../twin/twin';
import { CHECKS, testBridge } from './conformance';
import { bridge, connect, moment, stateOf, withTrack } from '../twin/test-bridges';
import { examine, named } from './test-examination';

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
