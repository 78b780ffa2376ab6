/** `meniscus analyse` on files of other programs, and on what simulated runs say of themselves. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanWave, LTO, normal, noisyWave } from '../../fixtures/voltammograms';
import { copyBundle, type CopyChange } from '../bundles/bundle-copy';
import { openHdf5 } from '../bundles/hdf5/file';
import { addArray, addGroup, addNumber, addText, setAttributes } from '../bundles/hdf5/nodes';
import { nodeFile } from '../bundles/node-file';
import { openFile } from './open-file';

const MAIN = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'meniscus-analyse-'));
const inFolder = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function meniscus(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

interface Summary {
  readonly maps: readonly { readonly map: string; readonly median?: number; readonly counts?: object }[];
}

const summaryOf = (...args: string[]): Summary => {
  const { code, out, err } = meniscus('analyse', ...args, '--json');
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Summary;
};

async function copyTo(name: string, from: string, change: CopyChange): Promise<string> {
  const copy = await copyBundle(nodeFile(from, 'read'), change);
  const bytes = new Uint8Array(copy.size());
  copy.read(bytes, 0);
  writeFileSync(inFolder(name), bytes);
  return inFolder(name);
}

describe('a bundle of a simulated run', () => {
  const own = inFolder('own.h5');
  let standard: Summary;

  beforeAll(() => {
    const { code, err } = meniscus('run', 'diffusion-map', '--grid', '2x1', '--seed', '5', '--out', own);
    if (code !== 0) throw new Error(err);
    standard = summaryOf(own);
  }, 60_000);

  it('gives the same with a truth that is garbage and without any', async () => {
    const truth = '/truth/diffusion_coefficient/data';
    const garbage = await copyTo('garbage.h5', own, { replace: { path: truth, data: 'nonsense' } });
    const none = await copyTo('none.h5', own, { keep: (path) => !path.startsWith('/truth') });
    expect(summaryOf(garbage)).toEqual(standard);
    expect(summaryOf(none)).toEqual(standard);
  }, 60_000);

  it('gives the same as another program would store it', async () => {
    const foreign = await copyTo('foreign.h5', own, {
      foreign: true,
      keep: (path) => !/truth|analysis|labels|capabilities|hop$|point$|data_errors/.test(path),
    });
    expect(summaryOf(foreign)).toEqual(standard);
  }, 60_000);
});

const RATES = [10, 5, 2.5];

/** The least that the layout asks for, with voltammograms at three rates in one pixel and nothing about cell and sample. */
async function writeLeast(name: string, starts: boolean): Promise<string> {
  const file = nodeFile(inFolder(name));
  const opened = await openHdf5(file, 'w');
  if (!opened.ok) throw new Error(opened.error.happened);
  const { root, close } = opened.value;
  setAttributes(root, { NX_class: 'NXroot', default: 'entry', creator: 'script', bundle_version: '1.0' });
  const entry = addGroup(root, 'entry', 'NXentry', { default: 'maps' });
  addText(entry, 'title', 'One pixel');
  addText(entry, 'start_time', '2025-03-01T10:00:00Z');
  addText(entry, 'experiment_identifier', '0b5fbd8e-6d4e-4a5f-9f43-6f0f0a0f7a3c');
  const experiment = addGroup(entry, 'experiment', 'NXprocess');
  addText(experiment, 'kind', 'diffusion-map');
  const cycles = RATES.map((v) => `CYCLE,1.9,1.2,1.9,1.9,${String(v)},1,${String(1e-3 / v)}`);
  addText(experiment, 'program', ['MOVE', ...cycles, 'END']);
  addText(experiment, 'plan', JSON.stringify({ schema: 1, rates: RATES }));
  const instrument = addGroup(entry, 'instrument', 'NXinstrument');
  addText(instrument, 'identity', 'Own,Potentiostat,1,1.0');
  addText(instrument, 'polarity', 'IUPAC: anodic current positive');
  const path = addGroup(entry, 'path', 'NXcollection');
  for (const [column, value] of Object.entries({ x: 1e-6, y: 2e-6, z_contact: 3e-6, t_start: 7 }))
    addArray(path, column, Float64Array.of(value), { units: column === 't_start' ? 's' : 'm' });
  addArray(path, 'pixel', Int32Array.of(0, 0), {}, [1, 2]);
  addArray(path, 'visit', Uint8Array.of(0));
  addArray(path, 'status', Uint8Array.of(0));
  addArray(path, 'flags', Uint16Array.of(0x400));
  const traces = addGroup(entry, 'traces', 'NXcollection');
  const gauss = normal(1);
  RATES.forEach((rate, k) => {
    const wave = noisyWave(cleanWave(rate, LTO, 5000), 1e-30, gauss);
    const count = wave.current.length;
    const step = addGroup(traces, `step0${String(k + 1)}_cycle`, 'NXdata', { verb: 'CYCLE', label: '' });
    addArray(
      step,
      'time',
      Float64Array.from({ length: count }, (_, i) => i * wave.interval),
    );
    addNumber(step, 'scan_rate', rate, 'V/s');
    addArray(step, 'tip_potential', Float32Array.from(wave.potential), { units: 'V' }, [1, count]);
    addArray(step, 'tip_current', Float32Array.from(wave.current), { units: 'A' }, [1, count]);
    if (starts) addArray(step, 'start', Float64Array.of(7 + 10 * k));
  });
  const maps = addGroup(entry, 'maps', 'NXprocess');
  const d = addGroup(maps, 'diffusion_coefficient', 'NXdata', { signal: 'data', axes: ['y', 'x'] });
  addArray(d, 'data', Float64Array.of(NaN), { units: 'm2/s' }, [1, 1]);
  addArray(d, 'x', Float64Array.of(1e-6), { units: 'm' });
  addArray(d, 'y', Float64Array.of(2e-6), { units: 'm' });
  close();
  file.close();
  return inFolder(name);
}

const CELL = [
  '--radius',
  '55',
  '--radius-error',
  '5',
  '--concentration',
  '0.0227404',
  '--temperature',
  '298.15',
];

describe('a bundle that another program wrote, with a program of its own', () => {
  it.each([true, false])(
    'gives D by what the command says of the cell; starts of steps there: %s',
    async (starts) => {
      const file = await writeLeast(`least-${String(starts)}.h5`, starts);
      const { maps } = summaryOf(file, ...CELL);
      const found = maps.find((m) => m.map === 'diffusion_coefficient')?.median ?? NaN;
      expect(Math.abs(found / LTO.diffusion - 1)).toBeLessThan(0.03);
      expect(maps.find((m) => m.map === 'verdict')?.counts).toEqual({ disc: 1 });
    },
    30_000,
  );

  it('gives no D where nothing says how large the contact is', async () => {
    const { maps } = summaryOf(await writeLeast('bare.h5', true));
    expect(maps.find((m) => m.map === 'diffusion_coefficient')).toMatchObject({ given: 0 });
  }, 30_000);

  it('is written anew with its traces, its visits and the analysis', async () => {
    const file = await writeLeast('before.h5', true);
    const out = inFolder('after.h5');
    expect(meniscus('analyse', file, ...CELL, '--name', 'by hand', '--out', out).code).toBe(0);
    const [before, after] = [await openFile(file), await openFile(out)];
    if (!before.ok || !after.ok) throw new Error('not opened');
    expect(after.value.source.traces(0)).toEqual(before.value.source.traces(0));
    expect(after.value.source.visit?.(0)).toEqual({ status: 'ok', contact: 3e-6 });
    expect(after.value.source.header.recipe).toEqual(before.value.source.header.recipe);
    expect(after.value.analyses).toMatchObject([
      { name: 'standard', settings: {} },
      { name: 'by hand', settings: { contactRadius: 55e-9, concentration: 22740.4 } },
    ]);
    before.value.close();
    after.value.close();
    expect(summaryOf(out, ...CELL).maps).toEqual(summaryOf(file, ...CELL).maps);
  }, 30_000);
});
