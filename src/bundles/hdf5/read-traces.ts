/** /entry/traces of a bundle, read hop by hop, and /entry/track. */
import type { Dataset } from 'h5wasm';
import type { TrackTrace } from '../../experiments/experiment';
import type { HopTraces, StepTrace } from '../../records/hop';
import { NO_TRACK } from '../../experiments/results/findings';
import { CHANNELS, maskOf, type ChannelName } from '../../records/record';
import type { Hops } from './read-path';
import { LayoutError, shapeText, type BundleReader } from './values';
import { stepPlace } from '../layout';
import type { RunSource, StepExtent } from '../run';

const TRACES = '/entry/traces';
const TRACK = '/entry/track';
/** Rows read at a time, so that going through a run does not ask the library for each row. */
const ROWS = 16;

type Samples = StepTrace['channels'];

/** One step's group. */
interface Step {
  readonly place: number;
  readonly extent: StepExtent;
  readonly interval: number;
  /** Of every hop, where they are kept. */
  readonly starts: Float64Array | null;
  readonly flags: Float64Array | null;
  /** Samples of a hop; null where it has none of this step. */
  readonly samples: (row: number) => { readonly count: number; readonly channels: Samples } | null;
}

export function openTraces(reader: BundleReader, hops: Hops): Pick<RunSource, 'traces' | 'extents'> {
  const steps = reader.names(TRACES).flatMap((name) => {
    const place = stepPlace(name);
    return place === null ? [] : [openStep(reader, `${TRACES}/${name}`, place, hops.notes.length)];
  });
  const rows = new Map(hops.notes.map((note, row) => [note.id, row]));
  return {
    extents: new Map(steps.map((s) => [s.place, s.extent])),
    traces: (hop) => {
      const row = rows.get(hop);
      return row === undefined ? null : hopOf(hop, row, steps, hops);
    },
  };
}

/** /entry/track, all of it; a channel that it lacks is NaN. */
export function readTrack(reader: BundleReader): TrackTrace {
  if (!reader.has(TRACK)) return NO_TRACK;
  const time = reader.numbers(`${TRACK}/time`).values;
  const channel = (name: string): Float64Array =>
    reader.has(`${TRACK}/${name}`)
      ? reader.numbers(`${TRACK}/${name}`, [time.length]).values
      : new Float64Array(time.length).fill(NaN);
  const flags = reader.has(`${TRACK}/flags`)
    ? { flags: reader.numbers(`${TRACK}/flags`, [time.length]).values }
    : {};
  return { time, potential: channel('sample_potential'), current: channel('sample_current'), ...flags };
}

function hopOf(hop: number, row: number, steps: readonly Step[], hops: Hops): HopTraces {
  const flags = hops.flags[row] ?? 0;
  const traces = steps.flatMap((step): (readonly [number, StepTrace])[] => {
    const samples = step.samples(row);
    if (!samples) return [];
    const trace = {
      step: step.place,
      flags: step.flags?.[row] ?? flags,
      start: step.starts?.[row] ?? hops.starts[row] ?? NaN,
      interval: step.interval,
      ...samples,
    };
    return [[step.place, trace]];
  });
  return { hop, flags, steps: new Map(traces) };
}

function openStep(reader: BundleReader, group: string, place: number, hops: number): Step {
  const present = CHANNELS.filter((c) => reader.has(`${group}/${c.name}`)).map((c) => c.name);
  if (present.length === 0) throw new LayoutError(`${group} holds no channel`);
  const perHop = (name: string): Float64Array | null =>
    reader.has(`${group}/${name}`) ? reader.numbers(`${group}/${name}`, [hops]).values : null;
  const time = reader.dataset(`${group}/time`);
  const common = {
    place,
    starts: perHop('start'),
    flags: perHop('flags'),
  };
  const ragged = reader.has(`${group}/first`) || reader.has(`${group}/count`);
  const { samples, longest, interval } = ragged
    ? raggedSamples(reader, group, present, hops, time)
    : rowSamples(reader, group, present, hops, time);
  return { ...common, interval, extent: { channelMask: maskOf(...present), longest }, samples };
}

interface Opened {
  readonly interval: number;
  readonly samples: Step['samples'];
  readonly longest: number;
}

function rowSamples(
  reader: BundleReader,
  group: string,
  present: readonly ChannelName[],
  hops: number,
  time: Dataset,
): Opened {
  const length = time.shape?.[0] ?? 0;
  const rows = present.map((name) => {
    const dataset = datasetOfShape(reader, `${group}/${name}`, [hops, length]);
    return [name, rowsOf(reader, dataset, length)] as const;
  });
  const samples = (row: number): ReturnType<Step['samples']> => {
    const whole = rows.map(([name, read]) => [name, read(row)] as const);
    const count = Math.max(0, ...whole.map(([, values]) => lengthWithout(values)));
    if (count === 0) return null;
    return {
      count,
      channels: Object.fromEntries(whole.map(([name, values]) => [name, values.slice(0, count)])),
    };
  };
  return { samples, longest: length, interval: intervalOf(reader, time, 0, length) };
}

/** Length without the NaN at the end. */
function lengthWithout(values: Float32Array): number {
  let length = values.length;
  while (length > 0 && Number.isNaN(values[length - 1])) length--;
  return length;
}

/** Reads rows of a dataset, the last few read kept in memory. */
function rowsOf(reader: BundleReader, dataset: Dataset, length: number): (row: number) => Float32Array {
  let first = 0;
  let block: Float32Array = new Float32Array(0);
  return (row) => {
    if (row < first || row >= first + block.length / length) {
      first = row - (row % ROWS);
      block = sliceOf(reader, dataset, [
        [first, first + ROWS],
        [0, length],
      ]);
    }
    return block.subarray((row - first) * length, (row - first + 1) * length);
  };
}

function raggedSamples(
  reader: BundleReader,
  group: string,
  present: readonly ChannelName[],
  hops: number,
  time: Dataset,
): Opened {
  const first = reader.numbers(`${group}/first`, [hops]).values;
  const counts = reader.numbers(`${group}/count`, [hops]).values;
  const total = time.shape?.[0] ?? 0;
  if (first.some((from, row) => from + (counts[row] ?? 0) > total))
    throw new LayoutError(`${group}/first and count reach beyond the ${String(total)} samples of time`);
  const datasets = present.map(
    (name) => [name, datasetOfShape(reader, `${group}/${name}`, [total])] as const,
  );
  const samples = (row: number): ReturnType<Step['samples']> => {
    const from = first[row] ?? 0;
    const count = counts[row] ?? 0;
    if (count === 0) return null;
    const channels = datasets.map(
      ([name, dataset]) => [name, sliceOf(reader, dataset, [[from, from + count]])] as const,
    );
    return { count, channels: Object.fromEntries(channels) };
  };
  const longest = counts.reduce((a, b) => Math.max(a, b), 0);
  return {
    samples,
    longest,
    interval: intervalOf(reader, time, first[counts.indexOf(longest)] ?? 0, longest),
  };
}

function datasetOfShape(reader: BundleReader, path: string, shape: readonly number[]): Dataset {
  const dataset = reader.dataset(path);
  const is = dataset.shape ?? [];
  if (is.length !== shape.length || is.some((n, i) => n !== shape[i]))
    throw new LayoutError(`${path} has the shape ${shapeText(is)}; it should be ${shapeText(shape)}`);
  return dataset;
}

function sliceOf(
  reader: BundleReader,
  dataset: Dataset,
  ranges: readonly (readonly [number, number])[],
): Float32Array {
  const values = reader.slice(dataset, ranges);
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

/** Time between the first two of `count` samples that begin at `from`, s; 0 where there is only one. */
function intervalOf(reader: BundleReader, time: Dataset, from: number, count: number): number {
  if (count < 2) return 0;
  const [a = 0, b = 0] = reader.slice(time, [[from, from + 2]]);
  return b - a;
}
