import { openBundle } from '../src/bundles/hdf5/read';
import { nodeFile } from '../src/bundles/node-file';

/** The maps of a saved bundle by name: values of all planes, and their errors under `<name> noise` and `… calibration`. */
export async function bundleMaps(file: string): Promise<ReadonlyMap<string, Float64Array>> {
  const bundle = await openBundle(nodeFile(file, 'read'));
  if (!bundle.ok) throw new Error(bundle.error.happened);
  const maps = new Map<string, Float64Array>();
  for (const { spec, data, noise, calibration } of bundle.value.maps) {
    maps.set(spec.name, data);
    if (noise) maps.set(`${spec.name} noise`, noise);
    if (calibration) maps.set(`${spec.name} calibration`, calibration);
  }
  bundle.value.close();
  return maps;
}
