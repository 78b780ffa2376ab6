import { afterEach, describe, expect, it, vi } from 'vitest';
import { WIRE_FAULTS } from '../../devices/transport/faulty';
import { Random } from '../../world/random';
import { audit, compare, recordsOf } from './test-audit';
import { TestBridge, type TestBridgeOptions } from './test-bridge';
import { SMALL, TestHost, SLOW } from './test-run';

const SEED = 5;
const FILM: TestBridgeOptions = { sample: 'lto-film', seed: SEED };

/** The same scan with nothing in its way. */
const undisturbed = (async () => {
  const bridge = new TestBridge(FILM);
  const host = new TestHost({ bridge });
  await host.begin();
  await host.finish();
  await host.acquisition.disconnect();
  return { pixels: host.pixels, records: recordsOf(host.disk.bytes()), bytes: host.disk.bytes().length };
})();

const WHOLE = { lost: 0, wrong: 0, twice: 0, gone: 0 };

/**
 * Ends a run that nothing may have changed: as many records, and the same map. Where hops were queued later than they
 * would have been, they travelled at a height that more contacts were known of: then the maps agree within noise.
 */
async function expectSameRun(host: TestHost, later = false): Promise<void> {
  const status = await host.finish();
  expect(status.run).toMatchObject({ finished: true, hopsDone: 20 });
  expect(audit(host.bridge, host.disk)).toMatchObject(WHOLE);
  const { records, pixels } = await undisturbed;
  expect(recordsOf(host.disk.bytes())).toHaveLength(records.length);
  const map = compare(SMALL, pixels, host.pixels);
  expect(map).toEqual({ equal: later ? map.equal : 20, alike: 20 - map.equal, empty: 0, different: 0 });
  expect(host.bridge.down).toBe(false);
  await host.acquisition.disconnect();
}

/** Ends a run whose bridge had stopped: at most so many pixels stay empty, the others are as they would have been. */
async function expectSameMap(host: TestHost, empty: number): Promise<void> {
  const status = await host.finish();
  expect(status.run).toMatchObject({ finished: true, hopsDone: 20 });
  expect(audit(host.bridge, host.disk)).toMatchObject({ lost: 0, wrong: 0, twice: 0 });
  const { pixels } = await undisturbed;
  const map = compare(SMALL, pixels, host.pixels);
  expect(map.different).toBe(0);
  expect(map.empty).toBeLessThanOrEqual(empty);
  expect(host.bridge.down).toBe(false);
  await host.acquisition.disconnect();
}

const hops = (n: number) => (status: { run: { hopsDone: number } | null }) =>
  (status.run?.hopsDone ?? 0) >= n;

afterEach(() => {
  vi.useRealTimers();
});

describe('the cable', () => {
  it.each([...WIRE_FAULTS].filter((name) => name !== 'cut'))(
    '%s: the run is what it would have been',
    async (name) => {
      const bridge = new TestBridge(FILM);
      const { bytes } = await undisturbed;
      const random = new Random(1, WIRE_FAULTS.indexOf(name), 0);
      bridge.strike({
        fault: name,
        at: Math.floor(bytes * (0.2 + 0.6 * random.uniform())),
        random: () => random.uniform(),
      });
      const host = new TestHost({ bridge });
      await host.begin();
      await expectSameRun(host);
    },
    30_000,
  );

  it.each(['QUE:HOP', 'RUN', 'DATA:REL', 'STATe?'])(
    'that loses %s once: it is said again, and nobody hears of it',
    async (command) => {
      const bridge = new TestBridge(FILM);
      let heard = 0;
      bridge.intercept = (text) => !text.startsWith(command) || ++heard !== 2;
      const host = new TestHost({ bridge });
      await host.begin();
      await expectSameRun(host, true);
      expect(heard).toBeGreaterThan(2);
      expect(host.shown).toEqual([]);
    },
    30_000,
  );

  it('that carries nothing for longer than the watchdog waits: the probe is up, and a person goes on', async () => {
    const bridge = new TestBridge({ ...FILM, clock: 5 });
    const host = new TestHost({ bridge });
    await host.begin();
    await host.when(hops(2));
    bridge.intercept = () => false;
    await new Promise((done) => setTimeout(done, 6500));
    expect(bridge.down).toBe(false);
    bridge.intercept = () => true;
    await host.when(({ phase }) => phase === 'waiting');
    expect(host.shown.map(({ code }) => code)).toEqual(['bridge-safe']);
    await expectSameMap(host, 1);
  }, 90_000);

  it('garbage before the first answer is passed over', async () => {
    const bridge = new TestBridge(FILM);
    bridge.strike({ fault: 'garbage', at: 0, random: () => 0.7 });
    const host = new TestHost({ bridge });
    await host.begin();
    await expectSameRun(host);
  }, 30_000);

  it.each([0.1, 0.5, 0.9])(
    'pulled at %f of the bytes and plugged in again: nobody is asked',
    async (share) => {
      const bridge = new TestBridge(FILM);
      const { bytes } = await undisturbed;
      const host = new TestHost({ bridge });
      bridge.strike({
        fault: 'cut',
        at: Math.floor(share * bytes),
        random: () => 0,
        struck: () => {
          bridge.unplug();
          setTimeout(() => bridge.plug(), 300);
        },
      });
      await host.begin();
      await host.when(({ phase }) => phase === 'reconnecting');
      expect(host.shown.at(-1)).toMatchObject({
        code: 'link-lost',
        remedy: expect.stringContaining('plug it in again') as unknown,
      });
      await expectSameRun(host, true);
    },
    30_000,
  );

  it.each(['QUE:HOP', 'RUN'])(
    'pulled while %s is on its way: the bridge is told again',
    async (command) => {
      const bridge = new TestBridge(FILM);
      let heard = 0;
      bridge.intercept = (text) => {
        if (!text.startsWith(command) || ++heard !== 2) return true;
        bridge.unplug();
        setTimeout(() => bridge.plug(), 100);
        return false;
      };
      const host = new TestHost({ bridge });
      await host.begin();
      await host.when(({ phase }) => phase === 'reconnecting');
      await expectSameRun(host, true);
      expect(host.shown.map(({ code }) => code)).toEqual(['link-lost']);
    },
    30_000,
  );
});

describe('the bridge', () => {
  it('that fell silent in mid-hop has raised its probe, and waits for Reset and Resume', async () => {
    const bridge = new TestBridge({ ...FILM, clock: 20 });
    const host = new TestHost({ bridge });
    await host.begin();
    await host.when(hops(4));
    await bridge.fallSilent(0.05);
    await new Promise((done) => setTimeout(done, 400));
    expect(bridge.down).toBe(false);
    bridge.plug();
    await host.when(({ phase }) => phase === 'waiting');
    expect(host.shown.at(-1)).toMatchObject({
      code: 'bridge-safe',
      remedy: expect.stringContaining('Reset') as unknown,
    });
    await expectSameMap(host, 1);
  }, 60_000);

  it('that is switched off and on in mid-hop is found again and waits for Resume', async () => {
    const bridge = new TestBridge(FILM);
    const host = new TestHost({ bridge });
    const { bytes } = await undisturbed;
    bridge.strike({ fault: 'cut', at: bytes / 2, random: () => 0, struck: () => bridge.restart() });
    await host.begin();
    await host.when(({ phase }) => phase === 'waiting');
    expect(host.shown.at(-1)).toMatchObject({
      code: 'run-interrupted',
      happened: expect.stringContaining('started anew') as unknown,
      remedy: expect.stringContaining('Resume') as unknown,
    });
    await expectSameMap(host, 1);
    expect(JSON.stringify(host.disk.notes())).toContain('"kind":"drift"');
  }, 30_000);

  it('of another serial number is refused, and the run waits for its own', async () => {
    const bridge = new TestBridge(FILM);
    const host = new TestHost({ bridge });
    const { bytes } = await undisturbed;
    bridge.strike({
      fault: 'cut',
      at: bytes / 3,
      random: () => 0,
      struck: () => {
        bridge.switches = { identity: 'Meniscus,Simulated bridge,SIM-2,1.0.0' };
        bridge.restart();
      },
    });
    await host.begin();
    const refused = await host.when(({ fault }) => fault?.code === 'resume-refused');
    expect(refused.phase).toBe('reconnecting');
    expect(refused.fault?.happened).toContain('SIM-1; this is Meniscus Simulated bridge SIM-2');
    bridge.switches = {};
    bridge.restart();
    await expectSameMap(host, 1);
  }, 30_000);

  it('whose memory is full goes on when it is read', async () => {
    const bridge = new TestBridge({ ...FILM, memory: 250e3 });
    const host = new TestHost({ bridge });
    await host.begin();
    await expectSameRun(host);
  }, 30_000);

  it('whose record numbers wrap round loses none', async () => {
    const bridge = new TestBridge({ ...FILM, switches: { firstRecord: 2 ** 32 - 100 } });
    const { bytes } = await undisturbed;
    bridge.strike({ fault: 'cut', at: bytes / 2, random: () => 0 });
    const host = new TestHost({ bridge });
    await host.begin();
    await expectSameRun(host, true);
  }, 30_000);

  it('of a newer minor version is taken as it is', async () => {
    const host = new TestHost({ bridge: new TestBridge({ ...FILM, switches: { languageVersion: '1.7' } }) });
    await host.begin();
    await expectSameRun(host);
  }, 30_000);
});

describe('the host', () => {
  it('that is slow loses nothing', async () => {
    const host = new TestHost({ bridge: new TestBridge(FILM), analyst: SLOW });
    await host.begin();
    await expectSameRun(host);
  }, 30_000);

  it('whose clock jumps does not mind', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const host = new TestHost({ bridge: new TestBridge(FILM) });
    await host.begin();
    await host.when(hops(5));
    vi.setSystemTime(new Date('1999-01-01'));
    await host.when(hops(10));
    vi.setSystemTime(new Date('2099-01-01'));
    await expectSameRun(host);
  }, 30_000);

  it('whose storage is full holds at the end of a hop, and goes on with all of it when there is space', async () => {
    const host = new TestHost({ bridge: new TestBridge(FILM) });
    const { bytes } = await undisturbed;
    host.disk.room = bytes / 2;
    await host.begin();
    await host.when(({ fault }) => fault?.code === 'storage-full');
    expect(host.disk.read().damagedBytes).toBe(0);
    await expectSameRun(host, true);
  }, 30_000);

  it.each([3, 8, 15])(
    'that dies after hop %i goes on from its journal',
    async (n) => {
      const host = new TestHost({ bridge: new TestBridge(FILM) });
      const random = new Random(SEED, n, 0);
      await host.begin();
      await host.when(hops(n));
      host.crash(() => random.uniform());
      await host.comeBack();
      await expectSameRun(host);
    },
    30_000,
  );

  it('that dies with a noisy point on its list visits it again on another day', async () => {
    const bridge = new TestBridge({ ...FILM, clock: 20 });
    // Just above the noise: at this seed one point is too noisy.
    const host = new TestHost({ bridge, recipe: { ...SMALL, threshold: 0.6e-12 } });
    const listed = () => host.disk.notes().flatMap((note) => (note.kind === 'revisit' ? [note] : []));
    const visits = () => host.disk.notes().flatMap((note) => (note.kind === 'hop' ? [note] : []));
    await host.begin();
    await host.when(() => listed().length > 0);
    host.crash(() => 1);
    const before = visits().length;
    bridge.restart();
    await host.comeBack();
    const { run } = await host.finish();
    expect(run).toMatchObject({ finished: true, hopsDone: 20 });
    const noisy = visits().find(({ id }) => id === listed()[0]?.hop);
    const later = visits()
      .slice(before)
      .filter(({ point }) => point === noisy?.point);
    expect(later.map(({ x }) => x !== noisy?.x)).toEqual([true]);
    await host.acquisition.disconnect();
  }, 60_000);

  it('that dies while its bridge is switched off measures what is left on another day', async () => {
    const bridge = new TestBridge(FILM);
    const host = new TestHost({ bridge });
    await host.begin();
    await host.when(hops(8));
    host.crash();
    bridge.restart();
    await host.comeBack();
    await expectSameMap(host, 1);
  }, 30_000);
});

describe('Stop', () => {
  it('ends a run whose bridge is looked for, and the journal can be gone on with', async () => {
    const bridge = new TestBridge({ ...FILM, clock: 50 });
    const host = new TestHost({ bridge });
    await host.begin();
    await host.when(hops(5));
    bridge.unplug();
    await host.when(({ phase }) => phase === 'reconnecting');
    await host.acquisition.stop();
    expect((await host.finish()).run).toMatchObject({ stopped: true });
    expect(host.disk.read().end).toMatchObject({ reason: 'stopped' });
    bridge.plug();
    await host.comeBack();
    await expectSameMap(host, 1);
  }, 30_000);

  it('works straight after the bridge was found again', async () => {
    const bridge = new TestBridge({ ...FILM, clock: 20 });
    const host = new TestHost({ bridge });
    await host.begin();
    await host.when(hops(3));
    bridge.unplug();
    await host.when(({ phase }) => phase === 'reconnecting');
    bridge.plug();
    await host.when(({ phase }) => phase === 'running');
    await host.acquisition.stop();
    const status = await host.finish();
    expect(status.run).toMatchObject({ stopped: true });
    expect(status.stop?.verified).toBeGreaterThan(0);
    expect(bridge.down).toBe(false);
    await host.acquisition.disconnect();
  }, 30_000);
});
