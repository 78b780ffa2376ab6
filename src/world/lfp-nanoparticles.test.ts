import { describe, expect, it } from 'vitest';
import { capacityOf, sphereVolume } from './lfp';
import { createLfpNanoparticles } from './lfp-nanoparticles';
import type { Contact } from './sample';

const SIDE = 128;
const PITCH = 5e-6 / SIDE;

/** The published 5×5 µm in the middle of the stage. */
function map(seed: number): (Contact & { readonly height: number })[] {
  const sample = createLfpNanoparticles(seed);
  return Array.from({ length: SIDE * SIDE }, (_, k) => {
    const x = 47.5e-6 + (k % SIDE) * PITCH;
    const y = 47.5e-6 + Math.floor(k / SIDE) * PITCH;
    return { ...sample.contact(x, y, 0), height: sample.surface(x, y, 0) };
  });
}

describe('nanoparticles on platinum', () => {
  const met = map(1);
  const particles = met.filter(({ region }) => region === 'active_particle');
  const platinum = met.filter(({ region }) => region === 'metal');

  it.each([1, 2, 3])('leave about 98 of 100 pixels below 10 pA at 0.65 V, with seed %d', (seed) => {
    const contacts = seed === 1 ? met : map(seed);
    const quiet = contacts.filter((contact) => contact.electrode().hold(0.65, 0.025) < 10e-12);
    expect(quiet.length / contacts.length).toBeGreaterThan(0.97);
    expect(quiet.length / contacts.length).toBeLessThan(0.99);
  });

  it('are 100 to 200 nm high and lie on flat metal', () => {
    const plane = platinum.reduce((sum, { height }) => sum + height, 0) / platinum.length;
    const heights = particles.map(({ height }) => height - plane);
    expect(Math.max(...heights)).toBeGreaterThan(150e-9);
    expect(Math.max(...heights)).toBeLessThan(215e-9);
    expect(Math.min(...heights)).toBeGreaterThan(35e-9);
  });

  it('differ in current by their orientation: a broad distribution above the metal', () => {
    const currents = particles.map((contact) => contact.electrode().hold(0.65, 0.025));
    const sorted = currents.toSorted((a, b) => a - b);
    expect(sorted.at(-1)! / sorted[0]!).toBeGreaterThan(2);
    for (const contact of platinum.slice(0, 50)) {
      expect(contact.electrode().hold(0.65, 0.025)).toBeLessThan(Math.min(4e-12, sorted[0]!));
    }
  });

  it('hold what their volume holds', () => {
    const [least, most] = [50e-9, 100e-9].map((radius) => capacityOf(sphereVolume(radius)));
    for (const contact of particles.slice(0, 5)) {
      expect(contact.capacity).toBeGreaterThan(least!);
      expect(contact.capacity).toBeLessThan(most!);
      const electrode = contact.electrode();
      electrode.hold(0.9, 100);
      const left = 1 / (1 + Math.exp(38.92 * (contact.equilibrium - contact.model.halfWave)));
      expect(electrode.charge / contact.capacity / left).toBeCloseTo(1, 1);
    }
  });
});
