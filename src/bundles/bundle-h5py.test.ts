/** Bundles and h5py, in both directions, with the very examples of the documentation. Needs a Python with h5py. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fault } from '../fault';
import type { Result } from '../result';
import { memoryFile } from './byte-file';
import { openBundle } from './hdf5/read';
import { writeBundle } from './hdf5/write';
import { openJournal } from './journal-reader';
import { createJournal } from './journal-writer';
import { nodeFile } from './node-file';
import type { RunSource } from './run';
import { recordBlock, sampleProducts, sampleRun, type SampleRun } from './sample-run';

const PYTHON = process.env['PYTHON'] ?? 'python3';
const folder = mkdtempSync(join(tmpdir(), 'meniscus-h5py-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function python(script: string, ...given: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(PYTHON, ['-c', script, ...given], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(error?.message ?? stderr);
  return stdout;
}

/** Why a module of Python cannot be asked; null when it can. */
function missing(module: string): string | null {
  try {
    python(`import ${module}`);
    return null;
  } catch (thrown) {
    return String(thrown).trimEnd().split('\n').at(-1) ?? '';
  }
}

const reason = missing('h5py');
const undrawn = reason ?? missing('matplotlib');
if (reason !== null)
  process.stdout.write(
    `Bundles were not checked with h5py (${PYTHON}; set PYTHON to another one): ${reason}\n`,
  );

if (reason === null && undrawn !== null)
  process.stdout.write(`Maps of bundles were not drawn with matplotlib (${PYTHON}): ${undrawn}\n`);

function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

const [reading = '', writing = ''] = Array.from(
  readFileSync('docs/bundle-format.md', 'utf8').matchAll(/```python\n(.*?)```/gs),
  ([, code]) => code ?? '',
);

/** Writes a bundle of a run to the folder. */
async function bundleOf(
  run: SampleRun,
  name: string,
): Promise<{ source: RunSource; products: ReturnType<typeof sampleProducts> }> {
  const journal = memoryFile();
  const writer = must(createJournal(journal, run.header));
  for (const hop of run.hops) {
    must(writer.note(hop));
    must(writer.append(recordBlock(run.recordsOf(hop.id))));
  }
  const source = must(openJournal(journal));
  const products = sampleProducts(run);
  const file = nodeFile(join(folder, name));
  must(await writeBundle(file, source, products));
  file.close();
  return { source, products };
}

describe.runIf(undrawn === null)('matplotlib', () => {
  it('draws every map as the documentation shows', async () => {
    const { products } = await bundleOf(sampleRun({ rows: 4, columns: 6 }), 'drawn.h5');
    const [drawing = ''] = Array.from(
      readFileSync('docs/maps-in-python.md', 'utf8').matchAll(/```python\n(.*?)```/gs),
      ([, code]) => code ?? '',
    );
    const names = python(drawing, 'drawn.h5').trimEnd().split('\n');
    const maps = products.analyses[0]?.maps.map(({ spec }) => spec.name) ?? [];
    expect([...names].sort()).toEqual([...maps].sort());
    for (const name of names) {
      const picture = readFileSync(join(folder, `${name}.png`));
      expect(picture.subarray(1, 4).toString()).toBe('PNG');
    }
  }, 120_000);
});

describe.runIf(undrawn === null)('a micrograph', () => {
  it('is drawn over a map as the documentation shows, where its landmarks are', async () => {
    const { products } = await bundleOf(sampleRun({ rows: 4, columns: 6 }), 'overlaid.h5');
    const [, overlaying = ''] = Array.from(
      readFileSync('docs/maps-in-python.md', 'utf8').matchAll(/```python\n(.*?)```/gs),
      ([, code]) => code ?? '',
    );
    const asked = `
marks = micrograph["landmarks"]
found = to_stage.transform([[m["image"]["x"], m["image"]["y"]] for m in marks])
print(json.dumps([found.tolist(), [[m["stage"]["x"] * 1e6, m["stage"]["y"] * 1e6] for m in marks], grey.shape]))
kept = h5py.File(sys.argv[1])["entry/workspace/micrograph"]
print(kept.attrs["file_name"], kept[()].tobytes().hex())`;
    const [numbers = '', file] = python(overlaying + asked, 'overlaid.h5')
      .trimEnd()
      .split('\n');
    const [found, wanted, shape] = JSON.parse(numbers) as [number[][], number[][], number[]];
    expect(wanted).toHaveLength(3);
    found.flat().forEach((v, k) => expect(v).toBeCloseTo(wanted.flat()[k] ?? NaN, 6));
    expect(shape).toEqual([9, 12]);
    const { name, bytes } = products.workspace?.picture ?? { name: '', bytes: new Uint8Array() };
    expect(file).toBe(`${name} ${Buffer.from(bytes).toString('hex')}`);
    expect(readFileSync(join(folder, 'overlay.png')).subarray(1, 4).toString()).toBe('PNG');
  }, 120_000);
});

describe.runIf(reason === null)('h5py', () => {
  it('reads a bundle as the documentation shows', async () => {
    const run = sampleRun({ rows: 4, columns: 6 });
    const { source, products } = await bundleOf(run, 'map.h5');

    const code = `${reading}\nimport json\nprint(json.dumps([float(d[0, 0]), z.tolist()]))`;
    const lines = python(code).trimEnd().split('\n');
    const hop = run.hops.find((h) => h.row === 3 && h.column === 5);
    const z = source.traces(hop?.id ?? -1)?.steps.get(3)?.channels.z;
    expect(lines[0]).toMatch(/^D \(m2\/s\) /);
    expect(lines[1]).toMatch(/^step07_cycle: 20\.0 V\/s, largest current \d/);
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual([products.maps[0]?.data[0], [...(z ?? [])]]);
  });

  it('reads what the sample’s track recorded, and what it was told', async () => {
    const run = sampleRun();
    const told = { program: ['HOLD,POTENTIAL,1,1,0.5', 'END'], labels: ['1 V', ''], follow: true };
    const { source, products } = await bundleOf(run, 'plain.h5');
    const track = { time: Float64Array.of(1, 1.5), potential: [0.25, 0.5], current: [1e-6, -2e-6] };
    const file = nodeFile(join(folder, 'track.h5'));
    const driven = { ...source, header: { ...source.header, track: told }, track: () => track };
    must(await writeBundle(file, driven, products));
    file.close();
    const code = `
import h5py, json
with h5py.File("track.h5") as file:
    track = file["entry/track"]
    names = ["time", "sample_potential", "sample_current"]
    print(json.dumps([[track[n][:].tolist(), track[n].attrs["units"]] for n in names]))
    experiment = file["entry/experiment"]
    print(json.dumps([experiment["track_program"].asstr()[:].tolist(), experiment["pipette_against"].asstr()[()]]))`;
    const [lists = '', program = ''] = python(code).trimEnd().split('\n');
    expect(JSON.parse(lists)).toEqual([
      [[1, 1.5], 's'],
      [[0.25, 0.5], 'V'],
      [[Math.fround(1e-6), Math.fround(-2e-6)], 'A'],
    ]);
    expect(JSON.parse(program)).toEqual([told.program, 'bath']);
  });

  it('writes the example of the documentation, which opens', async () => {
    python(writing);
    const bundle = must(await openBundle(nodeFile(join(folder, 'own.h5'), 'read')));
    expect(bundle).toMatchObject({
      header: {
        title: 'Two pixels',
        experiment: 'diffusion-map',
        program: ['MOVE', 'CYCLE,1.9,1.5,1.9,1.9,1,1,0.001', 'END'],
        recipe: { schema: 1, rates: [1] },
        path: { rows: 1, columns: 2, x: [1e-6, 2e-6], y: [1e-6] },
      },
      hops: [
        { id: 0, row: 0, column: 0 },
        { id: 1, row: 0, column: 1 },
      ],
    });
    const cycle = bundle.traces(1)?.steps.get(1);
    expect(cycle).toMatchObject({ count: 800, interval: 1e-3, start: 5 });
    expect(cycle?.channels.tip_potential?.[0]).toBe(Math.fround(1.9));
    expect(bundle.maps.map((m) => [m.spec.name, m.spec.unit, m.data.length])).toEqual([
      ['diffusion_coefficient', 'm2/s', 2],
    ]);
    bundle.close();
  });
});
