/** How long a bundle takes to be written and read again, in Node; the browser has its own figure. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBundle } from '../src/bundles/hdf5/read';
import { writeBundle } from '../src/bundles/hdf5/write';
import { openJournal } from '../src/bundles/journal-reader';
import { createJournal } from '../src/bundles/journal-writer';
import { nodeFile } from '../src/bundles/node-file';
import { recordBlock, sampleProducts, sampleRun } from '../src/bundles/sample-run';
import type { Fault } from '../src/fault';
import type { Result } from '../src/result';
import type { Figure } from './run';

function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

/** A 64 × 64 map with five voltammograms of 1600 samples in each pixel, from its journal to a bundle and back. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'meniscus-bench-'));
  const sample = sampleRun({ rows: 64, columns: 64, rates: [20, 10, 5, 2.5, 1.25], samples: 1600 });
  const figures: Figure[] = [];
  const seconds = async (figure: string, bound: string, job: () => unknown): Promise<void> => {
    const begin = performance.now();
    await job();
    figures.push({ figure, value: (performance.now() - begin) / 1000, unit: 's', bound });
  };
  try {
    const file = nodeFile(join(folder, 'run.mjnl'));
    const journal = must(createJournal(file, sample.header));
    for (const hop of sample.hops) {
      must(journal.note(hop));
      must(journal.append(recordBlock(sample.recordsOf(hop.id))));
    }
    const products = sampleProducts(sample);
    const bundle = nodeFile(join(folder, 'run.h5'));
    await seconds('journal of 64×64×5×1600 samples opened and verified', 'printed', () =>
      must(openJournal(file)),
    );
    const source = must(openJournal(file));
    await seconds('64×64×5×1600 samples exported to .h5 in Node', '<= 15', async () =>
      must(await writeBundle(bundle, source, products)),
    );
    await seconds('bundle of 64×64×5×1600 samples opened', 'printed', async () =>
      must(await openBundle(bundle)),
    );
    const opened = must(await openBundle(bundle));
    await seconds('all traces of that bundle read hop by hop', 'printed', () => {
      for (const hop of opened.hops) opened.traces(hop.id);
    });
    opened.close();
    file.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
  return figures;
}
