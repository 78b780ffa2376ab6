/** /entry/traces and /entry/track of a bundle. */
import type { Group } from 'h5wasm';
import type { Step } from '../../experiments/program/step';
import { statusOf, type HopTraces, type StepTrace } from '../../records/hop';
import { channelsOf, FLAG } from '../../records/record';
import { labelOf } from '../labels';
import { addArray, addGroup, addNumber, unitsOf } from './nodes';
import { FlatColumn, RowColumn, type Column } from './columns';
import { writeAmplifierSetting, type AmplifierStep } from './write-instrument';
import type { Visit } from './write-path';
import { stepGroup } from '../layout';
import type { HopNote, RunSource, StepExtent } from '../run';

/** Takes the traces of one hop after the other; what it says at the end becomes the path. */
export class TraceWriter {
  private readonly visits: Visit[] = [];
  private readonly writers: readonly StepWriter[];
  private readonly approaches: readonly number[];
  private readonly said: NonNullable<RunSource['visit']>;

  constructor(parent: Group, steps: readonly Step[], source: RunSource) {
    this.approaches = steps.flatMap((s, place) => (s.verb === 'APPROACH' ? [place] : []));
    this.said = source.visit ?? (() => null);
    const first = steps.find((s) => s.verb === 'AMPLIFIER');
    let setting = first;
    this.writers = steps.flatMap((step, place) => {
      if (step.verb === 'AMPLIFIER') setting = step;
      const extent = source.extents.get(place);
      if (!extent) return [];
      const group = addStepGroup(parent, place, step, source.header.labels[place] ?? '', extent);
      if (setting && !isSame(setting, first))
        writeAmplifierSetting(group, setting, source.header.instrument.capabilities);
      return [new StepWriter(group, place, isRagged(step), extent)];
    });
  }

  add(note: HopNote, traces: HopTraces): void {
    for (const writer of this.writers) writer.add(traces.steps.get(writer.place));
    const starts = [...traces.steps.values()].map((t) => t.start);
    this.visits.push({
      note,
      flags: traces.flags,
      status: statusOf(traces.flags),
      contact: this.contactOf(traces),
      ...this.said(note.id),
      start: starts.length > 0 ? Math.min(...starts) : NaN,
    });
  }

  finish(): readonly Visit[] {
    for (const writer of this.writers) writer.finish();
    return this.visits;
  }

  private contactOf(traces: HopTraces): number {
    for (const place of this.approaches) {
      const trace = traces.steps.get(place);
      if (trace && trace.flags & FLAG.contact) return trace.channels.z?.at(-1) ?? NaN;
    }
    return NaN;
  }
}

const isSame = (a: AmplifierStep, b: AmplifierStep | undefined): boolean =>
  a.fullScale === b?.fullScale && a.cutoff === b.cutoff;

/** Steps that end by what they meet and not by the clock. */
const isRagged = (step: Step): boolean =>
  step.verb === 'APPROACH' ||
  step.verb === 'RETRACT' ||
  step.verb === 'COARSE' ||
  (step.verb === 'HOLD' && step.until !== undefined);

function addStepGroup(parent: Group, place: number, step: Step, label: string, extent: StepExtent): Group {
  const names = channelsOf(extent.channelMask).map((c) => c.name);
  const signal = names.find((n) => n === 'tip_current') ?? names[0] ?? 'time';
  const group = addGroup(parent, stepGroup(place, step.verb), 'NXdata', {
    verb: step.verb,
    label,
    signal,
    axes: isRagged(step) ? ['time'] : ['.', 'time'],
    time_indices: isRagged(step) ? 0 : 1,
  });
  if (step.verb === 'CYCLE') addNumber(group, 'scan_rate', step.scanRate, 'V/s');
  if (step.verb === 'HOLD') addNumber(group, 'level', step.level, step.control === 'POTENTIAL' ? 'V' : 'A');
  return group;
}

/** The datasets of one step. */
class StepWriter {
  readonly place: number;
  private readonly group: Group;
  private readonly ragged: boolean;
  private readonly extent: StepExtent;
  private readonly columns: readonly { readonly name: string; readonly column: Column }[];
  private readonly time: FlatColumn | null;
  private readonly counts: number[] = [];
  private readonly starts: number[] = [];
  private readonly flags: number[] = [];
  private interval = 0;

  constructor(group: Group, place: number, ragged: boolean, extent: StepExtent) {
    this.group = group;
    this.place = place;
    this.ragged = ragged;
    this.extent = extent;
    this.time = ragged ? new FlatColumn(group, 'time', '<d', TIME) : null;
    this.columns = channelsOf(extent.channelMask).map(({ name, unit }) => {
      const attributes = { units: unit, long_name: labelOf(name.replaceAll('_', ' '), unit) };
      const column = ragged
        ? new FlatColumn(group, name, '<f', attributes)
        : new RowColumn(group, name, extent.longest, attributes);
      return { name, column };
    });
  }

  add(trace: StepTrace | undefined): void {
    for (const { name, column } of this.columns) {
      column.add(trace?.channels[name as keyof StepTrace['channels']], trace?.count ?? 0);
    }
    if (trace) this.interval = trace.interval;
    if (trace && this.time) this.time.add(timesOf(trace.count, trace.interval), trace.count);
    this.counts.push(trace?.count ?? 0);
    this.starts.push(trace?.start ?? NaN);
    this.flags.push(trace?.flags ?? 0);
  }

  finish(): void {
    for (const { column } of this.columns) column.finish();
    if (this.time) this.time.finish();
    else addArray(this.group, 'time', timesOf(this.extent.longest, this.interval), TIME);
    if (this.ragged) {
      let first = 0;
      const firsts = this.counts.map((count) => (first += count) - count);
      addArray(this.group, 'first', Uint32Array.from(firsts));
      addArray(this.group, 'count', Uint32Array.from(this.counts));
    }
    addArray(this.group, 'start', Float64Array.from(this.starts), unitsOf('s'));
    addArray(this.group, 'flags', Uint16Array.from(this.flags));
  }
}

const TIME = { units: 's', long_name: 'time (s)' };

const timesOf = (count: number, interval: number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => k * interval);

/** What the sample's track recorded; times in s since the bridge's boot. */
export function writeTrack(entry: Group, source: RunSource): void {
  const { time, potential, current, flags } = source.track();
  if (time.length === 0) return;
  const group = addGroup(entry, 'track', 'NXcollection');
  addArray(group, 'time', Float64Array.from(time), TIME);
  addArray(group, 'sample_potential', Float32Array.from(potential), {
    units: 'V',
    long_name: labelOf('sample potential', 'V'),
  });
  addArray(group, 'sample_current', Float32Array.from(current), {
    units: 'A',
    long_name: labelOf('sample current', 'A'),
  });
  if (flags) addArray(group, 'flags', Uint16Array.from(flags), { long_name: 'flags' });
}
