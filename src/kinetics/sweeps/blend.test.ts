import { describe, expect, it } from 'vitest';
import { dropSlopeOf, radiusSlopeOf, sumSlope, type Slope } from './blend';
import { fillShape, shapeOf } from './template';

const at = Float64Array.from({ length: 240 }, (_, k) => -16 + 0.25 * k);

function shapeAt(p: number, rho: number): Float64Array {
  const value = new Float64Array(at.length);
  fillShape(shapeOf(p, rho), 0, at, 0, value, new Float64Array(at.length));
  return value;
}

const valuesOf = (slope: Slope): Float64Array =>
  at.map((x) => sumSlope(slope, Float64Array.of(x - 1), 1, Float64Array.of(1)));

describe('how a shape changes', () => {
  it('is summed with weights', () => {
    const slope = radiusSlopeOf(7.7);
    const weights = at.map((_, k) => Math.sin(k));
    const sum = valuesOf(slope).reduce((total, value, k) => total + value * (weights[k] ?? NaN), 0);
    expect(sumSlope(slope, at, 0, weights)).toBeCloseTo(sum, 12);
  });

  it.each([3.3, 7.7, 31])('with the radius, at p = %d', (p) => {
    const values = valuesOf(radiusSlopeOf(p));
    const [wide, narrow] = [shapeAt(p * 1.01, 0), shapeAt(p / 1.01, 0)];
    values.forEach((slope, k) => {
      const difference = ((wide[k] ?? NaN) - (narrow[k] ?? NaN)) / (2 * Math.log(1.01));
      expect(Math.abs(slope - difference)).toBeLessThan(2e-3);
    });
  });

  it('not at all with the radius of a planar contact', () => {
    expect(Math.max(...valuesOf(radiusSlopeOf(Infinity)).map(Math.abs))).toBe(0);
  });

  it.each([0, 0.2, -0.3])('with the ohmic drop, at ρ = %f', (rho) => {
    const values = valuesOf(dropSlopeOf(7.7, rho));
    const [more, less] = [shapeAt(7.7, rho + 0.01), shapeAt(7.7, rho - 0.01)];
    values.forEach((slope, k) => {
      expect(slope).toBeCloseTo(((more[k] ?? NaN) - (less[k] ?? NaN)) / 0.02, 6);
    });
  });
});
