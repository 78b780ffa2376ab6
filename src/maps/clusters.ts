/**
 * Kinds of pixels: k-means on standardised maps, k-means++ starts from a seed that is kept (Lloyd; Arthur and Vassilvitskii,
 * SODA 2007, 1027). How many kinds there are is chosen by the mean silhouette (Rousseeuw, J. Comput. Appl. Math. 20, 1987, 53).
 */
export interface Clusters {
  /** Number of clusters. */
  readonly k: number;
  /** Cluster of each pixel, from 0, the largest first; NaN where a map has no number. */
  readonly labels: Float64Array;
  /** Mean of each map in each cluster, in the map's unit. */
  readonly centres: readonly (readonly number[])[];
  /** Mean silhouette, −1…1, by number of clusters. */
  readonly silhouettes: readonly { readonly k: number; readonly silhouette: number }[];
  readonly seed: number;
}

/** Silhouettes take time with the square of the pixels: of more than so many an even sample is taken. */
const SAMPLE = 800;

/**
 * Clusters of the pixels by several maps of one grid, for the k from 2 to `most` with the greatest silhouette. Null for fewer
 * than four pixels that have a number in every map. The library is loaded by the first call.
 */
export async function clustersOf(
  maps: readonly ArrayLike<number>[],
  most: number,
  seed: number,
): Promise<Clusters | null> {
  const { kmeans } = await import('ml-kmeans');
  const size = maps[0]?.length ?? 0;
  const usable = Array.from({ length: size }, (_, k) => k).filter((k) =>
    maps.every((m) => Number.isFinite(m[k])),
  );
  if (usable.length < 4) return null;
  const points = standardised(maps, usable);
  const tried = Array.from({ length: Math.min(most, usable.length - 1) - 1 }, (_, k) => k + 2).map((k) => {
    const { clusters } = kmeans(points, k, { seed, initialization: 'kmeans++', maxIterations: 300 });
    return { k, clusters, silhouette: silhouetteOf(points, clusters, k) };
  });
  const best = tried.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const order = bySize(best.clusters, best.k);
  const labels = new Float64Array(size).fill(NaN);
  usable.forEach((k, i) => (labels[k] = order.indexOf(best.clusters[i] ?? -1)));
  return {
    k: best.k,
    labels,
    centres: order.map((_, label) => maps.map((m) => meanWhere(m, labels, label))),
    silhouettes: tried.map(({ k, silhouette }) => ({ k, silhouette })),
    seed,
  };
}

/** A point a pixel: each map with mean 0 and standard deviation 1. */
function standardised(maps: readonly ArrayLike<number>[], usable: readonly number[]): number[][] {
  const scales = maps.map((m) => {
    const mean = usable.reduce((sum, k) => sum + (m[k] as number), 0) / usable.length;
    const variance = usable.reduce((sum, k) => sum + ((m[k] as number) - mean) ** 2, 0) / usable.length;
    return { mean, sd: Math.sqrt(variance) || 1 };
  });
  return usable.map((k) =>
    maps.map((m, i) => ((m[k] as number) - (scales[i]?.mean ?? 0)) / (scales[i]?.sd ?? 1)),
  );
}

/** Mean over the points of (b − a)/max(a, b): a the mean distance to the own cluster, b to the nearest other one. */
function silhouetteOf(points: readonly number[][], clusters: readonly number[], k: number): number {
  const stride = Math.max(1, Math.ceil(points.length / SAMPLE));
  const sampled = points.flatMap((point, i) =>
    i % stride === 0 ? [{ point, cluster: clusters[i] ?? -1 }] : [],
  );
  let total = 0;
  for (const { point, cluster } of sampled) {
    const sums = new Float64Array(k);
    const counts = new Uint32Array(k);
    for (const other of sampled) {
      if (other.point === point) continue;
      sums[other.cluster] = (sums[other.cluster] ?? 0) + distance(point, other.point);
      counts[other.cluster] = (counts[other.cluster] ?? 0) + 1;
    }
    const own = (sums[cluster] ?? NaN) / (counts[cluster] ?? 0);
    let nearest = Infinity;
    for (let j = 0; j < k; j++) {
      if (j !== cluster && (counts[j] ?? 0) > 0)
        nearest = Math.min(nearest, (sums[j] ?? 0) / (counts[j] ?? 1));
    }
    const value = (nearest - own) / Math.max(nearest, own);
    // A point alone in its cluster counts as 0.
    if (Number.isFinite(value)) total += value;
  }
  return total / sampled.length;
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.sqrt(a.reduce((sum, v, i) => sum + (v - (b[i] ?? 0)) ** 2, 0));

function bySize(clusters: readonly number[], k: number): number[] {
  const counts = new Array<number>(k).fill(0);
  for (const c of clusters) counts[c] = (counts[c] ?? 0) + 1;
  return counts.map((_, c) => c).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
}

function meanWhere(values: ArrayLike<number>, labels: Float64Array, label: number): number {
  let [sum, n] = [0, 0];
  for (let k = 0; k < labels.length; k++) {
    if (labels[k] !== label) continue;
    sum += values[k] as number;
    n += 1;
  }
  return sum / n;
}
