/** A whole run in this process, over the bridge's bytes, without files: for figures about numbers, not about speed. */
import { memoryFile } from '../src/bundles/byte-file';
import { openJournal } from '../src/bundles/journal-reader';
import type { ByteFile, MapData } from '../src/bundles/run';
import { terminalEnvironment } from '../src/cli/environment';
import { STANDARD } from '../src/experiments/recipe/analysis';
import { diffusionMap } from '../src/experiments/diffusion-map';
import type { Experiment, Path, Recipe, TrackTrace } from '../src/experiments/experiment';
import type { SimulatedSample } from '../src/simulated-samples';
import { createAcquisition } from '../src/workers/acquisition';
import { createJournal } from '../src/bundles/journal-writer';
import { mapsOf, productsOf } from '../src/workers/files/products';
import type { PixelMessage } from '../src/workers/protocol';

interface Measured {
  readonly path: Path;
  readonly maps: readonly MapData[];
  readonly truth: readonly MapData[];
  readonly track: TrackTrace;
}

/** The published diffusion map with some values changed. */
export function measureInProcess(
  change: Recipe,
  seed: number,
  sample: SimulatedSample = 'lto-film',
): Promise<Measured> {
  const preset = diffusionMap.presets[0];
  if (!preset) throw new Error('the published setting is missing');
  return measureRecipe(diffusionMap, { ...preset.recipe, ...change }, seed, sample);
}

export async function measureRecipe(
  experiment: Experiment,
  recipe: Recipe,
  seed: number,
  sample: string,
): Promise<Measured> {
  const { file, pixels } = await recordRecipe(experiment, recipe, seed, sample);
  const source = openJournal(file);
  if (!source.ok) throw new Error(source.error.happened);
  const { header } = source.value;
  const products = productsOf(source.value, [], STANDARD);
  if (!products.ok) throw new Error(products.error.happened);
  const maps = mapsOf(experiment.maps(header.recipe), header.path, pixels);
  const track = source.value.track();
  return { path: header.path, maps, truth: products.value.truth ?? [], track };
}

/** The journal of a whole run, and its pixels. */
export async function recordRecipe(
  experiment: Experiment,
  recipe: Recipe,
  seed: number,
  sample: string,
): Promise<{ readonly file: ByteFile; readonly pixels: readonly PixelMessage[] }> {
  const file = memoryFile();
  const acquisition = createAcquisition({
    ...terminalEnvironment({ kind: 'simulated' }, ''),
    createJournal: (header) => Promise.resolve(createJournal(file, header)),
  });
  const connected = await acquisition.connect({
    kind: 'simulated',
    sample,
    seed,
    clock: Infinity,
  });
  if (!connected.ok) throw new Error(connected.error.happened);
  const pixels: PixelMessage[] = [];
  await new Promise<void>((done, fail) => {
    acquisition.subscribe((event) => {
      if (event.kind === 'pixels') pixels.push(...event.pixels);
      else if (event.status.run?.finished) done();
      else if (event.status.run?.stopped)
        fail(new Error(event.status.fault?.happened ?? 'The run was stopped.'));
    });
    void acquisition.start(experiment.id, recipe).then((started) => {
      if (!started.ok) fail(new Error(started.error.happened));
    });
  });
  await acquisition.disconnect();
  return { file, pixels };
}
