import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import type { Geometry } from '../solver/constant-flux';
import { fitPulse, type Body, type PulseFit, type PulseRecord } from './titration-pulse';

const GEOMETRIES: readonly Geometry[] = ['plane', 'cylinder', 'sphere'];

/** Shells of a body that diffusion fills from outside, explicit in time: independent of the series of the fit. */
class Shells {
  readonly filling: Float64Array;
  private readonly walls: readonly number[];
  private readonly volumes: readonly number[];
  private readonly body: Body;

  constructor(body: Body, count: number) {
    this.body = body;
    const power = { plane: 0, cylinder: 1, sphere: 2 }[body.geometry];
    this.walls = Array.from({ length: count + 1 }, (_, k) => (k / count) ** power);
    this.volumes = Array.from(
      { length: count },
      (_, k) => (((k + 1) / count) ** (power + 1) - (k / count) ** (power + 1)) / (power + 1),
    );
    this.filling = new Float64Array(count);
  }

  /** Mean filling grows by `rate` per second. Diffusion in m²/s. */
  advance(rate: number, diffusion: number, seconds: number): void {
    const n = this.filling.length;
    const perSecond = diffusion / this.body.length ** 2;
    const whole = this.volumes.reduce((a, b) => a + b, 0);
    const steps = Math.ceil((seconds * perSecond * n * n) / 0.2);
    const dt = seconds / steps;
    for (let step = 0; step < steps; step++) {
      let inward = 0;
      for (let k = 0; k < n; k++) {
        const outer =
          k === n - 1
            ? rate * whole
            : perSecond *
              (this.walls[k + 1] as number) *
              n *
              ((this.filling[k + 1] as number) - (this.filling[k] as number));
        this.filling[k] = (this.filling[k] as number) + (dt * (outer - inward)) / (this.volumes[k] as number);
        inward = outer;
      }
    }
  }

  /** By a parabola through the last three. */
  get surface(): number {
    const [a, b, c] = [-1, -2, -3].map((k) => this.filling.at(k) ?? NaN) as [number, number, number];
    return (15 * a - 10 * b + 3 * c) / 8;
  }
}

const DIFFUSION = 2e-15;
const LENGTH = 1.5e-6;

function fitted(record: PulseRecord, body: Body): PulseFit {
  const fit = fitPulse(record, body);
  if (typeof fit === 'string') throw new Error(fit);
  return fit;
}

/** Potential against filling, V, with a bend, and a drop of 10 mV under current. */
const curve = (x: number): number => 0.6 - 0.4 * x + 1.5 * x * x;
const DROP = -10e-3;

function recorded(body: Body, duration: number, rest: number, noise: number): PulseRecord {
  const shells = new Shells(body, 120);
  const gauss = randomNormal.source(randomLcg(0.4))(0, noise);
  const [time, potential]: [number[], number[]] = [[], []];
  for (let t = -20; t < duration + rest; t++) {
    const flows = t >= 0 && t < duration;
    shells.advance(flows ? 0.02 / duration : 0, DIFFUSION, 0.5);
    if (t < 0 || (t >= 2 && t < duration) || t >= duration + 2) {
      time.push(t + 0.5);
      potential.push(curve(shells.surface) + (flows ? DROP : 0) + gauss());
    }
    shells.advance(flows ? 0.02 / duration : 0, DIFFUSION, 0.5);
  }
  return { time: Float64Array.from(time), potential: Float64Array.from(potential), duration };
}

describe('fitPulse', () => {
  it.each(GEOMETRIES)('finds D of a %s that was solved in shells, through drop and bend', (geometry) => {
    const body = { geometry, length: LENGTH };
    const fit = fitted(recorded(body, 60, 600, 5e-6), body);
    expect(Math.abs(fit.diffusion.value / DIFFUSION - 1)).toBeLessThan(0.01);
    expect(fit.before).toBeCloseTo(0.6, 4);
    expect(fit.jump.value / DROP).toBeCloseTo(1, 2);
    expect(fit.equilibrium.value / (curve(0.02) - curve(0))).toBeCloseTo(1, 2);
    expect(Math.abs(fit.transient)).toBeGreaterThan(Math.abs(fit.equilibrium.value));
  });

  it('gives an error that holds most of the time, and grows with the noise', () => {
    const body = { geometry: 'sphere', length: LENGTH } as const;
    const quiet = fitted(recorded(body, 60, 400, 5e-6), body).diffusion;
    const loud = fitted(recorded(body, 60, 400, 100e-6), body).diffusion;
    expect(loud.error / quiet.error).toBeGreaterThan(5);
    expect(Math.abs(loud.value - DIFFUSION)).toBeLessThan(3 * loud.error);
  });

  it('reads another D for another body, as its size squared', () => {
    const body = { geometry: 'sphere', length: LENGTH } as const;
    const record = recorded(body, 60, 400, 1e-6);
    const own = fitted(record, body).diffusion.value;
    const twice = fitted(record, { ...body, length: 2 * LENGTH }).diffusion.value;
    expect(twice / own).toBeCloseTo(4, 4);
    const plate = fitted(record, { geometry: 'plane', length: LENGTH });
    expect(Math.abs(plate.diffusion.value / own - 1)).toBeGreaterThan(0.2);
  });

  it('says what is missing, and at which end no D is found', () => {
    const body = { geometry: 'sphere', length: LENGTH } as const;
    const record = recorded(body, 60, 400, 1e-6);
    const only = (of: (t: number) => boolean): PulseRecord => {
      const at = [...record.time.keys()].filter((k) => of(record.time[k] as number));
      return {
        duration: 60,
        time: Float64Array.from(at, (k) => record.time[k] as number),
        potential: Float64Array.from(at, (k) => record.potential[k] as number),
      };
    };
    for (const part of [(t: number) => t > 0, (t: number) => t < 0 || t > 60, (t: number) => t < 60])
      expect(fitPulse(only(part), body)).toBe('few');
    // A surface that has no lag behind the mean, and one from which nothing has come to the middle.
    const by = (law: (t: number) => number): PulseRecord => ({
      ...record,
      potential: record.time.map((t) => 0.6 - 0.01 * (law(Math.max(0, t)) - law(Math.max(0, t - 60)))),
    });
    expect(
      fitPulse(
        by((t) => t / 60),
        body,
      ),
    ).toBe('long');
    expect(
      fitPulse(
        by((t) => Math.sqrt(t / 60)),
        body,
      ),
    ).toBe('short');
  });
});
