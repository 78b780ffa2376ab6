import { describe, expect, it } from 'vitest';
import { FLAG, type BridgeRecord } from '../../records/record';
import { assembleHop } from '../../records/hop';
import { createWorld, sampleOf } from '../../world/samples';
import { instrumentOver } from './capabilities';
import { createSimulatedBridge } from './simulated-bridge';
import { hostOf } from './test-host';

const PROGRAM = [
  'MOVE',
  'AMPLIFIER,2e-8,1000',
  'BIAS,1.3',
  'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015,0.0002',
  'HOLD,POTENTIAL,1.9,0.1,0.01',
  'AMPLIFIER,2e-8,5000',
  'CYCLE,1.9,1.2,1.9,1.9,20,1,0.00005',
  'RETRACT,0.000001,0.0001,0.0002',
  'END',
];
const PLACES = Array.from({ length: 12 }, (_, k) => ({
  id: k + 1,
  x: (45 + 0.7 * k) * 1e-6,
  y: (46 + 0.5 * k) * 1e-6,
}));
const HOPS = PLACES.map(({ id, x, y }) => `${String(id)},${String(x)},${String(y)},0.0000115`);

async function measured(seed: number): Promise<BridgeRecord[]> {
  const twin = createSimulatedBridge({ sample: 'lto-film', seed, clock: Infinity });
  if (!twin.ok) throw new Error(twin.error.happened);
  return hostOf(twin.value).measure(PROGRAM, HOPS);
}

describe('the simulated bridge over the film', () => {
  it('lands on every place within the overshoot, measures and lets go', async () => {
    const records = await measured(1);
    const film = sampleOf('lto-film', 1);
    for (const { id, x, y } of PLACES) {
      const hop = assembleHop(records.filter((r) => r.hop === id));
      expect(hop.flags).toBe(FLAG.contact | FLAG.lastOfHop);
      const curve = hop.steps.get(3);
      const height = curve?.channels.z?.at(-1) ?? NaN;
      // Pressed by less than the way of 2 ms: filter, threshold and standstill cost no more.
      const surface = film?.surface(x, y, (curve?.start ?? NaN) + (curve?.count ?? NaN) * 0.2e-3) ?? NaN;
      expect(Math.abs(height - surface)).toBeLessThan(40e-9);
      expect(hop.steps.get(6)?.count).toBe(1400);
      expect(Math.min(...(hop.steps.get(6)?.channels.tip_current ?? []))).toBeLessThan(-5e-12);
      const up = hop.steps.get(7)?.channels.tip_current?.at(-1) ?? NaN;
      expect(Math.abs(up)).toBeLessThan(5e-12);
    }
  });

  it('gives equal records for equal seeds only', async () => {
    const [once, again, other] = [await measured(1), await measured(1), await measured(2)];
    const payload = (records: readonly BridgeRecord[]): Buffer =>
      Buffer.concat(records.map((r) => Buffer.from(r.payload.slice().buffer)));
    expect(again.map((r) => [r.start, r.flags, r.sampleCount])).toEqual(
      once.map((r) => [r.start, r.flags, r.sampleCount]),
    );
    expect(Buffer.compare(payload(once), payload(again))).toBe(0);
    expect(Buffer.compare(payload(once), payload(other))).not.toBe(0);
  });

  it('refuses a sample that there is not', () => {
    const twin = createSimulatedBridge({ sample: 'cheese', seed: 1, clock: Infinity });
    expect(!twin.ok && twin.error.happened).toMatch(/cheese/);
  });
});

describe('what the simulated instrument has', () => {
  it.each([
    ['lto-film', false],
    ['calibration', false],
    ['hopg-immersed', true],
    ['hard-carbon', true],
    ['mediator', false],
    ['oxide-cathode', true],
  ])('over %s: a potentiostat for the sample is %s', (sample, track) => {
    const world = createWorld(sample, 1);
    if (!world.ok) throw new Error(world.error.happened);
    const { channels, track: has } = instrumentOver(world.value);
    expect(has).toBe(track);
    const names = channels.map((channel) => channel.name);
    expect(names.includes('sample_potential')).toBe(track);
    expect(names.includes('sample_current')).toBe(track);
  });
});
