import { expect, it } from 'vitest';
import { TestBridge } from '../faults/test-bridge';
import { TestHost } from '../faults/test-run';

it('tells of a link that is gone who was there, what was said and what happened', async () => {
  const bridge = new TestBridge({ sample: 'lto-film', seed: 1 });
  const { acquisition } = new TestHost({ bridge });
  expect(await acquisition.linkStatistics()).toBeNull();
  expect(await acquisition.linkReport('Test')).toContain('No instrument was connected.');

  const choice = { kind: 'simulated', sample: 'lto-film', seed: 1, clock: Infinity } as const;
  expect((await acquisition.connect(choice)).ok).toBe(true);
  bridge.unplug();
  await expect.poll(() => acquisition.linkReport('Test')).toContain('link-lost: ');
  const statistics = await acquisition.linkStatistics();
  expect(statistics?.bytesIn).toBeGreaterThan(0);
  expect(statistics?.roundTrip?.p50).toBeGreaterThan(0);
  const report = await acquisition.linkReport('Test 1.0');
  expect(report).toMatch(/^Meniscus \S+\nTest 1\.0\n\d{4}-/);
  expect(report).toMatch(/^\S+Z ready$/m);
  expect(report).toMatch(/^serial: \S/m);
  expect(report).toMatch(/^bytesIn: [1-9]/m);
  expect(report).toMatch(/^round trip: p50 \S+ ms/m);
  expect(report).toMatch(/^\S+Z > \*IDN\?$/m);
  expect(report).toMatch(/^\S+Z < IDLE,/m);
});

it('keeps what was said with something that is no bridge', async () => {
  const bridge = new TestBridge({ sample: 'lto-film', seed: 1, switches: { languageVersion: '1999.0' } });
  const { acquisition } = new TestHost({ bridge });
  const choice = { kind: 'simulated', sample: 'lto-film', seed: 1, clock: Infinity } as const;
  expect(await acquisition.connect(choice)).toMatchObject({ ok: false, error: { code: 'not-a-bridge' } });
  const report = await acquisition.linkReport('Test');
  expect(report).toContain('# Greeting that came to nothing, a cable');
  expect(report).toMatch(/^\S+Z > \*IDN\?$/m);
  expect(report).toMatch(/^\S+Z < 1999\.0$/m);
});
