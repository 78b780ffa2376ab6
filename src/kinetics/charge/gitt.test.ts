import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { meanDeviation, surfaceDeviation, surfaceLag, type Geometry } from '../solver/constant-flux';
import { FARADAY } from '../constants';
import {
  formulaDiffusion,
  pulseValidity,
  restValidity,
  slopeOnRootTime,
  trueDiffusion,
  weppnerHuggins,
} from './gitt';

const GEOMETRIES: readonly Geometry[] = ['plane', 'cylinder', 'sphere'];
const table = readTable('H_gitt');
const T = column(table, 'T=');

describe('surfaceDeviation', () => {
  it.each(T.map((t, k) => [t, column(table, 'surface_dev')[k] ?? NaN]))(
    'of a plate at T = %s',
    (t, expected) => expect(surfaceDeviation('plane', t) / expected).toBeCloseTo(1, 8),
  );

  it.each(GEOMETRIES)('of a %s joins short and long times', (geometry) => {
    const below = surfaceDeviation(geometry, 1e-4);
    const above = surfaceDeviation(geometry, 1e-4 * (1 + 1e-9));
    expect(above / below).toBeCloseTo(1, 6);
  });

  it.each([
    ['plane', 1 / 3],
    ['cylinder', 1 / 4],
    ['sphere', 1 / 5],
  ] as const)('of a %s lags behind the mean by a constant in the end', (geometry, lag) => {
    expect(surfaceLag(geometry, 5)).toBeCloseTo(lag, 12);
    expect(surfaceLag(geometry, 1e-8)).toBeGreaterThan(0);
  });
});

describe('weppnerHuggins', () => {
  const host = { current: 2e-9, molarVolume: 4.5e-5, area: 1e-9 };

  it('recovers D from the half space’s own potential', () => {
    const diffusion = 3e-15;
    const equilibriumSlope = { value: -0.4, error: 0.004 };
    const flux = (host.current * host.molarVolume) / (FARADAY * host.area);
    const time = Float64Array.from({ length: 50 }, (_, k) => 1 + k);
    const potential = time.map(
      (t) => 3.4 + 2 * flux * equilibriumSlope.value * Math.sqrt(t / (Math.PI * diffusion)),
    );
    const pulseSlope = slopeOnRootTime(time, potential);
    const found = pulseSlope && weppnerHuggins({ ...host, equilibriumSlope, pulseSlope });
    expect((found?.value ?? NaN) / diffusion).toBeCloseTo(1, 9);
    expect((found?.error ?? NaN) / diffusion).toBeCloseTo(0.02, 6);
  });

  it('gives the slope the error of its residuals', () => {
    const time = Float64Array.from({ length: 400 }, (_, k) => k);
    const noise = time.map((_, k) => (k % 2 === 0 ? 1e-3 : -1e-3));
    const slope = slopeOnRootTime(
      time,
      noise.map((e, k) => e + 0.01 * Math.sqrt(k)),
    );
    expect(Math.abs((slope?.value ?? NaN) - 0.01)).toBeLessThan(2 * (slope?.error ?? NaN));
    expect(slope?.error).toBeCloseTo(1e-3 / Math.sqrt(400 * 22.2), 6);
  });

  it('has no answer without a slope', () => {
    const slope = { value: 1, error: 0 };
    const none = { value: 0, error: 0 };
    expect(weppnerHuggins({ ...host, equilibriumSlope: slope, pulseSlope: none })).toBeNull();
    expect(weppnerHuggins({ ...host, equilibriumSlope: none, pulseSlope: slope })).toBeNull();
    expect(weppnerHuggins({ ...host, area: 0, equilibriumSlope: slope, pulseSlope: slope })).toBeNull();
    expect(slopeOnRootTime(Float64Array.of(1, 2), Float64Array.of(1, 2))).toBeNull();
    expect(slopeOnRootTime(Float64Array.of(-1, 2, 3), Float64Array.of(1, 2, 3))).toBeNull();
    expect(slopeOnRootTime(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNull();
  });
});

describe('formulaDiffusion', () => {
  it.each(GEOMETRIES)('reads of a %s what its exact solution says that it reads', (geometry) => {
    const [diffusion, duration, length] = [2e-15, 60, 1.5e-6];
    const { T: t, reads } = pulseValidity(geometry, diffusion, duration, length);
    const change = { value: -5e-3, error: 0 };
    const transient = {
      value: (-5e-3 * surfaceDeviation(geometry, t)) / meanDeviation(geometry, t),
      error: 0,
    };
    const found = formulaDiffusion(geometry, length, duration, change, transient)?.value ?? NaN;
    expect(found / (reads * diffusion)).toBeCloseTo(1, 9);
    expect((trueDiffusion(geometry, found, duration, length) ?? NaN) / diffusion).toBeCloseTo(1, 9);
  });
});

describe('pulseValidity', () => {
  it.each(T.map((t, k) => [t, column(table, 'D_WeppnerHuggins')[k] ?? NaN]))(
    'of a plate at T = %s',
    (t, reads) => {
      const found = pulseValidity('plane', t, 1, 1);
      expect(found.reads).toBeCloseTo(reads, 7);
      expect(found.valid).toBe(t <= 0.2);
    },
  );

  // What a straight line on √t reads of a sphere, over points from a twentieth of the pulse to its end.
  it.each([
    [0.001, 0.93],
    [0.01, 0.79],
    [0.2, 0.32],
  ])('a line through a sphere’s potential at T = %s reads %s of D', (t, expected) => {
    const time = Float64Array.from({ length: 400 }, (_, k) => t * (0.05 + (0.95 * k) / 399));
    const slope = slopeOnRootTime(
      time,
      time.map((each) => surfaceDeviation('sphere', each)),
    );
    const reads = 4 / (Math.PI * (slope?.value ?? NaN) ** 2);
    expect(Math.abs(reads - expected)).toBeLessThan(0.01);
    expect(pulseValidity('sphere', t, 1, 1).valid).toBe(false);
  });

  it('scales with duration and size', () => {
    expect(pulseValidity('sphere', 2e-15, 600, 1e-6).T).toBeCloseTo(1.2, 12);
    expect(pulseValidity('cylinder', 1e-6, 1, 1).valid).toBe(true);
  });
});

describe('trueDiffusion', () => {
  it.each(GEOMETRIES)('undoes what a %s makes of D', (geometry) => {
    for (const t of [1e-6, 1e-3, 0.05, 0.3]) {
      const diffusion = (t * 1e-12) / 60;
      const { reads } = pulseValidity(geometry, diffusion, 60, 1e-6);
      expect((trueDiffusion(geometry, reads * diffusion, 60, 1e-6) ?? NaN) / diffusion).toBeCloseTo(1, 9);
    }
  });

  it('has no answer beyond what a full body reads', () => {
    expect(trueDiffusion('sphere', 0.15, 1, 1)).toBeNull();
    expect(trueDiffusion('plane', -1, 1, 1)).toBeNull();
    expect(trueDiffusion('plane', NaN, 1, 1)).toBeNull();
  });
});

describe('restValidity', () => {
  it('knows the slowest decay of a plate', () => {
    const { remaining, enough } = restValidity('plane', 1, 0.01, 0.2, 1);
    const expected =
      (2 * Math.exp(-0.2 * Math.PI ** 2) * (1 - Math.exp(-0.01 * Math.PI ** 2))) / (Math.PI ** 2 * 0.01);
    expect(remaining / expected).toBeCloseTo(1, 2);
    expect(enough).toBe(false);
    expect(restValidity('plane', 1, 0.01, 0.6, 1).enough).toBe(true);
  });

  it('lets a sphere settle sooner than a plate of its radius', () => {
    const [plane, cylinder, sphere] = GEOMETRIES.map((g) => restValidity(g, 1e-14, 60, 30, 1e-6).remaining);
    expect(sphere).toBeLessThan(cylinder ?? NaN);
    expect(cylinder).toBeLessThan(plane ?? NaN);
  });
});
