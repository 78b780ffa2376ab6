/** Whole titrations over the bytes of the simulated bridge, against the film that they were made on. */
import { afterEach, describe, expect, it } from 'vitest';
import { memoryFile } from '../bundles/byte-file';
import { openJournal } from '../bundles/journal-reader';
import { createJournal } from '../bundles/journal-writer';
import type { MapData, RunSource } from '../bundles/run';
import type { Recipe } from '../experiments/experiment';
import { intermittentTitration as experiment } from '../experiments/intermittent-titration';
import { STANDARD } from '../experiments/recipe/analysis';
import { PULSE_VERDICT } from '../experiments/titration/pulse';
import type { SimulatedSample } from '../simulated-samples';
import { createAcquisition } from '../workers/acquisition';
import { findingsOf } from '../workers/files/analyses';
import { mapsOf, productsOf } from '../workers/files/products';
import type { PixelMessage } from '../workers/protocol';
import { terminalEnvironment } from './environment';

type Acquisition = ReturnType<typeof createAcquisition>;

interface Measured {
  readonly recipe: Recipe;
  readonly source: RunSource;
  readonly maps: readonly MapData[];
  readonly truth: readonly MapData[];
}

const published = experiment.presets[0]?.recipe ?? {};
let opened: Acquisition | null = null;
afterEach(async () => {
  await opened?.disconnect();
  opened = null;
});

async function connected(sample: SimulatedSample): Promise<{
  readonly acquisition: Acquisition;
  readonly file: ReturnType<typeof memoryFile>;
}> {
  const file = memoryFile();
  const acquisition = createAcquisition({
    ...terminalEnvironment({ kind: 'simulated' }, ''),
    createJournal: (header) => Promise.resolve(createJournal(file, header)),
  });
  opened = acquisition;
  const link = await acquisition.connect({ kind: 'simulated', sample, seed: 5, clock: Infinity });
  expect(link).toMatchObject({ ok: true });
  return { acquisition, file };
}

async function measured(change: Recipe): Promise<Measured> {
  const { acquisition, file } = await connected('hard-carbon');
  const pixels: PixelMessage[] = [];
  const recipe = { ...published, ...change };
  await new Promise<void>((done, fail) => {
    acquisition.subscribe((event) => {
      if (event.kind === 'pixels') pixels.push(...event.pixels);
      else if (event.status.run?.finished) done();
      else if (event.status.run?.stopped) fail(new Error(event.status.fault?.happened ?? 'stopped'));
    });
    void acquisition.start(experiment.id, recipe).then((started) => {
      if (!started.ok) fail(new Error(started.error.happened));
    });
  });
  const source = openJournal(file);
  if (!source.ok) throw new Error(source.error.happened);
  const products = productsOf(source.value, [], STANDARD);
  if (!products.ok) throw new Error(products.error.happened);
  const { header } = source.value;
  const maps = mapsOf(experiment.maps(recipe), header.path, pixels);
  return { recipe, source: source.value, maps, truth: products.value.truth ?? [] };
}

const of = (
  maps: readonly MapData[],
  name: string,
  part: 'data' | 'noise' | 'calibration' = 'data',
): number[] => Array.from(maps.find(({ spec }) => spec.name === name)?.[part] ?? []);

/** From within the first stage on, where the curve is smooth. */
const MIDDLE = { sampleStart: 0.7, sampleRest: 1200 };

describe('a titration over the bytes of the bridge', () => {
  it('finds the D of the film within the noise, and within the 95 % of noise and radius together', async () => {
    const { maps, truth, source, recipe } = await measured({ ...MIDDLE, pulses: 3 });
    const [found, noise, calibration, known] = [
      of(maps, 'diffusion_coefficient'),
      of(maps, 'diffusion_coefficient', 'noise'),
      of(maps, 'diffusion_coefficient', 'calibration'),
      of(truth, 'diffusion_coefficient'),
    ];
    expect(found).toHaveLength(6);
    // The last pulse of extraction ends at the start potential, and may be short.
    for (const k of found.keys()) {
      if (of(maps, 'verdict')[k] !== PULSE_VERDICT.good) expect(k).toBe(5);
      else {
        const [d = NaN, sigma = NaN, common = NaN, true_ = NaN] = [found, noise, calibration, known].map(
          (row) => row[k],
        );
        expect(true_).toBe(2e-15);
        expect(Math.abs(d - true_)).toBeLessThan(4 * sigma);
        expect(Math.abs(d - true_)).toBeLessThan(1.96 * Math.hypot(sigma, common));
        expect(sigma).toBeLessThan(0.05 * d);
      }
    }
    expect(of(maps, 'resistance')[0]).toBeCloseTo(86.7, 0);
    const { figures, timelines } = await findingsOf(
      experiment,
      recipe,
      source.header.path,
      maps,
      source.track(),
    );
    // Each pulse of insertion takes 24 mC up.
    expect(figures.find(({ key }) => key === 'inserted_charge')?.value).toBeGreaterThan(0.072);
    expect(timelines?.[0]?.panels[0]?.series[1]?.x.length).toBeGreaterThan(4);
  }, 120_000);

  it('says of each pulse what was wrong: too long, a rest too short, a current that was not held', async () => {
    const cases = [
      ['too_long', { driveTime: 300, sampleDensity: 0.8, pulseRest: 600 }],
      ['unsettled', { pulseRest: 60 }],
      // 100 mA, twice what the potentiostat of the sample gives.
      ['overload', { sampleArea: 0.1, sampleDensity: 1, sampleVertex: -10, sampleStart: 10 }],
    ] as const;
    for (const [verdict, change] of cases) {
      const { maps, recipe, source } = await measured({ sampleRest: 60, pulses: 1, ...change });
      expect(of(maps, 'verdict')[0]).toBe(PULSE_VERDICT[verdict]);
      expect(of(maps, 'diffusion_coefficient')[0]).toBeNaN();
      const { timelines } = await findingsOf(experiment, recipe, source.header.path, maps, source.track());
      const marks = timelines?.[0]?.panels[1]?.series.map(({ name }) => name);
      expect(marks?.includes('overload')).toBe(verdict === 'overload');
    }
  }, 120_000);

  it('is refused before it begins by a bridge that has no potentiostat for the sample', async () => {
    const { acquisition } = await connected('lto-film');
    const started = await acquisition.start(experiment.id, published);
    expect(started).toMatchObject({ ok: false, error: { code: 'capability-missing' } });
  });
});
