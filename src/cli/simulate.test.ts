import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';

const MAIN = join(import.meta.dirname, 'main.ts');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function simulate(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, 'simulate', ...args]);
  let out = '';
  let err = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

/** Time, potential and current of a printed voltammogram. */
function columns(out: string): readonly (readonly number[])[] {
  const [head, ...lines] = out.trimEnd().split('\n');
  expect(head).toBe('time (s)\tpotential (V)\tcurrent (A)');
  const rows = lines.map((line) => line.split('\t').map(Number));
  return [0, 1, 2].map((k) => rows.map((row) => row[k] ?? NaN));
}

describe('meniscus simulate', () => {
  it('prints the picoamperes of lithium titanate under a pipette of 55 nm, a sample a millivolt', async () => {
    const { code, out, err } = await simulate('--rate', '20');
    expect(code).toBe(0);
    expect(err).toBe('');
    const [time = [], potential = [], current = []] = columns(out);
    expect(time).toHaveLength(1400);
    expect(time[1]).toBeCloseTo(5e-5, 12);
    expect(potential[0]).toBe(1.9);
    expect(potential[700]).toBeCloseTo(1.2, 9);
    expect(Math.min(...current) * 1e12).toBeCloseTo(-13.622, 1);
  }, 30_000);

  it('takes every quantity in its unit', async () => {
    const quantities =
      '--rate 0.5 --d 1e-10 --k0 1e-5 --alpha 0.4 --e0 -0.1 --radius 100 --planar --layer 500 --concentration 0.02 ' +
      '--resistance 1e8 --capacitance 1e-15 --stray 1e-14 --interaction 1 --hysteresis 0.02 --start 0.4 --vertex -0.6 ' +
      '--interval 0.004 --cutoff 100 --temperature 310';
    const { code, out } = await simulate(...quantities.split(' '));
    expect(code).toBe(0);
    const [time = [], potential = [], current = []] = columns(out);
    expect(time).toHaveLength(1000);
    expect(potential[500]).toBeCloseTo(-0.6, 9);
    // Stray capacitance and double layer, until the couple begins.
    expect(current[40] ?? NaN).toBeCloseTo(-1.1e-14 * 0.5, 16);
    expect(Math.min(...current.slice(0, 500))).toBeLessThan(-1e-12);
  }, 30_000);

  test.each([
    ['--rate 0', 2, 'Give a number above 0 in V/s.'],
    ['--rate fast', 2, 'Give a number above 0 in V/s.'],
    ['--rate 1 --alpha 1.5', 2, 'Give a number from 0.05 to 0.95.'],
    ['--rate 1 --start 1.2', 1, 'value-invalid: Between start and vertex there are fewer than two samples.'],
    ['--rate 1 --interval 1e-9', 1, 'value-invalid: The interval makes more than 1000000 samples.'],
    ['--d 1e-11', 2, '--rate'],
  ])(
    '%s ends with %i and says why',
    async (args, code, message) => {
      const outcome = await simulate(...args.split(' '));
      expect(outcome.err).toContain(message);
      expect(outcome.code).toBe(code);
      expect(outcome.out).toBe('');
    },
    30_000,
  );
});
