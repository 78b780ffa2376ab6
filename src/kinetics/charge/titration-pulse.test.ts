import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import type { Geometry } from '../solver/constant-flux';
import { fitPulse, type Body, type PulseRecord } from './titration-pulse';

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
    const fit = fitPulse(recorded(body, 60, 600, 5e-6), body);
    expect(Math.abs((fit?.diffusion.value ?? NaN) / DIFFUSION - 1)).toBeLessThan(0.01);
    expect(fit?.before).toBeCloseTo(0.6, 4);
    expect((fit?.jump.value ?? NaN) / DROP).toBeCloseTo(1, 2);
    expect((fit?.equilibrium.value ?? NaN) / (curve(0.02) - curve(0))).toBeCloseTo(1, 2);
    expect(Math.abs(fit?.transient ?? NaN)).toBeGreaterThan(Math.abs(fit?.equilibrium.value ?? NaN));
  });

  it('gives an error that holds most of the time, and grows with the noise', () => {
    const body = { geometry: 'sphere', length: LENGTH } as const;
    const quiet = fitPulse(recorded(body, 60, 400, 5e-6), body)?.diffusion;
    const loud = fitPulse(recorded(body, 60, 400, 100e-6), body)?.diffusion;
    expect((loud?.error ?? NaN) / (quiet?.error ?? NaN)).toBeGreaterThan(5);
    expect(Math.abs((loud?.value ?? NaN) - DIFFUSION)).toBeLessThan(3 * (loud?.error ?? NaN));
  });

  it('reads another D for another body, as its size squared', () => {
    const body = { geometry: 'sphere', length: LENGTH } as const;
    const record = recorded(body, 60, 400, 1e-6);
    const own = fitPulse(record, body)?.diffusion.value ?? NaN;
    const twice = fitPulse(record, { ...body, length: 2 * LENGTH })?.diffusion.value ?? NaN;
    expect(twice / own).toBeCloseTo(4, 4);
    const plate = fitPulse(record, { geometry: 'plane', length: LENGTH });
    expect(Math.abs((plate?.diffusion.value ?? NaN) / own - 1)).toBeGreaterThan(0.2);
  });

  it('has no answer without samples of each kind, or without diffusion', () => {
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
    expect(
      fitPulse(
        only((t) => t > 0),
        body,
      ),
    ).toBeNull();
    expect(
      fitPulse(
        only((t) => t < 0 || t > 60),
        body,
      ),
    ).toBeNull();
    expect(
      fitPulse(
        only((t) => t < 60),
        body,
      ),
    ).toBeNull();
    const step = { ...record, potential: record.time.map((t) => (t > 0 && t < 60 ? 0.5 : 0.6)) };
    const flat = fitPulse(step, body);
    expect(flat === null || !(flat.diffusion.error < flat.diffusion.value / 2)).toBe(true);
  });
});
