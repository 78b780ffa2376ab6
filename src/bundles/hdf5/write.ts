/**
 * Writing a bundle: a run and what was computed from it as one HDF5 file. Traces go hop by hop, so that memory holds a few
 * hops at a time however long the run is.
 *
 *     const written = await writeBundle(opfsFile(handle), journal, products);
 */
import type { Group } from 'h5wasm';
import type { Step } from '../../experiments/program/step';
import { parseStep } from '../../experiments/program/step-text';
import type { KeptWorkspace } from '../../maps/workspace';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { openHdf5, type Hdf5 } from './file';
import { addArray, addGroup, addText, setAttributes } from './nodes';
import { writeAmplifier, writeInstrument, writeSample } from './write-instrument';
import { writeAnalyses, writeMaps, writeMapsOf } from './write-maps';
import { writeLog, writePath, writePlannedPath } from './write-path';
import { writeTrack, TraceWriter } from './write-traces';
import { BUNDLE_VERSION } from '../layout';
import type { ByteFile, Products, RunSource } from '../run';
import { storageFault } from '../storage-fault';

const KEPT = 'The journal of the run is whole; only the bundle was not finished.';

/**
 * Writes a bundle into a file, whose content is replaced; the file stays open. Every hop of which a record was kept is in
 * it. `progress` hears of each hop. On a fault the file holds nothing of use.
 */
export async function writeBundle(
  file: ByteFile,
  source: RunSource,
  products: Products,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<Result<void, Fault>> {
  const steps = stepsOf(source.header.program);
  if (!steps.ok) return steps;
  const opened = await openHdf5(file, 'w');
  if (!opened.ok) return opened;
  const hdf5 = opened.value;
  let failure: unknown;
  try {
    writeAll(hdf5, source, steps.value, products, progress);
  } catch (thrown) {
    failure = thrown;
  }
  hdf5.close();
  failure = hdf5.failure() ?? failure ?? hdf5.complaint() ?? undefined;
  if (failure !== undefined) return err(storageFault('Writing the bundle', failure, KEPT));
  return ok(undefined);
}

function stepsOf(lines: readonly string[]): Result<Step[], Fault> {
  const steps: Step[] = [];
  for (const line of lines) {
    const step = parseStep(line);
    if (!step.ok) return err(fault('journal-invalid', `The program of the run has ${step.error}.`));
    steps.push(step.value);
  }
  return ok(steps);
}

/** Stops early when the storage fails. */
function writeAll(
  hdf5: Hdf5,
  source: RunSource,
  steps: readonly Step[],
  products: Products,
  progress: (done: number, total: number) => void,
): void {
  const { header } = source;
  const entry = writeEntry(hdf5.root, source);
  writeExperiment(entry, source);
  const instrument = writeInstrument(entry, header);
  writeAmplifier(instrument, steps, header.instrument.capabilities);
  writeSample(entry, header);

  const traces = new TraceWriter(addGroup(entry, 'traces', 'NXcollection'), steps, source);
  for (const [place, hop] of source.hops.entries()) {
    const measured = source.traces(hop.id);
    if (measured) traces.add(hop, measured);
    if (hdf5.failure() !== undefined) return;
    progress(place + 1, source.hops.length);
  }
  writePath(entry, traces.finish());
  writeTrack(entry, source);

  const shown = products.analyses.find(({ name }) => name === products.shown);
  if (shown) writeMapsOf(entry, shown, products, header.path);
  writeAnalyses(entry, products, header.path);
  writeWorkspace(entry, products.workspace);
  writeLog(entry, source);
  if (products.truth) {
    writeMaps(addGroup(hdf5.root, 'truth', 'NXcollection'), products.truth, header.path);
  }
}

function writeEntry(root: Group, { header, startedAt, endedAt }: RunSource): Group {
  setAttributes(root, {
    NX_class: 'NXroot',
    default: 'entry',
    creator: header.software.name,
    creator_version: header.software.version,
    file_time: new Date().toISOString(),
    bundle_version: BUNDLE_VERSION,
  });
  const entry = addGroup(root, 'entry', 'NXentry', { default: 'maps' });
  addText(entry, 'title', header.title);
  addText(entry, 'start_time', startedAt);
  if (endedAt !== null) addText(entry, 'end_time', endedAt);
  addText(entry, 'experiment_identifier', header.id);
  return entry;
}

function writeExperiment(entry: Group, { header }: RunSource): void {
  const group = addGroup(entry, 'experiment', 'NXprocess');
  addText(group, 'kind', header.experiment);
  addText(group, 'program', header.program);
  addText(group, 'labels', header.labels);
  if (header.track) {
    if (header.track.program.length > 0) {
      addText(group, 'track_program', header.track.program);
      addText(group, 'track_labels', header.track.labels);
    }
    addText(group, 'pipette_against', header.track.follow ? 'bath' : 'ground');
  }
  addText(group, 'plan', JSON.stringify(header.recipe));
  writePlannedPath(group, header.path);
}

function writeWorkspace(entry: Group, workspace: KeptWorkspace | null): void {
  if (!workspace) return;
  const { views, picture } = workspace;
  const group = addGroup(entry, 'workspace', 'NXcollection');
  addText(group, 'views', views);
  if (picture) addArray(group, 'micrograph', picture.bytes, { file_name: picture.name });
}
