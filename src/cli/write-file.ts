/** Writing a run and its analyses to disk as a bundle. */
import { writeBundle } from '../bundles/hdf5/write';
import { nodeFile } from '../bundles/node-file';
import type { KeptAnalysis, RunSource } from '../bundles/run';
import { storageFault } from '../bundles/storage-fault';
import type { Fault } from '../fault';
import type { KeptWorkspace } from '../maps/workspace';
import { err, type Result } from '../result';
import { productsOf } from '../workers/files/products';

/** Other programs show the maps of the analysis named `shown`; `workspace` is kept as it was. */
export async function writeBundleFile(
  out: string,
  source: RunSource,
  analyses: readonly KeptAnalysis[],
  shown: string,
  workspace: KeptWorkspace | null = null,
): Promise<Result<void, Fault>> {
  const products = productsOf(source, analyses, shown, workspace);
  if (!products.ok) return products;
  try {
    const bundle = nodeFile(out);
    const written = await writeBundle(bundle, source, products.value);
    bundle.close();
    return written;
  } catch (thrown) {
    return err(storageFault(`Writing ${out}`, thrown));
  }
}
