/** Clusters of pixels as one more map of a run. */
import { categoryMap } from '../../experiments/results/map-specs';
import type { Clusters } from '../../maps/clusters';
import { planeOf, type Plane } from './map-data';

const NAME = 'clusters';

export const isClusters = ({ map }: Plane): boolean => map.name === NAME;

/** The map of clusters, the largest first. */
export function clusterPlane({ k, labels }: Clusters): Plane {
  const words = Array.from({ length: k }, (_, label) => [`cluster_${String(label + 1)}`, label] as const);
  return planeOf(categoryMap(NAME, 'Clusters', Object.fromEntries(words)), Float32Array.from(labels));
}
