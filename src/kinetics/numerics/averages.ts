/** Means of the first `count` groups of `size` neighbouring samples. */
export function averages(samples: Float64Array, count: number, size: number): Float64Array {
  const means = new Float64Array(count);
  for (let group = 0, k = 0; group < count; group++) {
    let sum = 0;
    for (const stop = k + size; k < stop; k++) sum += samples[k] as number;
    means[group] = sum / size;
  }
  return means;
}
