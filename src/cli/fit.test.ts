import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { coupleCycle, palmsensText } from '../../fixtures/recorded-couple';

const MAIN = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'meniscus-fit-'));
const ELECTRODE = ['--area', '0.07', '--concentration', '1e-6'];
const D = 7e-10;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function fit(...args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, 'fit', ...args]);
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

function written(name: string, scanRate: number): string {
  const path = join(folder, name);
  writeFileSync(path, palmsensText(coupleCycle(scanRate)));
  return path;
}

const [slow, middle, fast] = [
  written('couple_10mVs.csv', 0.01),
  written('couple_40mVs.csv', 0.04),
  written('couple.csv', 0.16),
] as const;

it('gives D, peaks and models as text and as JSON', async () => {
  const [text, json] = await Promise.all([
    fit(fast, slow, middle, ...ELECTRODE, '--rate', '0.16'),
    fit(fast, slow, middle, ...ELECTRODE, '--rate', '0.16', '--json'),
  ]);
  expect([text.code, text.err, json.code, json.err]).toEqual([0, '', 0, '']);
  const found = JSON.parse(json.out) as {
    verdict: string;
    diffusion: { value: number; noise: number; calibration: number };
    waves: { scan_rate: number; half_wave: { value: number }; first_peak: { value: number } }[];
    models: { model: string; weight: number }[];
  };
  expect(found.verdict).toBe('good');
  expect(found.diffusion.value / D).toBeCloseTo(1, 1);
  expect(found.diffusion.noise).toBeGreaterThan(0);
  expect(found.diffusion.calibration).toBe(0);
  expect(found.waves.map((wave) => wave.scan_rate)).toEqual([0.01, 0.04, 0.16]);
  for (const wave of found.waves) expect(wave.half_wave.value).toBeCloseTo(0.2, 2);
  // Randles–Ševčík: 2.69e5·A·C·√(D·v) in cm² and mol/cm³.
  const peak = 2.69e5 * 0.07 * 1e-6 * Math.sqrt(7e-6 * 0.16);
  expect((found.waves[2]?.first_peak.value ?? NaN) / peak).toBeCloseTo(-1, 1);
  expect(found.models.map((m) => m.model)).toEqual(expect.arrayContaining(['line', 'intercept', 'disc']));
  expect(text.out).toMatch(/10\.0\u00a0mV\/s +[\d.]+\([\d.]+\)\u00a0mV/);
  expect(text.out).toMatch(/planar +[67]\.\d+\(\d+\) × 10⁻⁶\u00a0cm²\/s/);
  expect(text.out).toContain('good: D = ');
  expect(text.out).toContain('- couple_10mVs.csv: The scan rate, 10 mV/s, comes from the file’s name.');
}, 30_000);

it('carries the uncertainties of area and concentration into that of D', async () => {
  const errors = ['--area-error', '0.0035', '--concentration-error', '0.02e-6'];
  const { out, err } = await fit(slow, middle, ...ELECTRODE, ...errors, '--json');
  expect(err).toBe('');
  const { diffusion, reason } = JSON.parse(out) as {
    diffusion: { value: number; calibration: number };
    reason: string;
  };
  expect(diffusion.calibration / diffusion.value).toBeCloseTo(2 * Math.hypot(0.05, 0.02), 2);
  expect(reason).toMatch(/The uncertainties of area and concentration add ± 7\.\d × 10⁻⁷.cm²\/s to D\./);
}, 30_000);

it('takes a told rate in its unit, and says where the file has another', async () => {
  const { out, err } = await fit(slow, middle, ...ELECTRODE, '--rate', '10mV/s', '--rate', '0.05', '--json');
  expect(err).toBe('');
  const { waves, remarks } = JSON.parse(out) as { waves: { scan_rate: number }[]; remarks: string[] };
  expect(waves.map((wave) => wave.scan_rate)).toEqual([0.01, 0.05]);
  expect(remarks).toContain(
    'couple_40mVs.csv: The file says 40 mV/s; the scan rate that was told is used instead.',
  );
}, 30_000);

it.each([
  [[fast, slow, ...ELECTRODE], 1, 'value-invalid: The scan rate is not known of couple.csv. Give it in V/s.'],
  [[slow, middle, ...ELECTRODE, '--rate', '1'], 1, 'to replace them give one per file'],
  [[join(folder, 'none.csv'), ...ELECTRODE], 1, 'import-unreadable:'],
  [[slow, '--area', '-1', '--concentration', '1e-6'], 2, 'Give a number above 0 in cm².'],
  [[slow, '--area', '7 mm', '--concentration', '1e-6'], 2, 'Give a number above 0 in cm².'],
  [[slow, '--area', '0.07', '--concentration', '0'], 2, 'Give a number above 0 in mol/cm³.'],
  [[slow, '--area', '0.07', '--concentration', 'Infinity'], 2, 'Give a number above 0 in mol/cm³.'],
  [[slow, ...ELECTRODE, '--temperature', '25'], 2, 'Give a number from 200 to 1000 in K.'],
  [[slow, ...ELECTRODE, '--electrons', '1.5'], 2, 'Give a whole number from 1 to 8.'],
  [[slow, ...ELECTRODE, '--area-error', '-0.1'], 2, 'Give a number from 0 in cm².'],
  [[slow, ...ELECTRODE, '--area-error', '0.07'], 1, 'uncertainty of the area must be smaller than the area'],
  [[fast, ...ELECTRODE, '--rate', '160'], 2, '160 V/s is very fast; give it with its unit'],
  [[fast, ...ELECTRODE, '--rate', '160mV'], 2, 'Give a number in V/s or mV/s.'],
  [[fast, ...ELECTRODE, '--rate', 'slow'], 2, 'Give a number'],
])(
  'refuses %j with %i',
  async (args, code, message) => {
    const outcome = await fit(...args);
    expect(outcome.err).toContain(message);
    expect([outcome.code, outcome.out]).toEqual([code, '']);
  },
  30_000,
);
