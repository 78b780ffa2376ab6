import { describe, expect, it } from 'vitest';
import { randomLcg, randomNormal } from 'd3-random';
import { createBessel } from '../../kinetics/solver/bessel';
import { currentMap } from '../current-map';
import { clearNoise, holdsOf, keptOf, meanCurrent, timesOf, type Held } from './holds';
import { visitBy } from '../program/test-visit';

const recipe = currentMap.presets[0]?.recipe ?? {};
const program = currentMap.program(recipe);

describe('holds of a hop', () => {
  const hop = visitBy(program, { height: 9e-6, noise: 0.2e-12, current: () => 5e-12 });

  it('come in their order, with the filter that was set', () => {
    const holds = holdsOf(hop, program);
    expect(holds.map((h) => h.label)).toEqual(['settle', 'measure']);
    expect(holds.map((h) => h.cutoff)).toEqual([1000, 1000]);
    const [first, second] = timesOf(holds[1]?.trace as Held['trace']);
    expect(first).toBeCloseTo(2.5e-6, 12);
    expect(second).toBeCloseTo(7.5e-6, 12);
  });

  it('are silent of what was not made', () => {
    expect(holdsOf(visitBy(program, {}), program)).toEqual([]);
  });
});

describe('noise clear of the surface', () => {
  it('is that of the amplifier, whatever the contact adds', () => {
    const hop = visitBy(program, { height: 9e-6, noise: 1e-12 });
    const [place] = hop.steps.keys();
    const curve = hop.steps.get(place ?? -1)?.channels.tip_current;
    curve?.fill(500e-12, 300, 320);
    // Means over 0.2 ms keep 1/(1 + 2·1.0464·1 kHz·0.2 ms) of the variance.
    const expected = 1e-12 * Math.sqrt(1 + 2 * 1.04637 * 0.2);
    expect(clearNoise(hop, program) / expected).toBeGreaterThan(0.9);
    expect(clearNoise(hop, program) / expected).toBeLessThan(1.1);
  });

  it('is unknown without an approach', () => {
    expect(clearNoise({ hop: 1, flags: 0, steps: new Map() }, program)).toBeNaN();
  });
});

describe('what a mean keeps of the noise', () => {
  it.each([50e-6, 0.5e-3, 5e-3])(
    'is as white noise behind the filter has it, within 15 %%, over %d s',
    (time) => {
      const tick = 25e-6;
      const gauss = randomNormal.source(randomLcg(0.3))();
      const filter = createBessel(1000);
      filter.reset(0);
      const count = Math.round(time / tick);
      const samples = Array.from({ length: 400_000 }, () => filter.next(gauss(), tick)).slice(400);
      const variance = (of: readonly number[]): number => of.reduce((sum, v) => sum + v * v, 0) / of.length;
      const means = Array.from({ length: Math.floor(samples.length / count) }, (_, k) => {
        const part = samples.slice(k * count, (k + 1) * count);
        return part.reduce((sum, v) => sum + v, 0) / count;
      });
      const kept = Math.sqrt(variance(means) / variance(samples));
      expect(Math.sqrt(keptOf(time, 1000)) / kept).toBeGreaterThan(0.85);
      expect(Math.sqrt(keptOf(time, 1000)) / kept).toBeLessThan(1.15);
    },
  );

  it('adds the shot noise of the current itself', () => {
    const hop = visitBy(program, { height: 9e-6, current: () => 100e-12 });
    const hold = holdsOf(hop, program)[1];
    if (!hold) throw new Error('no hold');
    const { value, error } = meanCurrent(hold, 0);
    expect(value).toBeCloseTo(100e-12, 17);
    // √(2 e 100 pA · 1046 Hz), less 5 % that the 50 µs average away.
    expect(error).toBeCloseTo(0.174e-12, 14);
  });
});
