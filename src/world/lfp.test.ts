import { describe, expect, it } from 'vitest';
import { capacityOf, LITHIUM, lfpContact, soaked, sphereVolume } from './lfp';
import { TEMPERATURE } from './pipette';

const radius = 50e-9;
const grain = {
  temperature: TEMPERATURE,
  concentration: LITHIUM,
  area: Math.PI * radius ** 2,
  diffusion: 1e-14,
  discRadius: radius,
  halfWave: 0.46,
  rateConstant: 2e-7,
  transfer: 0.5,
  volume: 250e-9 ** 3,
};
const circuit = {
  contactRadius: radius,
  resistance: 5e6,
  capacitance: 1e-15,
  equilibrium: 0.4,
  boundary: false,
};
const particle = () => ({
  model: {
    temperature: TEMPERATURE,
    capacity: 50e-9,
    halfWave: 0.46,
    rateConstant: 4e-3,
    interaction: 3.6,
    hysteresis: 0,
    lag: 0,
    wetted: soaked(20),
  },
  solid: { occupancy: 0.98 },
});

describe('lithium iron phosphate', () => {
  it('holds 612 mAh/cm³: 15 pAh in 24.51 µm³, a sphere of 1.802 µm', () => {
    expect(capacityOf(1e-6) / 3.6).toBeCloseTo(612, 2);
    expect(capacityOf(24.5098e-18) / 3.6e-9).toBeCloseTo(15, 3);
    expect(sphereVolume(1.80198e-6) * 1e18).toBeCloseTo(24.5098, 3);
  });

  it('soaks through with the time to the power of 3/2, and then is wet', () => {
    const wetted = soaked(20);
    expect(wetted(8) / wetted(2)).toBeCloseTo(8, 9);
    expect(wetted(20)).toBe(1);
    expect(wetted(1000)).toBe(1);
    expect(wetted(0)).toBeGreaterThan(0);
  });

  it('reacts in its grain at first and in its whole particle later', () => {
    const alone = lfpContact({ ...circuit, grain }).electrode();
    const together = lfpContact({ ...circuit, grain, particle: particle() }).electrode();
    const rest = together.potential - alone.potential;
    expect(Math.abs(rest)).toBeLessThan(0.01);
    const [first, second] = [alone, together].map((electrode) => electrode.hold(0.65, 0.02));
    expect(second! / first!).toBeLessThan(1.15);
    expect(together.hold(0.65, 10)).toBeGreaterThan(20 * Math.abs(alone.hold(0.65, 10)));
  });

  it('finds a particle at the next contact as it was left', () => {
    const shared = particle();
    const { electrode } = lfpContact({ ...circuit, grain, particle: shared });
    const first = electrode();
    const rest = first.potential;
    first.galvano(0, 20);
    for (let k = 0; k < 100; k++) first.galvano(200e-12, 1);
    expect(shared.solid.occupancy).toBeCloseTo(0.98 - (100 * 200e-12) / 50e-9, 2);
    expect(electrode().potential).toBeGreaterThan(rest + 0.02);
    expect(lfpContact({ ...circuit, grain, particle: particle() }).electrode().potential).toBe(rest);
  });
});
