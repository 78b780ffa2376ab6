import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openFile } from './open-file';
import { meniscus, start } from './test-terminal';

const folder = mkdtempSync(join(tmpdir(), 'meniscus-cli-'));
/** The run that several tests look at, in `own.h5`. */
const SMALL_RUN = ['run', 'diffusion-map', '--grid', '3x2', '--seed', '3'];
const inFolder = (name: string): string => join(folder, name);
let bridge: ChildProcess;
let address = '';

async function mapsOf(path: string): Promise<Record<string, number[]>> {
  const bundle = await openFile(path);
  if (!bundle.ok) throw new Error(bundle.error.happened);
  const maps = Object.fromEntries((bundle.value.maps ?? []).map((m) => [m.spec.name, [...m.data]]));
  bundle.value.close();
  return maps;
}

beforeAll(async () => {
  bridge = start('bridge', '--port', '0', '--seed', '3', '--clock', 'max');
  address = await new Promise<string>((resolve) => {
    bridge.stdout?.on('data', (text: Buffer) => {
      const [, found] = /^listening on (127\.0\.0\.1:\d+)$/m.exec(text.toString()) ?? [];
      if (found) resolve(found);
    });
  });
  const run = await meniscus(...SMALL_RUN, '--bridge', 'sim', '--out', inFolder('own.h5'));
  if (run.code !== 0) throw new Error(run.err);
}, 60_000);

afterAll(() => {
  bridge.kill();
  rmSync(folder, { recursive: true });
});

describe('from a terminal', () => {
  it('measures over TCP what it measures in its own process, to the last bit', async () => {
    const tcp = await meniscus(...SMALL_RUN, '--bridge', address, '--out', inFolder('tcp.h5'));
    expect(tcp).toEqual({ code: 0, out: `${inFolder('tcp.h5')}\n`, err: '' });
    const maps = await mapsOf(inFolder('tcp.h5'));
    expect(maps).toEqual(await mapsOf(inFolder('own.h5')));
    expect(maps['diffusion_coefficient']?.filter(Number.isFinite)).toHaveLength(6);
    expect(existsSync(inFolder('tcp.h5.mjnl'))).toBe(false);
  }, 60_000);

  it('sums a bundle up as JSON and as a table, the same from its traces as in its maps', async () => {
    const json = await meniscus('analyse', inFolder('own.h5'), '--json');
    const summary = JSON.parse(json.out) as {
      pixels: number;
      status: object;
      findings: { figures: { key: string; value: number; unit: string }[] };
      maps: { map: string; median?: number }[];
    };
    expect(json.code).toBe(0);
    expect(summary).toMatchObject({ pixels: 6, status: { ok: 6 } });
    expect(summary.findings.figures[0]).toMatchObject({ key: 'diffusion_coefficient', unit: 'm2/s' });
    expect(summary.findings.figures[0]?.value).toBe(summary.maps[0]?.median);
    const stored = (await mapsOf(inFolder('own.h5')))['diffusion_coefficient'] ?? [];
    const median = summary.maps.find((m) => m.map === 'diffusion_coefficient')?.median ?? NaN;
    const sorted = [...stored].sort((a, b) => a - b);
    expect(median).toBeCloseTo(((sorted[2] ?? NaN) + (sorted[3] ?? NaN)) / 2, 22);
    expect((await meniscus('analyse', inFolder('own.h5'))).out).toContain('diffusion_coefficient');
  }, 60_000);

  it.each([
    [
      'that lie inside of a polygon',
      ['lfp-nanoparticles', '--grid', '4x4', '--set', 'mask=47e-6,47e-6,53e-6,47e-6,47e-6,53e-6'],
      6,
    ],
    ['of the map, not the steps of the coarse axis', ['first-approach'], 1],
  ])(
    'counts the pixels %s',
    async (_, setting, pixels) => {
      const file = inFolder(`${setting[0] ?? ''}.h5`);
      const run = await meniscus('run', ...setting, '--bridge', 'sim', '--seed', '1', '--out', file);
      expect(run).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse((await meniscus('analyse', file, '--json')).out)).toMatchObject({ pixels });
    },
    60_000,
  );

  it('analyses again by other settings and keeps all analyses in a new bundle', async () => {
    const [own, out] = [inFolder('own.h5'), inFolder('line.h5')];
    const made = await meniscus('analyse', own, '--model', 'line', '--radius', '60', '--out', out);
    expect(made).toMatchObject({ code: 0, err: '' });
    const summary = JSON.parse(made.out) as {
      analysis: object;
      maps: {
        map: string;
        median?: number;
        noise?: number;
        calibration?: number;
        counts?: Record<string, number>;
      }[];
    };
    expect(summary.analysis).toMatchObject({
      name: 'line, radius 60 nm',
      model: 'line',
      contactRadius: 60e-9,
      contactRadiusError: 5.5e-9,
    });
    const found = (name: string) => summary.maps.find((m) => m.map === name);
    expect(found('model')?.counts).toEqual({ line: 6 });
    const sum = Object.values(found('verdict')?.counts ?? {}).reduce((a, b) => a + b, 0);
    expect(sum).toBe(6);
    expect(found('diffusion_coefficient')).toMatchObject({
      noise: expect.any(Number) as number,
      calibration: expect.any(Number) as number,
    });

    const [before, after] = [await openFile(own), await openFile(out)];
    if (!before.ok || !after.ok) throw new Error('not opened');
    expect(after.value.analyses.map((a) => a.name)).toEqual(['standard', 'line, radius 60 nm']);
    expect(after.value.analyses[0]).toEqual(before.value.analyses[0]);
    expect(after.value.analyses[1]).toMatchObject({ maps: after.value.maps });
    const hops = before.value.source.hops.map((h) => h.id);
    for (const hop of hops) expect(after.value.source.traces(hop)).toEqual(before.value.source.traces(hop));
    const textbook = before.value.maps?.find((m) => m.spec.name === 'diffusion_coefficient_line');
    const wider = after.value.maps?.find((m) => m.spec.name === 'diffusion_coefficient');
    // For the plain line D goes with the inverse fourth power of the radius, but for what earlier waves have left.
    const ratios = Array.from(wider?.data ?? [], (d, k) => d / (textbook?.data[k] ?? NaN));
    expect(ratios).toHaveLength(6);
    for (const ratio of ratios) expect(Math.abs(ratio / (55 / 60) ** 4 - 1)).toBeLessThan(0.1);
    before.value.close();
    after.value.close();

    const again = await meniscus('analyse', out, '--thickness', '80', '--name', 'standard');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('there is an analysis “standard” already');
    expect(await meniscus('analyse', out, '--out', out)).toMatchObject({ code: 1, out: '' });
    expect(await meniscus('analyse', own, '--radius', '2')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Contact radius: must be between 5 and 20000 nm.') as string,
    });
    expect(await meniscus('analyse', own, '--radius', '5')).toMatchObject({
      code: 1,
      err: expect.stringContaining('its uncertainty must be smaller') as string,
    });
  }, 60_000);

  it('exports every plane of every map', async () => {
    const all = await meniscus('export', inFolder('own.h5'), '--format', 'gsf', '--out', inFolder('gsf'));
    expect(all.code).toBe(0);
    expect(all.out.trim().split('\n')).toHaveLength(readdirSync(inFolder('gsf')).length);
    const gsf = readFileSync(inFolder('gsf/diffusion_coefficient.gsf'));
    expect(gsf.subarray(0, 30).toString()).toBe('Gwyddion Simple Field 1.0\nXRes');
    const one = await meniscus(
      'export',
      inFolder('own.h5'),
      '--format',
      'tsv',
      '--map',
      'height',
      '--out',
      inFolder('tsv'),
    );
    expect(one.code).toBe(0);
    expect(readdirSync(inFolder('tsv'))).toEqual(['height.tsv']);
  }, 60_000);

  it('draws maps as one figure at a width', async () => {
    const out = inFolder('svg');
    const figure = ['export', inFolder('own.h5'), '--format', 'svg', '--out', out];
    const two = ['--map', 'height', 'diffusion_coefficient'];
    expect(await meniscus(...figure, '--width', '170', ...two)).toMatchObject({ code: 0 });
    const svg = readFileSync(join(out, 'own.svg'), 'utf8');
    expect(svg).toMatch(/^<svg [^>]*width="170mm"/);
    expect(svg.match(/class="letter"[^>]*>./g)?.map((letter) => letter.at(-1))).toEqual(['a', 'b']);
    expect(await meniscus(...figure, '--no-letters', ...two)).toMatchObject({ code: 0 });
    const plain = readFileSync(join(out, 'own.svg'), 'utf8');
    expect(plain).toMatch(/^<svg [^>]*width="85mm"/);
    expect(plain).not.toContain('class="letter"');
    expect(await meniscus(...figure, '--width', '3')).toMatchObject({
      code: 2,
      err: expect.stringContaining('from 40 to 400 mm') as string,
    });
  }, 60_000);

  it('keeps what there is when it is interrupted', async () => {
    const out = inFolder('interrupted.h5');
    const child = start(
      'run',
      'diffusion-map',
      '--bridge',
      'sim',
      '--clock',
      '1',
      '--grid',
      '2x2',
      '--out',
      out,
    );
    await new Promise((wait) => setTimeout(wait, 6000));
    child.kill('SIGINT');
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(130);
    const bundle = await openFile(out);
    expect(bundle.ok && bundle.value.source.hops.length).toBeGreaterThan(0);
  }, 60_000);

  it('goes on with a run that was killed, over TCP', async () => {
    const journal = inFolder('killed.h5.mjnl');
    const out = ['--out', inFolder('killed.h5')];
    const child = start('run', 'diffusion-map', '--grid', '8x8', '--bridge', address, ...out);
    while (!existsSync(journal) || statSync(journal).size < 400_000)
      await new Promise((wait) => setTimeout(wait, 20));
    child.kill('SIGKILL');
    await new Promise((done) => child.on('close', done));
    const strange = await meniscus('run', '--resume', 'missing.mjnl', '--bridge', address);
    expect(strange).toMatchObject({
      code: 1,
      err: expect.stringContaining('no journal missing.mjnl') as unknown,
    });

    const resumed = await meniscus('run', '--resume', journal, '--bridge', address);
    expect(resumed).toEqual({ code: 0, out: `${inFolder('killed.h5')}\n`, err: '' });
    expect(existsSync(journal)).toBe(false);
    const maps = await mapsOf(inFolder('killed.h5'));
    expect(maps['diffusion_coefficient']?.filter(Number.isFinite).length).toBeGreaterThanOrEqual(60);
  }, 60_000);

  it('writes what was said on the link at the end, also where the bundle cannot be kept', async () => {
    const logged = async (log: string, out: string): Promise<number | null> => {
      const where = ['--out', out, '--log', log];
      return (await meniscus('run', 'diffusion-map', '--grid', '1x1', '--seed', '3', ...where)).code;
    };
    const [good, bad] = [inFolder('good.txt'), inFolder('bad.txt')];
    expect(await Promise.all([logged(good, inFolder('logged.h5')), logged(bad, '/nowhere/x.h5')])).toEqual([
      0, 1,
    ]);
    expect(readFileSync(good, 'utf8')).toMatch(/^Meniscus [^]*> \*IDN\?\n[^]*> DATA\? /);
    expect(readFileSync(bad, 'utf8')).toMatch(/^Meniscus [^]*storage-failed: [^]*> \*IDN\?\n/);
  }, 60_000);

  test.each([
    [['run', 'diffusion-map', '--out', '/nowhere/x.h5'], 1, 'storage-failed: Starting the journal'],
    [
      ['run', 'diffusion-map', '--out', '/nowhere/x.h5', '--grid', '0x4'],
      1,
      'value-invalid: Columns: must be between 1 and 1024.',
    ],
    [
      ['run', 'teleport', '--out', 'x.h5'],
      1,
      'value-invalid: There is no experiment or published setting “teleport”.',
    ],
    [
      ['run', 'diffusion-map', '--out', 'x.h5', '--bridge', 'nonsense'],
      1,
      'value-invalid: “nonsense” is neither',
    ],
    [['run', 'diffusion-map', '--out', 'x.h5', '--bridge', '127.0.0.1:1'], 1, 'no-device: '],
    [['run', 'diffusion-map', '--out', 'x.h5', '--sample', 'moon'], 1, 'value-invalid: '],
    [['run', 'diffusion-map', '--out', 'x.h5', '--bridge', 'localhost:65536'], 1, 'value-invalid: '],
    [['bridge', '--port', '65536'], 2, 'Give a port from 0 to 65535.'],
    [['run', 'diffusion-map', '--grid', 'large', '--out', 'x.h5'], 2, 'Give columns x rows'],
    [['run', 'diffusion-map'], 2, '--out'],
    [['analyse', 'missing.h5', '--model', 'guess'], 2, 'Allowed choices are auto, line, intercept'],
    [['analyse', 'missing.h5', '--radius', 'wide'], 2, 'Give a number in nm.'],
    [['analyse', 'missing.h5', '--concentration', ''], 2, 'Give a number in mol/cm³.'],
    [['run', 'diffusion-map', '--resume', 'x.mjnl'], 2, '--resume'],
    [['analyse', 'missing.h5'], 1, 'bundle-unreadable: missing.h5 cannot be read'],
    [['dance'], 2, 'dance'],
    [['simulate', '--rate', '5', '--d', '1e300'], 1, 'give no current that is a number'],
    [['plan', 'diffusion-map', '--set', 'rates=5'], 1, 'Scan rates, in order: give 2 to 12 values.'],
    [['plan', 'diffusion-map', '--set', 'rates=5mV/s,10'], 1, 'Scan rates, in order: give a number.'],
    [['plan', 'diffusion-map', '--set', 'contactRadius=-1'], 1, 'Contact radius: must be between'],
    [['plan', 'diffusion-map', '--set', 'concentration=0'], 1, 'Exchanged species: '],
    [['plan', 'diffusion-map', '--set', 'temperature=25'], 1, 'Temperature: must be between 230 and 400 K.'],
    [['fit', import.meta.dirname, '--area', '1', '--concentration', '1e-6'], 1, 'cannot be read'],
  ])(
    '%o ends with %i and says why',
    async (args, code, message) => {
      const outcome = await meniscus(...args);
      expect(outcome.err).toContain(message);
      expect(outcome.code).toBe(code);
      expect(outcome.out).toBe('');
    },
    30_000,
  );

  it('says what is wrong with a file that is no bundle', async () => {
    writeFileSync(inFolder('text.h5'), 'no bundle');
    expect(await meniscus('analyse', inFolder('text.h5'))).toMatchObject({ code: 1 });
  }, 30_000);

  test.each([
    [['--help']],
    [['run', '--help']],
    [['bridge', '--help']],
    [['analyse', '--help']],
    [['export', '--help']],
  ])(
    '%o',
    async (args) => {
      const { code, out } = await meniscus(...args);
      expect(code).toBe(0);
      expect(out).toContain('Usage: meniscus');
    },
    30_000,
  );
});
