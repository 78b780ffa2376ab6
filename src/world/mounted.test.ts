import { describe, expect, it } from 'vitest';
import { bareContact } from './bare';
import { createMount } from './mount';
import { mounted } from './mounted';

const LATE = 5000;
const contact = (x: number): ReturnType<typeof bareContact> =>
  bareContact({
    region: x > 0 ? 'metal' : 'carbon',
    circuit: { resistance: 1e6, capacitance: 1e-15, leak: 1e-12 },
    rest: 0.2,
    settles: x > 0,
    boundary: false,
    contactRadius: 50e-9,
  });

describe('a mounted specimen', () => {
  const touched: [number, number][] = [];
  const sample = mounted(1, {
    height: (x, y) => x + 2 * y,
    contact,
    touched: (x, y) => touched.push([x, y]),
  });
  const { drift, plane } = createMount(1);
  const away = drift(LATE);

  it('is met where it has drifted to, on its tilted plane', () => {
    expect(sample.surface(3e-6, 4e-6, LATE)).toBeCloseTo(
      plane(3e-6, 4e-6) + (3e-6 - away.x) + 2 * (4e-6 - away.y) + away.z,
      15,
    );
    expect(sample.contact(away.x + 1e-12, 0, LATE).region).toBe('metal');
    expect(sample.contact(away.x - 1e-12, 0, LATE).region).toBe('carbon');
  });

  it('hears of touches at its own places', () => {
    sample.touched(1e-6, 2e-6, LATE);
    expect(touched).toEqual([[1e-6 - away.x, 2e-6 - away.y]]);
  });

  it('has the stray capacitance of the pipette where it has none of its own', () => {
    expect(sample.stray(0, 0, 0)).toBe(10e-15);
    expect(mounted(1, { height: () => 0, contact, stray: () => 1e-13 }).stray(0, 0, 0)).toBe(1e-13);
  });
});

describe('bare ground', () => {
  it('has no couple, and a potential only where it settles', () => {
    const [metal, carbon] = [contact(1), contact(-1)];
    expect(metal.equilibrium).toBe(0.2);
    expect(carbon.equilibrium).toBeNaN();
    expect(metal.model).toMatchObject({ concentration: 0, diffusion: NaN, halfWave: NaN });
    const electrode = metal.electrode();
    electrode.hold(1.2, 1);
    expect(electrode.current / 1e-12).toBeCloseTo(1, 4);
  });
});
