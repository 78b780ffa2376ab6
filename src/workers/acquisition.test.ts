import { describe, expect, it, test } from 'vitest';
import { memoryFile } from '../bundles/byte-file';
import { openJournal } from '../bundles/journal-reader';
import { createJournal } from '../bundles/journal-writer';
import { connectBridge } from '../devices/bridge/driver';
import { duplexPair } from '../devices/transport/in-page';
import { createSimulatedBridge } from '../devices/twin/simulated-bridge';
import { experimentById } from '../experiments/catalogue';
import { diffusionMap } from '../experiments/diffusion-map';
import { planesOf, type Recipe } from '../experiments/experiment';
import { fault } from '../fault';
import { err, ok } from '../result';
import { fitApi } from './fits/fit';
import { mapsOf } from './files/products';
import { must } from '../bundles/test-journal';
import { others, only, recipe, setUp, simulated, stateOf } from './test-acquisition';

describe('acquisition', () => {
  it('measures, tells of every pixel, shows one, and keeps all of it in the journal', async () => {
    const { acquisition, pixels, file, when } = setUp();
    const connected = await acquisition.connect(simulated(Infinity));
    expect(connected).toMatchObject({ ok: true, value: { identity: { model: 'Simulated bridge' } } });
    expect(await acquisition.start('diffusion-map', recipe)).toMatchObject({ ok: true });
    const status = await when((s) => s.run?.finished ?? false);
    expect(status).toMatchObject({
      phase: 'ready',
      fault: null,
      run: { hopsDone: 4, hopsTotal: 4, stopped: false },
    });
    expect(pixels.map((p) => [p.row, p.column]).sort()).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(pixels[0]?.values).toHaveLength(planesOf(diffusionMap.maps(recipe)).length);
    const seen = await acquisition.inspect({ row: 1, column: 0 });
    const detail = seen.ok ? seen.value.detail : null;
    expect(detail?.plots.map((p) => p.title)).toEqual(
      expect.arrayContaining(['Voltammograms', 'Peak current against √v', 'Approach curve']),
    );
    expect(detail?.headline).toMatch(/^D .*cm²\/s$/);
    const journal = openJournal(file);
    expect(journal.ok && journal.value).toMatchObject({
      completeHops: 4,
      tornBytes: 0,
      end: { reason: 'finished' },
    });
    await acquisition.disconnect();
    expect((await when((s) => s.phase === 'disconnected')).instrument).toBeNull();
  }, 30_000);

  it('measures what a polygon leaves of a grid, from the middle outward, and leaves the rest of the map empty', async () => {
    const { acquisition, pixels, file, when } = setUp();
    await acquisition.connect(simulated(Infinity));
    const corner = [45e-6, 45e-6, 50e-6, 45e-6, 45e-6, 50e-6];
    const masked = { ...recipe, columns: 3, rows: 3, order: 'spiral', mask: corner };
    expect(await acquisition.start('diffusion-map', masked)).toMatchObject({ ok: true });
    const status = await when((s) => s.run?.finished ?? false);
    expect(status.run).toMatchObject({ hopsDone: 3, hopsTotal: 3, stopped: false, secondsLeft: 0 });
    expect(new Set(pixels.map((p) => `${String(p.row)},${String(p.column)}`))).toEqual(
      new Set(['1,0', '0,0', '0,1']),
    );
    const journal = openJournal(file);
    if (!journal.ok) throw new Error(journal.error.happened);
    const { recipe: kept, path } = journal.value.header;
    const maps = mapsOf(diffusionMap.maps(kept), path, pixels);
    const height = maps.find(({ spec }) => spec.name === 'height')?.data ?? [];
    expect(Array.from(height, (h) => Number.isFinite(h))).toEqual([
      ...[true, true, false],
      ...[true, false, false],
      ...[false, false, false],
    ]);
    await acquisition.disconnect();
  }, 30_000);

  it('pauses at a hop boundary, goes on, and stops with the probe up and the link alive', async () => {
    const { acquisition, when } = setUp();
    await acquisition.connect(simulated(20));
    await acquisition.start('diffusion-map', recipe);
    await when((s) => s.phase === 'running');
    expect(await acquisition.pause()).toEqual({ ok: true, value: undefined });
    const paused = await when((s) => s.phase === 'paused');
    expect(paused.bridge?.state).not.toBe('RUNNING');
    await acquisition.resume();
    await when((s) => s.phase === 'running');
    expect(await acquisition.stop()).toEqual({ ok: true, value: undefined });
    const stopped = await when((s) => s.run?.stopped ?? false);
    expect(stopped).toMatchObject({ phase: 'ready', bridge: { state: 'IDLE' } });
    expect(stopped.stop?.verified).toBeGreaterThan(0);
    await acquisition.disconnect();
  }, 30_000);

  it('measures a point that is added while it is paused, and keeps it with the others', async () => {
    const { acquisition, when, file, pixels } = setUp();
    await acquisition.connect(simulated(20));
    await acquisition.start('diffusion-map', recipe);
    await when((s) => s.phase === 'running');
    await acquisition.pause();
    const { run } = await when((s) => s.phase === 'paused');
    expect(run?.hopsTotal).toBe(4);
    const header = must(openJournal(file)).header;
    const place = { x: (header.path.x[1] ?? NaN) + 50e-9, y: header.path.y[0] ?? NaN };
    expect(await acquisition.addPoint({ x: 0, y: 0 })).toMatchObject({
      ok: false,
      error: { code: 'value-invalid', kept: 'The run goes on as it was.' },
    });
    expect(await acquisition.addPoint(place)).toEqual({ ok: true, value: undefined });
    await acquisition.resume();
    const done = await when((s) => s.run?.finished ?? false);
    expect(done.run).toMatchObject({ hopsDone: 5, hopsTotal: 5 });
    const kept = must(openJournal(file));
    expect(kept.header.path.points).toHaveLength(5);
    const added = kept.hops.find(({ point }) => point === 4);
    expect(added).toMatchObject({ ...place, row: 0, column: 1 });
    expect(pixels.filter(({ row, column }) => row === 0 && column === 1)).toHaveLength(2);
    expect(await acquisition.addPoint(place)).toMatchObject({ ok: false });
    await acquisition.disconnect();
  }, 30_000);

  it('lets a list grow, and finds what was added again after the run was cut off', async () => {
    const { acquisition, when, file } = setUp();
    const points = experimentById('voltammetry-points')?.presets[0]?.recipe;
    const listed = { ...points, points: [40e-6, 50e-6, 41e-6, 50e-6], rates: [20] };
    await acquisition.connect(simulated(20));
    await acquisition.start('voltammetry-points', listed);
    await when((s) => s.phase === 'running');
    await acquisition.pause();
    await when((s) => s.phase === 'paused');
    expect(await acquisition.addPoint({ x: 42e-6, y: 51e-6 })).toEqual({ ok: true, value: undefined });
    const { run } = await when((s) => s.run?.hopsTotal === 3);
    expect(run?.recipe['points']).toEqual([...listed.points, 42e-6, 51e-6]);
    await acquisition.stop();
    await when((s) => s.phase === 'ready');
    await acquisition.resumeKept(run?.id ?? '');
    const done = await when((s) => s.run?.finished ?? false);
    expect(done.run).toMatchObject({ hopsTotal: 3 });
    const { header, hops } = must(openJournal(file));
    expect(header.title).toContain('3 points');
    expect(hops.filter(({ x, y }) => x === 42e-6 && y === 51e-6)).toMatchObject([{ point: 2, column: 2 }]);
    await acquisition.disconnect();
  }, 30_000);

  it('lands on its first point again and again, notes how far the surface has moved, and takes that off', async () => {
    const { acquisition, when, file, pixels } = setUp();
    const topography = experimentById('topography');
    const survey = { ...topography?.presets[0]?.recipe, columns: 3, rows: 2, referenceEvery: 2 };
    await acquisition.connect({ kind: 'simulated', sample: 'hopg-immersed', seed: 1, clock: Infinity });
    await acquisition.start('topography', survey);
    const { run } = await when((s) => s.run?.finished ?? false);
    expect(run).toMatchObject({ hopsDone: 9, hopsTotal: 9 });
    const { header, hops, log } = must(openJournal(file));
    const back = hops.filter(({ row }) => row < 0);
    expect(back).toHaveLength(3);
    expect(log.filter(({ message }) => message.includes('point of reference'))).toHaveLength(3);
    const maps = mapsOf(topography?.maps(survey) ?? [], header.path, pixels);
    const dataOf = (name: string): readonly number[] =>
      Array.from(maps.find(({ spec }) => spec.name === name)?.data ?? []);
    const last = pixels.findLast(({ row }) => row < 0);
    const first = pixels.find(({ row, column }) => row === hops[0]?.row && column === hops[0].column);
    const moved = (last?.values[0] ?? NaN) - (first?.values[0] ?? NaN);
    const drift = dataOf('surface_drift');
    expect(drift.filter(Number.isFinite)).toHaveLength(6);
    expect(Math.max(...drift.map(Math.abs))).toBeGreaterThan(0);
    expect(Math.max(...drift.map(Math.abs))).toBeLessThan(3 * Math.abs(moved) + 5e-9);
    const height = dataOf('height');
    dataOf('height_without_drift').forEach((h, k) => {
      expect(h).toBeCloseTo((height[k] ?? NaN) - (drift[k] ?? NaN), 15);
    });
    await acquisition.disconnect();
  }, 60_000);

  it('rests while a Stop is awaited, goes on when none comes, and is not held up when it does', async () => {
    const { acquisition, when } = setUp();
    await acquisition.connect(simulated(20));
    acquisition.awaitStop(10_000);
    await acquisition.start('diffusion-map', recipe);
    await when((s) => s.phase === 'running');
    acquisition.awaitStop(50);
    await when((s) => (s.run?.hopsDone ?? 0) > 0);
    acquisition.awaitStop(60_000);
    expect(await acquisition.stop()).toEqual({ ok: true, value: undefined });
    await when((s) => s.run?.stopped ?? false);
    await acquisition.disconnect();
  }, 30_000);

  test.each<[Record<string, Recipe[string]>, string]>([
    [{ columns: 0 }, 'Columns: must be between 1 and 1024.'],
    [{ originX: 99e-6 }, 'The map reaches beyond the stage'],
    [{ fullScale: 1e-6 }, 'the bridge’s largest range is 20.0 nA'],
    [{ potentialStep: 1e-5 }, 'samples a second are needed'],
  ])('refuses %o before the probe moves', async (change, why) => {
    const { acquisition, file } = setUp();
    await acquisition.connect(simulated(Infinity));
    const started = await acquisition.start('diffusion-map', { ...recipe, ...change });
    expect(started.ok ? '' : started.error.happened).toContain(why);
    expect(file.size()).toBe(0);
    await acquisition.disconnect();
  });

  it('tells what it made sure of, at the connection and before a run', async () => {
    const { acquisition, when } = setUp();
    await acquisition.connect(simulated(Infinity));
    const connected = await when((s) => s.phase === 'ready');
    expect(stateOf(connected)).toEqual(expect.objectContaining({ Identity: 'passed', Noise: 'waiting' }));
    await acquisition.start('diffusion-map', recipe);
    const { checks } = await when((s) => s.run?.finished ?? false);
    expect(checks.filter((c) => c.state !== 'passed')).toEqual([]);
    expect(Object.fromEntries(checks.map((c) => [c.name, c.words]))).toMatchObject({
      Identity: 'Meniscus Simulated bridge, serial number SIM-1',
      Watchdog: expect.stringContaining('armed') as string,
      Noise: expect.stringMatching(/^0\.\d+ pA rms, threshold [\d.]+ × that away$/) as string,
      Height: expect.stringContaining('nothing touches') as string,
    });
    await acquisition.disconnect();
  });

  it('warns of a threshold near the noise and runs, but does not start where the current is beyond it', async () => {
    const { acquisition, file, when } = setUp();
    await acquisition.connect(simulated(Infinity));
    await acquisition.start('diffusion-map', { ...recipe, threshold: 1e-12 });
    const warned = await when((s) => s.run?.finished ?? false);
    expect(stateOf(warned)).toMatchObject({ Noise: 'warning', Height: 'passed' });
    const size = file.size();
    expect(await acquisition.start('diffusion-map', { ...recipe, threshold: 1e-14 })).toMatchObject({
      ok: false,
      error: { code: 'probe-not-clear' },
    });
    expect(file.size()).toBe(size);
    expect(stateOf(await when((s) => s.phase === 'ready'))).toMatchObject({ Height: 'failed' });
    await acquisition.disconnect();
  });

  it('says what is missing: no instrument, no such experiment, no device, a busy instrument', async () => {
    const { acquisition } = setUp();
    expect(await acquisition.start('diffusion-map', recipe)).toMatchObject({ error: { code: 'no-device' } });
    expect(await acquisition.stop()).toMatchObject({ error: { code: 'no-device' } });
    expect(await acquisition.pause()).toMatchObject({ error: { code: 'value-invalid' } });
    expect(await acquisition.inspect({ row: 0, column: 0 })).toMatchObject({
      error: { code: 'value-invalid' },
    });
    expect(await acquisition.connect({ kind: 'serial' })).toMatchObject({ error: { code: 'no-device' } });
    await acquisition.connect(simulated(Infinity));
    expect(await acquisition.start('teleport', recipe)).toMatchObject({ error: { code: 'value-invalid' } });
    await acquisition.disconnect();
    const busy = setUp({
      holdInstrument: () => Promise.resolve(err(fault('instrument-in-use', 'Another tab.'))),
    });
    expect(await busy.acquisition.connect(simulated(1))).toMatchObject({
      error: { code: 'instrument-in-use' },
    });
  });

  it('gives the lock back when the connection fails', async () => {
    let held = 0;
    const { acquisition } = setUp({
      holdInstrument: () => {
        held++;
        return Promise.resolve(
          ok(() => {
            held--;
          }),
        );
      },
    });
    await acquisition.connect({ kind: 'serial' });
    expect(held).toBe(0);
    await acquisition.connect(simulated(Infinity));
    expect(held).toBe(1);
    await acquisition.disconnect();
    expect(held).toBe(0);
  });

  it('starts once however often it is asked at the same time', async () => {
    const { acquisition, pixels, when } = setUp();
    await acquisition.connect(simulated(Infinity));
    const [first, second] = await Promise.all([
      acquisition.start('diffusion-map', recipe),
      acquisition.start('diffusion-map', recipe),
    ]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, error: { code: 'instrument-in-use' } });
    await when((s) => s.run?.finished ?? false);
    expect(pixels).toHaveLength(4);
    await acquisition.disconnect();
  });

  it('does not begin a run that was stopped while it was prepared', async () => {
    const file = memoryFile();
    const { acquisition, when } = setUp({
      createJournal: async (header) => {
        await new Promise((later) => setTimeout(later, 50));
        return createJournal(file, header);
      },
    });
    await acquisition.connect(simulated(Infinity));
    const started = acquisition.start('diffusion-map', recipe);
    await when((s) => s.phase === 'starting');
    expect(await acquisition.stop()).toEqual({ ok: true, value: undefined });
    expect(await started).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await when((s) => s.phase === 'ready')).run).toBeNull();
    await acquisition.disconnect();
  });

  it('foretells a recipe before there is an instrument, and for the amplifier of the one that is connected', async () => {
    const { acquisition } = setUp();
    const before = await acquisition.expect('diffusion-map', recipe);
    expect(before).toMatchObject({
      ok: true,
      value: { headline: expect.stringMatching(/^u\(D\)/) as string },
    });
    await acquisition.connect(simulated(Infinity));
    expect(await acquisition.expect('diffusion-map', recipe)).toEqual(before);
    await acquisition.disconnect();
  });

  it('says that it analyses when the scan is over, and Stop still raises the probe', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((open) => (release = open));
    const { acquisition, when } = setUp({
      analyst: {
        width: 1,
        reduce: async (run, hop) => {
          await gate;
          return fitApi.reduce(run, hop);
        },
        ...others,
      },
    });
    await acquisition.connect(simulated(Infinity));
    await acquisition.start('diffusion-map', recipe);
    await when((s) => s.phase === 'analysing');
    expect(await acquisition.stop()).toEqual({ ok: true, value: undefined });
    release();
    expect(await when((s) => s.phase === 'ready')).toMatchObject({ run: { finished: true } });
    await acquisition.disconnect();
  });

  it('shows a pixel by other settings, and notes an analysis in the journal of the run that ended', async () => {
    const { acquisition, file, when } = setUp();
    await acquisition.connect(simulated(Infinity));
    const started = await acquisition.start('diffusion-map', recipe);
    if (!started.ok) throw new Error(started.error.happened);
    await when((s) => s.phase === 'ready' && (s.run?.finished ?? false));
    const settings = { model: 'line', contactRadius: 60e-9 };
    const standard = await acquisition.inspect({ row: 0, column: 0 });
    const other = await acquisition.inspect({ row: 0, column: 0 }, settings);
    expect(standard.ok && other.ok && other.value.detail.headline !== standard.value.detail.headline).toBe(
      true,
    );
    expect(other.ok && other.value.detail.reason).toContain('as asked for');
    expect(await acquisition.keepAnalysis(started.value, { name: 'line', settings })).toMatchObject({
      ok: true,
    });
    expect(await acquisition.keepAnalysis('another', { name: 'line', settings })).toMatchObject({
      error: { code: 'value-invalid' },
    });
    const journal = openJournal(file);
    expect(journal.ok && journal.value).toMatchObject({
      analyses: [{ name: 'line', settings }],
      completeHops: 4,
      end: { reason: 'finished' },
    });
    await acquisition.disconnect();
  });

  it('shows a bridge in SAFE as such, and only a reset leads out', async () => {
    const twin = createSimulatedBridge({ sample: 'lto-film', seed: 1, clock: 1 });
    if (!twin.ok) throw new Error(twin.error.happened);
    const link = () => {
      const [host, device] = duplexPair();
      void twin.value.serve(device);
      return host;
    };
    const silent = await connectBridge(link());
    if (!silent.ok) throw new Error(silent.error.happened);
    await silent.value.setWatchdog(0.2);
    await silent.value.loadProgram([{ verb: 'WAIT', seconds: 60 }, { verb: 'END' }], 0);
    await silent.value.queueHops([{ id: 0, x: 50e-6, y: 50e-6 }]);
    await silent.value.run();
    await new Promise((later) => setTimeout(later, 500));

    const { acquisition, when } = setUp({ candidates: () => only(link()) });
    await acquisition.connect(simulated(1));
    expect((await when((s) => s.phase === 'safe')).bridge?.state).toBe('SAFE');
    expect(await acquisition.start('diffusion-map', recipe)).toMatchObject({
      error: { code: 'bridge-safe' },
    });
    expect(await acquisition.reset()).toEqual({ ok: true, value: undefined });
    await when((s) => s.phase === 'ready');
    expect(await acquisition.start('diffusion-map', recipe)).toMatchObject({ ok: true });
    await acquisition.disconnect();
  }, 20_000);
});
