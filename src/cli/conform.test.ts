import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { parseBridge } from './environment';

const MAIN = join(import.meta.dirname, 'main.ts');
const ONE_HOP = join(import.meta.dirname, '../../docs/one_hop.py');
const python = spawnSync('python3', ['--version']).status === 0;
let bridge: ChildProcess;
let port = '';

const meniscus = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', MAIN, ...args]);

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

beforeAll(async () => {
  bridge = meniscus('bridge', '--port', '0', '--clock', '20');
  port = await new Promise<string>((resolve) => {
    bridge.stdout?.on('data', (text: Buffer) => {
      const [, found] = /^listening on 127\.0\.0\.1:(\d+)$/m.exec(text.toString()) ?? [];
      if (found) resolve(found);
    });
  });
}, 30_000);

afterAll(() => {
  bridge.kill();
});

describe('meniscus conform', () => {
  it('finds nothing wrong with the simulated bridge over TCP, one connection after the other', async () => {
    const { code, out, err } = await outcomeOf(meniscus('conform', '--bridge', `127.0.0.1:${port}`));
    expect(out).toMatch(/^passed {3}\*IDN\?$/m);
    expect(out).toMatch(/^passed {3}a new connection replaces the old one$/m);
    expect(out).toMatch(/^skipped {2}the program of the track: no track is fitted$/m);
    expect(out).toMatch(/\n53 passed, 0 failed, 8 skipped\n$/);
    expect(err).toContain('This moves the probe');
    expect(code).toBe(0);
  }, 120_000);

  it('reports as JSON what was sent, what came and what was expected', async () => {
    const { code, out, err } = await outcomeOf(
      meniscus('conform', '--bridge', 'sim', '--no-motion', '--json'),
    );
    const report = JSON.parse(out) as {
      passed: number;
      failed: number;
      checks: { check: string; outcome: string; reason?: string; expects: string; exchanged: string[] }[];
    };
    expect(report.failed).toBe(0);
    expect(report.checks.find(({ check }) => check === 'MOVE by hand')).toMatchObject({
      outcome: 'skipped',
      reason: 'it moves the probe',
    });
    expect(report.checks.find(({ check }) => check === 'SYSTem:VERSion?')).toEqual({
      check: 'SYSTem:VERSion?',
      expects: 'the major version 1 of the language',
      outcome: 'passed',
      exchanged: ['> SYSTem:VERSion?', '< 1.0'],
    });
    expect(err).toContain('Nothing is moved');
    expect(code).toBe(0);
  }, 60_000);

  test.each([
    [['conform'], 2, '--bridge'],
    [['conform', '--bridge', '127.0.0.1:1'], 1, 'no-device: '],
    [['conform', '--bridge', 'serial:/dev/no-such-port'], 1, 'no-device: The port /dev/no-such-port'],
    [['conform', '--bridge', 'nonsense'], 1, 'value-invalid: “nonsense” is neither'],
  ])(
    '%o ends with %i and says why',
    async (args, code, message) => {
      const outcome = await outcomeOf(meniscus(...args));
      expect(outcome.err).toContain(message);
      expect(outcome.code).toBe(code);
    },
    30_000,
  );
});

test.each([
  ['sim', { kind: 'simulated' }],
  ['127.0.0.1:5025', { kind: 'tcp', host: '127.0.0.1', port: 5025 }],
  ['serial:/dev/ttyACM0', { kind: 'serial', path: '/dev/ttyACM0' }],
  ['serial:COM3', { kind: 'serial', path: 'COM3' }],
])('the bridge %s', (text, bridgeThere) => {
  expect(parseBridge(text)).toEqual({ ok: true, value: bridgeThere });
});

describe('docs/one_hop.py', () => {
  it('lands, measures and prints the peak current', async ({ skip }) => {
    skip(!python, 'python3 is not here');
    const { code, out, err } = await outcomeOf(spawn('python3', [ONE_HOP, '127.0.0.1', port]));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Number(/^(-\d+\.\d+) pA\n$/.exec(out)?.[1])).toBeLessThan(-2);
  }, 30_000);

  it('is short', () => {
    expect(readFileSync(ONE_HOP, 'utf8').split('\n').length).toBeLessThan(50);
  });
});
