/** The straight line of least squares through points of equal weight, with the errors that the scatter about it leaves. */

export interface StraightLine {
  readonly slope: number;
  readonly slopeError: number;
  /** Where it meets x = 0. */
  readonly intercept: number;
  readonly interceptError: number;
}

/** Null for fewer than three points with numbers, or all at one x. */
export function lineThrough(x: Float64Array, y: Float64Array): StraightLine | null {
  const at = [...x.keys()].filter((k) => Number.isFinite(x[k]) && Number.isFinite(y[k]));
  const n = at.length;
  if (n < 3) return null;
  const mean = (of: Float64Array): number => at.reduce((sum, k) => sum + (of[k] ?? NaN), 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const dx = (k: number): number => (x[k] ?? NaN) - mx;
  const dy = (k: number): number => (y[k] ?? NaN) - my;
  const xx = at.reduce((sum, k) => sum + dx(k) ** 2, 0);
  if (!(xx > 0)) return null;
  const slope = at.reduce((sum, k) => sum + dx(k) * dy(k), 0) / xx;
  const scatter = Math.sqrt(at.reduce((sum, k) => sum + (dy(k) - slope * dx(k)) ** 2, 0) / (n - 2));
  return {
    slope,
    slopeError: scatter / Math.sqrt(xx),
    intercept: my - slope * mx,
    interceptError: scatter * Math.sqrt(1 / n + mx ** 2 / xx),
  };
}
