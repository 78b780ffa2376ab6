import { describe, expect, it } from 'vitest';
import { SIMULATED_SAMPLES } from '../simulated-samples';
import { createFilm } from './film';
import { MATERIALS } from './materials';
import { REGION, type Region } from './sample';
import { createWorld } from './samples';
import { SimulatedWorld } from './simulated-world';
import { truthAt } from './truth';
import { createReadings } from './world';

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.floor(q * (sorted.length - 1))]!;

const grid = (columns: number, pitch: number, time = 0): { x: number; y: number; time: number }[] =>
  Array.from({ length: columns * columns }, (_, k) => ({
    x: 20e-6 + (k % columns) * pitch,
    y: 20e-6 + Math.floor(k / columns) * pitch,
    time,
  }));

describe('truthAt', () => {
  it('has D around 2.47e-15 m²/s, spread over a decade', () => {
    const truth = truthAt('lto-film', 1, grid(60, 0.9e-6))!;
    const sorted = [...truth.diffusion].sort((a, b) => a - b);
    expect(Math.abs(quantile(sorted, 0.5) / 2.47e-15 - 1)).toBeLessThan(0.1);
    expect(quantile(sorted, 0.99) / quantile(sorted, 0.01)).toBeGreaterThan(6);
    expect(sorted.at(-1)! / sorted[0]!).toBeLessThanOrEqual(10.0001);
    expect(new Set(truth.halfWave)).toEqual(new Set([1.55]));
  });

  it('marks contacts across a boundary, and mixes their D between those of the grains', () => {
    const points = grid(64, 78e-9);
    const truth = truthAt('lto-film', 1, points)!;
    const share = truth.boundary.reduce((a, b) => a + b, 0) / points.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.65);
    const pure = new Set(
      [...truth.diffusion].filter((_, k) => truth.boundary[k] === 0).map((d) => d.toPrecision(9)),
    );
    expect(pure.size).toBeLessThan(260);
    expect(pure.size).toBeGreaterThan(100);
  });

  it('is rebuilt from name and seed alone', () => {
    const points = grid(5, 1e-6, 1000);
    expect(truthAt('lto-film', 3, points)).toEqual(truthAt('lto-film', 3, points));
    expect(truthAt('lto-film', 3, points)).not.toEqual(truthAt('lto-film', 4, points));
  });

  it('follows the drift', () => {
    const points = grid(5, 1e-6);
    const later = points.map((p) => ({ ...p, time: 20_000 }));
    expect(truthAt('lto-film', 3, points)!.height).not.toEqual(truthAt('lto-film', 3, later)!.height);
  });

  it('has rate constants, resistances and capacitances where the mosaic has them', () => {
    const truth = truthAt('mosaic', 1, grid(64, 78e-9))!;
    const within = (region: Region, of: Float64Array): Set<number> =>
      new Set([...of].filter((_, k) => truth.region[k] === REGION[region]));
    expect(within('kinetic', truth.rateConstant)).toEqual(new Set([1e-6]));
    expect(within('disc', truth.rateConstant)).toEqual(new Set([NaN]));
    expect(within('resistive', truth.resistance)).toEqual(new Set([10e9]));
    expect(Math.max(...within('disc', truth.resistance))).toBeLessThan(0.2e9);
    for (const farad of within('stray_capacitance', truth.capacitance))
      expect(farad).toBeCloseTo(101e-15, 15);
    for (const farad of within('kinetic', truth.capacitance)) expect(farad).toBeCloseTo(11e-15, 15);
    expect(within('no_redox', truth.diffusion)).toEqual(new Set([NaN]));
    expect(within('no_redox', truth.halfWave)).toEqual(new Set([NaN]));
    expect(within('two_phase', truth.halfWave)).toEqual(new Set([1.55]));
  });

  it('has capacities where a solid has an end, potentials at rest, and radii', () => {
    const confined = truthAt('lto-film-micropipette', 1, grid(2, 1e-6))!;
    expect(new Set(confined.contactRadius)).toEqual(new Set([5e-6]));
    expect(new Set(confined.equilibrium)).toEqual(new Set([2.2]));
    expect(confined.capacity[0]).toBeGreaterThan(3e-9);
    const film = truthAt('lto-film', 1, grid(2, 1e-6))!;
    expect(new Set(film.capacity)).toEqual(new Set([NaN]));
    expect(new Set(film.contactRadius)).toEqual(new Set([55e-9]));
  });

  it('has particles with a potential, and carbon without one', () => {
    const truth = truthAt('lfp-composite', 1, grid(40, 0.7e-6))!;
    truth.region.forEach((region, k) => {
      expect(Number.isFinite(truth.equilibrium[k])).toBe(region === REGION.active_particle);
      expect(Number.isFinite(truth.capacity[k])).toBe(region === REGION.active_particle);
      expect(Number.isFinite(truth.halfWave[k])).toBe(region === REGION.active_particle);
    });
    for (const region of ['active_particle', 'carbon', 'binder'] as const)
      expect(truth.region).toContain(REGION[region]);
  });

  it('knows that a place has been visited before', () => {
    const place = { x: 50e-6, y: 50e-6, time: 10 };
    const truth = truthAt('lfp-composite', 1, [place, { ...place, x: 51e-6 }, { ...place, time: 20 }])!;
    expect([...truth.contactRadius]).toEqual([50e-9, 50e-9, 80e-9]);
  });

  it('knows nothing of other samples', () => {
    expect(truthAt('cheese', 1, grid(2, 1e-6))).toBeNull();
  });

  it('is what the world does: the height where it touches, the D of its current', () => {
    const seed = 2;
    const world = new SimulatedWorld(
      createFilm(seed, () => MATERIALS.disc),
      seed,
      0,
    );
    const into = createReadings(4096);
    world.wait(3000);
    world.setAmplifier(20e-9, 20e3);
    const measured = grid(4, 0.7e-6).map(({ x, y }) => {
      world.travel('z', 10.5e-6);
      world.travel('x', x);
      world.travel('y', y);
      world.run({ velocity: 0, control: 'potential', potential: 1.3 }, 1e-3, 20, into);
      const made = world.run(
        { velocity: -100e-6, control: 'potential', potential: 1.3 },
        10e-6,
        4096,
        into,
        () => world.attached,
      );
      const visit = { x, y, time: world.time, z: into.z[made - 1]! };
      world.run({ velocity: 0, control: 'potential', potential: 1.3 }, 1e-4, 100, into);
      return { ...visit, current: into.current[99]! };
    });
    const truth = truthAt('lto-film', seed, measured)!;
    measured.forEach(({ z, current }, k) => {
      expect(Math.abs(z - truth.height[k]!)).toBeLessThan(1.5e-9);
      const d = truth.diffusion[k]!;
      const unit = 96485.332 * 22740.4 * Math.PI * 55e-9 ** 2;
      const cottrell = -unit * (Math.sqrt(d / (Math.PI * 10e-3)) + d / 55e-9);
      expect(Math.abs(current / cottrell - 1)).toBeLessThan(0.06);
    });
  });
});

describe('createWorld', () => {
  it.each(SIMULATED_SAMPLES)('makes a world over $id, at rest above it', ({ id }) => {
    const made = createWorld(id, 1);
    if (!made.ok) throw new Error(made.error.happened);
    expect(made.value.time).toBe(0);
    expect(made.value.attached).toBe(false);
    const { z, coarse } = made.value.position;
    expect(z - coarse).toBeCloseTo(20e-6, 12);
  });

  it('refuses a name that it does not know, and lists those it knows', () => {
    const made = createWorld('cheese', 1);
    expect(made.ok).toBe(false);
    if (made.ok) return;
    expect(made.error.code).toBe('value-invalid');
    expect(made.error.happened).toContain('lto-film');
  });
});
