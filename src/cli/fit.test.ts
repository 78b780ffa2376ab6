import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { simulateCycle } from '../kinetics/solver/voltammogram';

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

/** A PalmSens CSV of a reversible couple at a planar electrode of 0.07 cm², 1 mM, with some nA of noise. */
function written(name: string, scanRate: number): string {
  const { potential, current } = simulateCycle({
    model: {
      temperature: 298.15,
      concentration: 1,
      area: 7e-6,
      diffusion: D,
      discRadius: Infinity,
      thickness: Infinity,
      halfWave: 0.2,
      rateConstant: Infinity,
      transfer: 0.5,
      resistance: 0,
      capacitance: 0,
      interaction: 0,
      hysteresis: 0,
    },
    start: 0.6,
    vertex: -0.2,
    end: 0.6,
    scanRate,
    interval: 2e-3 / scanRate,
    cutoff: Infinity,
    stray: 0,
  });
  const rows = Array.from(current, (i, k) => {
    const noise = 0.02 * Math.sin(12.9898 * k * k + 3 * k);
    return `${(potential[k] ?? NaN).toExponential(5)},${(1e6 * i + noise).toExponential(5)}`;
  });
  const head = ['Date and time:,2024-03-01 10:00:00', 'Notes:', '', 'Cyclic Voltammetry: CV i vs E Scan 1'];
  const path = join(folder, name);
  writeFileSync(
    path,
    [...head, 'Date and time measurement:,2024-03-01 10:00:00', 'V,µA', ...rows, ''].join('\n'),
  );
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
    diffusion: { value: number; noise: number };
    waves: { scan_rate: number; half_wave: { value: number }; first_peak: { value: number } }[];
    models: { model: string; weight: number }[];
  };
  expect(found.verdict).toBe('good');
  expect(found.diffusion.value / D).toBeCloseTo(1, 1);
  expect(found.diffusion.noise).toBeGreaterThan(0);
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

it.each([
  [[fast, slow, ...ELECTRODE], 1, 'value-invalid: The scan rate is not known of couple.csv. Give it in V/s.'],
  [[slow, middle, ...ELECTRODE, '--rate', '1'], 1, 'to replace them give one per file'],
  [[join(folder, 'none.csv'), ...ELECTRODE], 1, 'import-unreadable:'],
  [[slow, '--area', '-1', '--concentration', '1e-6'], 2, 'Give a number above 0 in cm².'],
])(
  'refuses %j with %i',
  async (args, code, message) => {
    const outcome = await fit(...args);
    expect(outcome.err).toContain(message);
    expect([outcome.code, outcome.out]).toEqual([code, '']);
  },
  30_000,
);
