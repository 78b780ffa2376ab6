import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import {
  COTTRELL_UNTIL,
  cottrellDiffusion,
  SLOPE_FROM,
  slopeDiffusion,
  stepCurrent,
  stepDiffusion,
  type Transient,
} from './pitt';

const table = readTable('H_pitt');
const T = column(table, 'T=');
const at = (prefix: string, k: number): number => column(table, prefix)[k] ?? NaN;

describe('stepCurrent', () => {
  it.each(T.map((t, k) => [t, at('i L', k)]))('at T = %s', (t, expected) =>
    expect(stepCurrent(t) / expected).toBeCloseTo(1, 8),
  );

  it('joins its two forms', () =>
    expect(stepCurrent(COTTRELL_UNTIL) / stepCurrent(COTTRELL_UNTIL * (1 - 1e-12))).toBeCloseTo(1, 10));
});

describe('the two forms', () => {
  it.each(T.map((t, k) => [t, at('Cottrell_relerr', k), at('D_from_dlni', k)]))(
    'at T = %s are off as the table says',
    (t, cottrell, slope) => {
      const current = stepCurrent(t);
      const short = cottrellDiffusion({ value: current * Math.sqrt(t), error: 0 }, 1, 1);
      expect(short?.value).toBeCloseTo((1 + cottrell) ** -2, 4);
      const h = 1e-6 * t;
      const logSlope = (Math.log(stepCurrent(t + h)) - Math.log(stepCurrent(t - h))) / (2 * h);
      const long = slopeDiffusion({ value: logSlope, error: 0 }, 1);
      expect((long?.value ?? NaN) / slope).toBeCloseTo(1, 4);
      if (t <= COTTRELL_UNTIL) expect(Math.abs(cottrell)).toBeLessThan(1e-4);
      if (t >= SLOPE_FROM) expect(Math.abs(slope - 1)).toBeLessThan(5e-4);
    },
  );
});

describe('stepDiffusion', () => {
  const thickness = 2e-6;
  const diffusion = 4e-15;
  const charge = -3e-9;
  /** Up to T = `until`, with an error of each point. */
  function transient(until: number, points: number, noise = 0): Transient {
    const time = Float64Array.from(
      { length: points },
      (_, k) => (((k + 1) / points) * until * thickness ** 2) / diffusion,
    );
    const current = time.map((t, k) => {
      const exact = (stepCurrent((diffusion * t) / thickness ** 2) * charge * diffusion) / thickness ** 2;
      return exact + ((charge * diffusion) / thickness ** 2) * noise * (k % 2 === 0 ? 1 : -1);
    });
    return { time, current, charge, thickness };
  }

  const relative = (found: { value: number } | null | undefined): number => (found?.value ?? NaN) / diffusion;

  it('finds D by the whole, at short and at long times', () => {
    const found = stepDiffusion(transient(2, 1000));
    expect(relative(found?.whole)).toBeCloseTo(1, 6);
    expect(relative(found?.cottrell)).toBeCloseTo(1, 4);
    expect(relative(found?.slope)).toBeCloseTo(1, 3);
  });

  it('gives errors that fit the scatter', () => {
    const found = stepDiffusion(transient(2, 1000, 0.01));
    for (const estimate of [found?.whole, found?.cottrell, found?.slope]) {
      expect(Math.abs((estimate?.value ?? NaN) - diffusion)).toBeLessThan(3 * (estimate?.error ?? NaN));
      expect(estimate?.error).toBeLessThan(0.02 * diffusion);
    }
  });

  it('gives only the limit that has points', () => {
    const short = stepDiffusion(transient(0.05, 100));
    expect(relative(short?.cottrell)).toBeCloseTo(1, 9);
    expect(short?.slope).toBeNull();
    const { time, current } = transient(2, 1000);
    const late = stepDiffusion({ time: time.slice(300), current: current.slice(300), charge, thickness });
    expect(late?.cottrell).toBeNull();
    expect(relative(late?.whole)).toBeCloseTo(1, 6);
    expect(relative(late?.slope)).toBeCloseTo(1, 3);
  });

  it('has no answer where nothing decays, signs contradict or lengths differ', () => {
    const step = transient(2, 100);
    expect(stepDiffusion({ ...step, current: new Float64Array(100) })).toBeNull();
    expect(stepDiffusion({ ...step, charge: -charge })).toBeNull();
    expect(stepDiffusion({ ...step, current: step.current.slice(1) })).toBeNull();
    expect(stepDiffusion({ ...step, time: step.time.map((t) => t - 1e9) })).toBeNull();
    expect(stepDiffusion({ ...step, current: step.current.map(() => NaN) })).toBeNull();
    expect(slopeDiffusion({ value: 1, error: 0 }, 1)).toBeNull();
    expect(cottrellDiffusion({ value: 0, error: 0 }, 1, 1)).toBeNull();
  });
});
