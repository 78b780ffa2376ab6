import { readFileSync } from 'node:fs';
import type { Dataset, Group } from 'h5wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../fault';
import { assembleHop } from '../records/hop';
import { FLAG } from '../records/record';
import type { Result } from '../result';
import { isGroup } from './bundle-copy';
import { memoryFile } from './byte-file';
import { openHdf5, type Hdf5 } from './hdf5/file';
import { openBundle } from './hdf5/read';
import { writeBundle } from './hdf5/write';
import { openJournal, type JournalSource } from './journal-reader';
import { createJournal } from './journal-writer';
import { POLARITY } from './layout';
import type { BundleSource, ByteFile, MapData, Products, RunSource } from './run';
import { recordBlock, sampleProducts, sampleRun } from './sample-run';

function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

const run = sampleRun();
const products = withAnother(sampleProducts(run));

/** The maps of a second analysis are the first ones but for the main map. */
function withAnother(first: Products): Products & { readonly maps: readonly MapData[] } {
  const [standard] = first.analyses;
  if (!standard) throw new Error('no analysis');
  const settings = { ...standard.settings, model: 'line', contactRadius: 60e-9 };
  const maps = standard.maps.map((map) =>
    map.spec.name === first.mainMap ? { ...map, data: map.data.map((d) => 1.5 * d) } : map,
  );
  const parameters = { ...standard.parameters, model: 'line', contact_radius: 60e-9, weights: [1, 2.5] };
  const name = 'line, radius 60 nm';
  return {
    ...first,
    maps: standard.maps,
    analyses: [standard, { ...standard, name, date: null, settings, parameters, maps }],
  };
}

/** Hop 4 aborted in its last cycle, hop 5 queued and never made. */
function journalOf(): JournalSource {
  const file = memoryFile();
  const journal = must(createJournal(file, run.header));
  must(journal.note({ kind: 'boot', bootId: 'b', wallClock: '2025-03-01T10:00:01.000Z', bridgeSeconds: 90 }));
  for (const hop of run.hops) must(journal.note(hop));
  for (const hop of [0, 1, 2, 3]) must(journal.append(recordBlock(run.recordsOf(hop))));
  must(
    journal.note({
      kind: 'log',
      wallClock: '2025-03-01T10:01:01.500Z',
      level: 'warning',
      message: 'µ is a letter',
    }),
  );
  const cut = run.recordsOf(4).slice(0, 6);
  must(
    journal.append(recordBlock(cut.map((r, k) => (k === 5 ? { ...r, flags: r.flags | FLAG.aborted } : r)))),
  );
  must(journal.note({ kind: 'end', wallClock: '2025-03-01T10:05:00.000Z', reason: 'stopped' }));
  return must(openJournal(file));
}

const journal = journalOf();
const file = memoryFile();
let hdf5: Hdf5;
let bundle: BundleSource;

beforeAll(async () => {
  must(await writeBundle(file, journal, products));
  hdf5 = must(await openHdf5(file, 'r'));
  bundle = must(await openBundle(file));
});

const dataset = (path: string): Dataset => hdf5.root.get(path) as Dataset;

/** Every group and dataset, a line each: place, type and shape, attributes. */
function inventory(group: Group, place = ''): string[] {
  const line = (entity: Group | Dataset, at: string, what: string): string =>
    [
      at || '/',
      what,
      ...Object.entries(entity.attrs).map(([k, a]) => `${k}=${JSON.stringify(a.json_value)}`),
    ].join(' | ');
  const lines = [line(group, place, 'group')];
  for (const name of group.keys()) {
    const entity = group.get(name);
    const at = `${place}/${name}`;
    if (isGroup(entity)) lines.push(...inventory(entity, at));
    else {
      const { dtype, shape } = entity as Dataset;
      lines.push(line(entity as Dataset, at, `${dtype as string} [${String(shape)}]`));
    }
  }
  return lines;
}

describe('a bundle that was written', () => {
  it('has every group, dataset, type, shape and attribute of the layout', () => {
    const lines = inventory(hdf5.root).map((l) => l.replace(/file_time="[^"]*"/, 'file_time="…"'));
    const expected = readFileSync('fixtures/bundle-layout.txt', 'utf8').trimEnd().split('\n');
    expect(lines).toEqual(expected);
  });

  it('holds the run', () => {
    expect(dataset('/entry/title').value).toBe('Diffusion map, 3 × 2');
    expect(dataset('/entry/start_time').value).toBe('2025-03-01T10:00:01.000Z');
    expect(dataset('/entry/experiment/program').value).toEqual(run.header.program);
    expect(JSON.parse(dataset('/entry/experiment/plan').value as string)).toEqual(run.header.recipe);
    expect(dataset('/entry/instrument/polarity').value).toBe(POLARITY);
    expect(dataset('/entry/instrument/identity').value).toBe('Meniscus,Simulated bridge,SIM-1,1.0.0');
    expect(dataset('/entry/instrument/pipette/contact_radius').value).toBe(55e-9);
    expect(dataset('/entry/instrument/amplifier/filter_cutoff').value).toBe(1000);
    expect(dataset('/entry/instrument/amplifier/gain').value).toBe(500e6);
    expect(dataset('/entry/traces/step07_cycle/filter_cutoff').value).toBe(5000);
    expect(dataset('/entry/traces/step07_cycle/scan_rate').value).toBe(20);
    expect(dataset('/entry/log/time').value).toEqual(Float64Array.of(60.5));
    expect(dataset('/entry/log/message').value).toEqual(['µ is a letter']);
  });

  it('holds a line of the path for every hop that was made', () => {
    expect(dataset('/entry/path/status').value).toEqual(Uint8Array.of(0, 0, 0, 0, 6));
    expect(dataset('/entry/path/pixel').value).toEqual(Int32Array.of(0, 0, 0, 1, 0, 2, 1, 2, 1, 1));
    expect(dataset('/entry/path/t_start').value).toEqual(Float64Array.of(100, 110, 120, 130, 140));
    const z = journal.traces(1)?.steps.get(3)?.channels.z;
    expect((dataset('/entry/path/z_contact').value as Float64Array)[1]).toBe(z?.at(-1));
  });

  it('holds fixed steps as rows with NaN where a hop has none, a chunk a hop', () => {
    const { value, metadata } = dataset('/entry/traces/step07_cycle/tip_current');
    const rows = value as Float32Array;
    expect(metadata.chunks).toEqual([1, 10]);
    expect(rows.subarray(10, 20)).toEqual(journal.traces(1)?.steps.get(7)?.channels.tip_current);
    expect(Array.from(rows.subarray(40), Number.isNaN)).toEqual([
      ...new Array<boolean>(5).fill(false),
      ...new Array<boolean>(5).fill(true),
    ]);
    expect((dataset('/entry/traces/step10_cycle/tip_current').value as Float32Array).subarray(40)).toEqual(
      new Float32Array(10).fill(NaN),
    );
  });

  it('holds steps of variable length one after the other', () => {
    expect(dataset('/entry/traces/step03_approach/first').value).toEqual(Uint32Array.of(0, 4, 9, 15, 19));
    expect(dataset('/entry/traces/step03_approach/count').value).toEqual(Uint32Array.of(4, 5, 6, 4, 5));
    expect(dataset('/entry/traces/step11_retract/count').value).toEqual(Uint32Array.of(2, 2, 2, 2, 0));
    const z = dataset('/entry/traces/step03_approach/z').value as Float32Array;
    expect(z.subarray(4, 9)).toEqual(journal.traces(1)?.steps.get(3)?.channels.z);
  });

  it('is HDF5 that releases from 1.8 on read: superblock 2, layout and chunk index of that time', () => {
    const superblock = new Uint8Array(16);
    file.read(superblock, 0);
    expect(superblock[8]).toBe(2);
  });
});

describe('a bundle that was opened', () => {
  it('gives back header, hops, log and times', () => {
    expect(bundle.header).toEqual({ ...run.header, createdAt: '2025-03-01T10:00:01.000Z' });
    expect(bundle.hops).toEqual(run.hops.slice(0, 5).map((hop) => ({ ...hop, z: null })));
    expect(bundle).toMatchObject({
      startedAt: journal.startedAt,
      endedAt: journal.endedAt,
      log: journal.log,
      workspace: products.workspace,
    });
    expect([0, 4, 5].map(bundle.status)).toEqual(['ok', 'aborted', 'aborted']);
  });

  it('gives back every trace as it was', () => {
    for (const { id } of bundle.hops) expect(bundle.traces(id)).toEqual(journal.traces(id));
    expect(bundle.traces(5)).toBeNull();
    expect(bundle.extents).toEqual(journal.extents);
  });

  it('gives back every map bit for bit', () => {
    expect(bundle.maps.map((m) => m.spec)).toEqual(products.maps.map((m) => m.spec));
    const bits = (values: Float64Array | null): string =>
      values ? Buffer.from(values.buffer).toString('hex') : 'none';
    bundle.maps.forEach(({ data, noise, calibration }, m) => {
      const then = products.maps[m];
      expect(bits(data)).toBe(bits(then?.data ?? null));
      expect(bits(noise)).toBe(bits(then?.noise ?? null));
      expect(bits(calibration)).toBe(bits(then?.calibration ?? null));
    });
  });

  it('gives back every analysis with its settings, parameters and maps, in the order in which they were made', () => {
    expect(bundle.shown).toBe('standard');
    expect(bundle.analyses).toEqual(products.analyses);
  });

  it('can be written again as the same bundle', async () => {
    const second = memoryFile();
    must(await writeBundle(second, bundle, { ...products, analyses: bundle.analyses }));
    const again = must(await openBundle(second));
    for (const { id } of bundle.hops) expect(again.traces(id)).toEqual(journal.traces(id));
    expect(again.analyses).toEqual(bundle.analyses);
    again.close();
  });

  it('cites the run that a value was taken from, beside the value', async () => {
    const second = memoryFile();
    const source = 'The pipette, 2025-02-28T09:00:00.000Z, run 1';
    const recipe = { ...run.header.recipe, contactRadiusSource: source };
    must(await writeBundle(second, { ...journal, header: { ...run.header, recipe } }, products));
    const again = must(await openHdf5(second, 'r'));
    const attributesOf = (name: string): string[] =>
      Object.keys((again.root.get(`/entry/instrument/pipette/${name}`) as Dataset).attrs);
    expect(
      (again.root.get('/entry/instrument/pipette/contact_radius') as Dataset).attrs['source']?.value,
    ).toBe(source);
    expect(attributesOf('radius')).not.toContain('source');
    again.close();
    const read = must(await openBundle(second));
    expect(read.header.recipe['contactRadiusSource']).toBe(source);
    read.close();
  });

  it('shows the maps of another analysis when that one is named', async () => {
    const second = memoryFile();
    must(await writeBundle(second, bundle, { ...products, shown: 'line, radius 60 nm' }));
    const again = must(await openBundle(second));
    expect(again.shown).toBe('line, radius 60 nm');
    expect(again.maps).toEqual(products.analyses[1]?.maps);
    expect(again.analyses).toEqual(products.analyses);
    again.close();
  });
});

describe('a run of many hops', () => {
  const large = sampleRun({ rows: 5, columns: 8, rates: [20, 5], samples: 7 });
  /** More samples than a chunk of a flat dataset holds. */
  const long = 5000;
  const source: RunSource = {
    ...journal,
    header: large.header,
    hops: large.hops,
    extents: new Map([
      [3, { channelMask: 0b11, longest: long }],
      [7, { channelMask: 0b110, longest: 7 }],
    ]),
    traces: (hop) => {
      const made = assembleHop(large.recordsOf(hop));
      const approach = made.steps.get(3);
      const cycle = made.steps.get(7);
      if (!approach || !cycle) throw new Error('a step is missing');
      const ramp = Float32Array.from({ length: long }, (_, k) => hop + k / long);
      const channels = { z: ramp, tip_current: ramp };
      return {
        ...made,
        steps: new Map([
          [3, { ...approach, count: long, channels }],
          [7, cycle],
        ]),
      };
    },
  };

  it('is kept whole, and progress is told of each', async () => {
    const target = memoryFile();
    const told: number[] = [];
    must(await writeBundle(target, source, sampleProducts(large), (done, total) => told.push(total - done)));
    expect(told).toEqual(Array.from({ length: 40 }, (_, k) => 39 - k));
    const read = must(await openBundle(target));
    for (const { id } of large.hops) expect(read.traces(id)).toEqual(source.traces(id));
    expect([39, 0, 17, 16, 15].map((id) => read.traces(id)?.steps.get(7)?.channels.tip_current)).toEqual(
      [39, 0, 17, 16, 15].map((id) => source.traces(id)?.steps.get(7)?.channels.tip_current),
    );
    read.close();
  });
});

describe('a run with a sample track', () => {
  const track = {
    time: Float64Array.of(100, 100.5, 200, 200.5),
    potential: Float32Array.of(1, 2, 3, 4),
    current: Float32Array.of(1e-3, NaN, -1e-3, 0),
    flags: Uint16Array.of(0, FLAG.overload, 0, FLAG.lastOfStep),
  };
  const told = { program: ['HOLD,POTENTIAL,1,1,0.5', 'SYNC,1'], labels: ['1.0 V', ''], follow: true };
  const source: RunSource = {
    ...journal,
    header: { ...journal.header, track: told },
    track: () => track,
  };

  it('keeps it as lists on the bridge’s clock, and reads them', async () => {
    const target = memoryFile();
    must(await writeBundle(target, source, products));
    const hdf5 = must(await openHdf5(target, 'r'));
    expect((hdf5.root.get('/entry/track/time') as Dataset).value).toEqual(track.time);
    expect((hdf5.root.get('/entry/track/sample_potential') as Dataset).value).toEqual(track.potential);
    expect((hdf5.root.get('/entry/track/sample_current') as Dataset).value).toEqual(track.current);
    hdf5.close();
    const read = must(await openBundle(target));
    const { time, potential, current, flags = [] } = read.track();
    expect([time, potential, current, flags].map((values) => Array.from(values))).toEqual(
      [track.time, track.potential, track.current, track.flags].map((values) => Array.from(values)),
    );
    expect(read.header.track).toEqual(told);
    read.close();
  });

  it('says nothing of flags where a file has none', async () => {
    const target = memoryFile();
    const { time, potential, current } = track;
    must(await writeBundle(target, { ...source, track: () => ({ time, potential, current }) }, products));
    const read = must(await openBundle(target));
    expect(read.track()).not.toHaveProperty('flags');
    expect(read.track().time).toHaveLength(4);
    read.close();
  });

  it('says what the pipette was biased against where the sample was left alone', async () => {
    const target = memoryFile();
    const alone = { program: [], labels: [], follow: true };
    must(await writeBundle(target, { ...journal, header: { ...journal.header, track: alone } }, products));
    const read = must(await openBundle(target));
    expect(read.header.track).toEqual(alone);
    read.close();
  });

  it('has none where none ran', async () => {
    const target = memoryFile();
    must(await writeBundle(target, journal, products));
    const read = must(await openBundle(target));
    expect(read.track().time).toHaveLength(0);
    expect(read.header).not.toHaveProperty('track');
    read.close();
  });
});

describe('a run in which nothing was measured', () => {
  it('is a bundle too', async () => {
    const source: RunSource = { ...journal, extents: new Map(), log: [], traces: () => null };
    const target = memoryFile();
    must(await writeBundle(target, source, products));
    const opened = must(await openBundle(target));
    expect(opened.hops).toEqual([]);
    expect(opened.header.path).toEqual(run.header.path);
    opened.close();
  });
});

describe('a run over a list of points by several programs', () => {
  it('comes back as such', async () => {
    const { path } = run.header;
    const points = path.points.map((p, k) => ({ ...p, row: 0, column: k, program: k % 2 }));
    const listed = { points, rows: 1, columns: 6, listed: true, x: [1, 2, 3, 4, 5, 6], y: [1] };
    const source: RunSource = { ...journal, header: { ...run.header, path: listed } };
    const target = memoryFile();
    must(await writeBundle(target, source, products));
    const opened = must(await openBundle(target));
    expect(opened.header.path).toEqual(listed);
    opened.close();
  });
});

describe('storage that fails while a bundle is written', () => {
  it('at any write ends in a fault that says so', async () => {
    let writes = 0;
    const counting: ByteFile = { ...memoryFile(), write: () => writes++ };
    await writeBundle(counting, journal, products);
    for (let failing = 0; failing < writes; failing += Math.ceil(writes / 12)) {
      let left = failing;
      const memory = memoryFile();
      const full: ByteFile = {
        ...memory,
        write: (bytes, at) => {
          if (left-- <= 0) throw new DOMException('no room', 'QuotaExceededError');
          memory.write(bytes, at);
        },
      };
      expect(await writeBundle(full, journal, products)).toMatchObject({
        ok: false,
        error: { code: 'storage-full' },
      });
    }
  });
});
