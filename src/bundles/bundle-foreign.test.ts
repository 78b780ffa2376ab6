/** Bundles that are not as this program writes them: of other programs, incomplete, cut off, or no bundles at all. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../fault';
import type { Result } from '../result';
import { copyBundle, type CopyChange } from './bundle-copy';
import { memoryFile } from './byte-file';
import { openBundle } from './hdf5/read';
import { writeBundle } from './hdf5/write';
import { openJournal } from './journal-reader';
import { createJournal } from './journal-writer';
import type { BundleSource, ByteFile } from './run';
import { recordBlock, sampleProducts, sampleRun } from './sample-run';

function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

const run = sampleRun();
const products = sampleProducts(run);
const whole = memoryFile();
let bundle: BundleSource;

beforeAll(async () => {
  const file = memoryFile();
  const journal = must(createJournal(file, run.header));
  for (const hop of run.hops) {
    must(journal.note(hop));
    must(journal.append(recordBlock(run.recordsOf(hop.id))));
  }
  must(await writeBundle(whole, must(openJournal(file)), products));
  bundle = must(await openBundle(whole));
});

const opened = async (change: CopyChange): Promise<BundleSource> =>
  must(await openBundle(await copyBundle(whole, change)));

/** What a layout asks for at least. */
const OPTIONAL =
  /end_time|labels|experiment\/path|firmware|language_version|capabilities|polarity|reference|pipette|amplifier|sample|path\/(hop|point)|traces\/.*\/(start|flags|level|scan_rate|full_scale|filter_cutoff|gain)$|data_errors|analysis|truth/;

describe('a bundle of another program', () => {
  it('may have strings of fixed length, arrays of one and 64-bit integers', async () => {
    const foreign = await opened({ foreign: true });
    expect(foreign.header).toEqual(bundle.header);
    expect(foreign.hops).toEqual(bundle.hops);
    expect(foreign.traces(3)).toEqual(bundle.traces(3));
    expect(foreign.maps).toEqual(bundle.maps);
  });

  it('may lack all that is optional', async () => {
    const bare = await opened({ keep: (path) => !OPTIONAL.test(path) });
    const hop = bare.traces(2);
    expect(bare.hops.map((h) => [h.id, h.row, h.column])).toEqual(
      run.hops.map((h) => [h.id, h.row, h.column]),
    );
    expect(bare.header.path.points).toEqual(run.header.path.points);
    expect(bare.header.recipe).toEqual(run.header.recipe);
    expect(hop?.steps.get(7)?.channels).toEqual(bundle.traces(2)?.steps.get(7)?.channels);
    expect(hop?.steps.get(7)?.interval).toBe(bundle.traces(2)?.steps.get(7)?.interval);
    expect(bare.header.instrument.simulation).toBeNull();
  });

  it('may say in its groups what its plan does not', async () => {
    const plan = '/entry/experiment/plan';
    const described = await opened({ replace: { path: plan, data: '{"schema":1,"rates":[5]}' } });
    expect(described.header.recipe).toMatchObject({
      schema: 1,
      rates: [5],
      contactRadius: 55e-9,
      concentration: 22740.4,
      sampleName: 'Li4Ti5O12 thin film',
    });
  });

  it('may say nothing of how its maps were computed', async () => {
    const bare = await opened({ keep: (path) => !path.startsWith('/entry/analysis') });
    expect(bare.shown).toBe('standard');
    expect(bare.analyses).toMatchObject([
      { name: 'standard', settings: bundle.analyses[0]?.settings, parameters: {}, date: null },
    ]);
    expect(bare.analyses[0]?.maps).toEqual(bundle.maps);
  });

  it('may say only what is different, and which of its analyses is shown not at all', async () => {
    const place = '/entry/analysis/standard';
    const only = [place, `${place}/model`, '/entry/analysis'];
    const terse = await opened({
      keep: (path) => !path.startsWith('/entry/analysis') || only.includes(path),
      replace: { path: `${place}/model`, data: 'layer' },
      foreign: true,
    });
    expect(terse.analyses).toMatchObject([
      {
        name: 'standard',
        settings: { ...bundle.analyses[0]?.settings, model: 'layer' },
        parameters: { model: 'layer' },
      },
    ]);
  });

  it('is written again with what it says of its visits', async () => {
    const clipped = await opened({
      replace: { path: '/entry/path/status', data: Float64Array.of(0, 0, 3, 0, 0, 1) },
    });
    const file = memoryFile();
    must(await writeBundle(file, clipped, products));
    const again = must(await openBundle(file));
    expect(run.hops.map(({ id }) => again.status(id))).toEqual([
      'ok',
      'ok',
      'clipped',
      'ok',
      'ok',
      'no_contact',
    ]);
  });

  it('may hold maps that this release does not know', async () => {
    const other = await opened({ replace: { path: '/entry/experiment/kind', data: 'tip-dance' } });
    const names = other.maps.map((m) => m.spec.name);
    expect(names).toEqual([...names].sort());
    expect(other.maps.find((m) => m.spec.name === 'height')?.spec).toMatchObject({
      title: 'Height',
      unit: 'm',
      shown: { unit: 'm', factor: 1 },
    });
  });
});

const STEP = '/entry/traces/step07_cycle';
const APPROACH = '/entry/traces/step03_approach';
const MAP = '/entry/maps/peak_separation';

describe('a bundle that lacks something', () => {
  it.each([
    '/entry/title',
    '/entry/start_time',
    '/entry/experiment_identifier',
    '/entry/experiment/kind',
    '/entry/experiment/program',
    '/entry/experiment/plan',
    '/entry/instrument/identity',
    '/entry/path/x',
    '/entry/path/y',
    '/entry/path/z_contact',
    '/entry/path/t_start',
    '/entry/path/pixel',
    '/entry/path/visit',
    '/entry/path/status',
    '/entry/path/flags',
    '/entry/traces',
    `${STEP}/time`,
    `${APPROACH}/first`,
    `${APPROACH}/count`,
    '/entry/maps',
    `${MAP}/data`,
    `${MAP}/x`,
    `${MAP}/y`,
    `${MAP}/scan_rate`,
  ])('names it: %s', async (missing) => {
    const file = await copyBundle(whole, { keep: (path) => path !== missing });
    const result = await openBundle(file);
    expect(result).toMatchObject({ ok: false, error: { code: 'bundle-invalid' } });
    expect(result.ok ? '' : result.error.happened).toContain(`${missing} is missing`);
  });

  it('names a step without channels', async () => {
    const file = await copyBundle(whole, { keep: (path) => !/step07_cycle\/tip_/.test(path) });
    expect(await openBundle(file)).toMatchObject({
      ok: false,
      error: { happened: expect.stringContaining(`${STEP} holds no channel`) as string },
    });
  });
});

describe('a bundle with something wrong', () => {
  it.each<[string, Float64Array | string, string]>([
    ['/entry/path/y', Float64Array.of(1), 'shape 1; it should be 6'],
    ['/entry/path/pixel', Float64Array.of(1, 2), 'shape 2; it should be 6 × 2'],
    ['/entry/path/status', Float64Array.of(0, 0, 0, 0, 0, 99), 'unknown code 99'],
    ['/entry/path/x', 'here', 'no numbers'],
    ['/entry/title', Float64Array.of(1), 'not one string'],
    ['/entry/start_time', 'yesterday', 'no time'],
    ['/entry/experiment/plan', '{"width":1}', 'schema'],
    ['/entry/experiment/plan', '{', 'no recipe'],
    [`${STEP}/tip_current`, Float64Array.of(1, 2), 'shape 2; it should be 6 × 10'],
    [`${APPROACH}/first`, Float64Array.of(0, 0, 0, 0, 0, 1000), 'beyond'],
    [`${MAP}/data`, Float64Array.of(1), 'shape 1; it should be 2 × 2 × 3'],
    ['/entry/maps/height/x', Float64Array.of(1), 'shape'],
  ])('names it: %s as %s', async (path, data, message) => {
    const result = await openBundle(await copyBundle(whole, { replace: { path, data } }));
    expect(result).toMatchObject({ ok: false, error: { code: 'bundle-invalid' } });
    expect(result.ok ? '' : result.error.happened).toContain(message);
    expect(result.ok ? '' : result.error.happened).toContain(path.replace(/\/(data|x|first)$/, ''));
  });
});

describe('a bundle whose data are damaged', () => {
  it('names what cannot be read, and gives no number for it', async () => {
    const bytes = new Uint8Array(whole.size());
    whole.read(bytes, 0);
    // Every compressed block begins with these two bytes; the next ones become nonsense.
    for (let i = 0; i + 6 < bytes.length; i++)
      if (bytes[i] === 0x78 && bytes[i + 1] === 0x5e) bytes.fill(0xff, i + 2, i + 6);
    const result = await openBundle(memoryFile(bytes));
    expect(result).toMatchObject({ ok: false, error: { code: 'bundle-invalid' } });
    expect(result.ok ? '' : result.error.happened).toMatch(/\/entry\/maps\/\w+\/data\w* cannot be read: /);
  });
});

describe('a file that is no whole HDF5', () => {
  const bytes = (): Uint8Array => {
    const all = new Uint8Array(whole.size());
    whole.read(all, 0);
    return all;
  };
  const cut = (size: number): ByteFile => memoryFile(bytes().subarray(0, size));

  it.each([0, 1, 7, 8, 40, 48, 100, 5000])('cut off after %i bytes is unreadable', async (size) => {
    expect(await openBundle(cut(size))).toMatchObject({ ok: false, error: { code: 'bundle-unreadable' } });
  });

  it('cut off by one byte says how much is there', async () => {
    const size = whole.size();
    const result = await openBundle(cut(size - 1));
    expect(result.ok ? '' : result.error.happened).toBe(
      `The file was cut off: ${String(size - 1)} of ${String(size)} bytes are there.`,
    );
  });

  it('is told apart from other files', async () => {
    const text = memoryFile(new TextEncoder().encode('x\ty\n1\t2\n'.repeat(1000)));
    expect(await openBundle(text)).toMatchObject({
      ok: false,
      error: { code: 'bundle-unreadable', happened: 'This is no HDF5 file: its signature is missing.' },
    });
  });

  it('is closed with its source, and when it is refused', async () => {
    const closed: string[] = [];
    const watched = (file: ByteFile, name: string): ByteFile => ({ ...file, close: () => closed.push(name) });
    await openBundle(watched(cut(100), 'refused'));
    const source = must(await openBundle(watched(memoryFile(bytes()), 'read')));
    expect(closed).toEqual(['refused']);
    source.close();
    expect(closed).toEqual(['refused', 'read']);
  });

  it('that vanishes while it is read is unreadable', async () => {
    let reads = 0;
    const vanishing: ByteFile = {
      ...whole,
      read: (into, at) => {
        if (++reads > 3) throw new DOMException('gone', 'NotReadableError');
        return whole.read(into, at);
      },
    };
    expect(await openBundle(vanishing)).toMatchObject({ ok: false, error: { code: 'bundle-unreadable' } });
  });
});
