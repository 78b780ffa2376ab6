/**
 * Difference and ratio of two maps of one grid. Noise of the two is taken as independent (GUM, JCGM 100:2008, 5.1.2):
 * u²(a − b) = u²(a) + u²(b), u²(a/b) = (u(a)/b)² + (a·u(b)/b²)².
 */
export interface Layer {
  /** In the map's unit, row by row; NaN where there is no number. */
  readonly values: ArrayLike<number>;
  /** 1σ of noise; NaN where it is not known. */
  readonly noise: ArrayLike<number>;
}

export interface CombinedLayer {
  readonly values: Float64Array;
  readonly noise: Float64Array;
}

export function differenceOf(a: Layer, b: Layer): CombinedLayer {
  return combined(
    a,
    b,
    (va, vb) => va - vb,
    (_a, ua, _b, ub) => Math.hypot(ua, ub),
  );
}

/** NaN where the divisor is 0. */
export function ratioOf(a: Layer, b: Layer): CombinedLayer {
  return combined(
    a,
    b,
    (va, vb) => (vb === 0 ? NaN : va / vb),
    (va, ua, vb, ub) => (vb === 0 ? NaN : Math.hypot(ua / vb, (va * ub) / vb ** 2)),
  );
}

function combined(
  a: Layer,
  b: Layer,
  value: (a: number, b: number) => number,
  noise: (a: number, ua: number, b: number, ub: number) => number,
): CombinedLayer {
  const size = a.values.length;
  const result = { values: new Float64Array(size), noise: new Float64Array(size) };
  for (let k = 0; k < size; k++) {
    const [va, vb] = [a.values[k] as number, b.values[k] as number];
    result.values[k] = value(va, vb);
    result.noise[k] = noise(va, a.noise[k] as number, vb, b.noise[k] as number);
  }
  return result;
}
