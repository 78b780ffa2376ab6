import { describe, expect, it } from 'vitest';
import { connectBridge } from '../../devices/bridge/driver';
import { duplexPair } from '../../devices/transport/in-page';
import { createSimulatedBridge } from '../../devices/twin/simulated-bridge';
import type { Step } from '../../experiments/program/step';
import { landingOf, measureClearCurrent } from './clear-current';

const program: Step[] = [
  { verb: 'MOVE' },
  { verb: 'AMPLIFIER', fullScale: 1e-9, cutoff: 1000 },
  { verb: 'BIAS', potential: 1.9 },
  {
    verb: 'APPROACH',
    rate: 1e-6,
    channel: 'tip_current',
    condition: 'MAGNITUDE',
    threshold: 3e-12,
    maxTravel: 1e-5,
  },
  { verb: 'AMPLIFIER', fullScale: 1e-8, cutoff: 5000 },
  { verb: 'END' },
];

describe('the current clear of the surface', () => {
  it('is measured with the range, filter and bias of the approach', () => {
    expect(landingOf(program)).toMatchObject({ amplifier: { cutoff: 1000 }, bias: 1.9 });
    expect(landingOf(program.slice(0, 3))).toBeNull();
  });

  it('has the noise that the amplifier is said to have, and moves nothing', async () => {
    const twin = createSimulatedBridge({ sample: 'lto-film', seed: 1, clock: Infinity });
    const landing = landingOf(program);
    if (!twin.ok || !landing) throw new Error('no bridge');
    const [host, device] = duplexPair();
    void twin.value.serve(device);
    const connected = await connectBridge(host);
    if (!connected.ok) throw new Error(connected.error.happened);
    const instrument = connected.value;
    const before = await instrument.state();
    const measured = await measureClearCurrent(instrument, landing);
    const after = await instrument.state();
    const range = instrument.capabilities.amplifier.ranges.find((r) => r.full_scale >= 1e-9);
    const expected = range?.noise.find((n) => n.cutoff === 1000)?.rms ?? NaN;
    expect(measured.ok && measured.value.rms / expected).toBeGreaterThan(0.8);
    expect(measured.ok && measured.value.rms / expected).toBeLessThan(1.2);
    expect(after).toMatchObject({ ok: true, value: { state: 'IDLE', z: before.ok ? before.value.z : NaN } });
    expect(after.ok && after.value.firstRecord).toBe(after.ok && after.value.nextRecord);
    await instrument.close();
  });
});
