/** ip = k₁v + k₂√v: charge that is bound or capacitive beside diffusion (log–log analysis after Dunn); D from k₂. */
import { chiSquared, diffusionOf, distinctRates, rateOf, weightOf, type LineModel } from './line';

export const mixedLine: LineModel = (points, cell) => {
  if (distinctRates(points, rateOf) < 2) return null;
  let vv = 0, vr = 0, rr = 0, vy = 0, ry = 0; // prettier-ignore
  for (const point of points) {
    const weight = weightOf(point);
    const v = point.scanRate;
    const root = Math.sqrt(v);
    vv += weight * v * v;
    vr += weight * v * root;
    rr += weight * v;
    vy += weight * v * point.current.value;
    ry += weight * root * point.current.value;
  }
  const determinant = vv * rr - vr * vr;
  const bound = (rr * vy - vr * ry) / determinant;
  const slope = { value: (vv * ry - vr * vy) / determinant, error: Math.sqrt(vv / determinant) };
  return {
    model: 'mixed',
    diffusion: diffusionOf(slope, cell),
    slope,
    intercept: { value: 0, error: 0 },
    covariance: 0,
    chiSquared: chiSquared(points, (v) => bound * v + slope.value * Math.sqrt(v)),
    freedom: points.length - 2,
    at: (v) => {
      const variance = (rr * v * v - 2 * vr * v * Math.sqrt(v) + vv * v) / determinant;
      return { value: bound * v + slope.value * Math.sqrt(v), error: Math.sqrt(Math.max(0, variance)) };
    },
  };
};
