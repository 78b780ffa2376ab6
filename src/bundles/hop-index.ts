/**
 * Where the records of each hop lie in a journal. Fed frame by frame, by a reader that goes through a whole file or by the
 * writer as it appends; holds places and counts, never samples.
 */
import type { Analysis } from '../experiments/recipe/analysis';
import { assembleHop, isComplete, type HopTraces } from '../records/hop';
import type { TrackTrace } from '../experiments/experiment';
import { FLAG, TRACK_HOP, type BridgeRecord, type RecordHeader } from '../records/record';
import { scanFrames } from './journal-scan';
import { grownHeader, type ByteFile, type HopNote, type Note, type RunHeader, type StepExtent } from './run';
import { TrackStore } from './track-store';
import { NO_BOOT, VisitTable } from './visit-table';

/** A visit as far as a journal knows of it. */
export interface KnownVisit {
  readonly note: HopNote;
  /** OR over its records; 0 where there is none. */
  readonly flags: number;
  /** Step and flags of its last record; −1 where there is none. */
  readonly lastStep: number;
  readonly lastFlags: number;
  readonly boot: NoteOf<'boot'> | null;
  /** Noted since the bridge was loaded last: it may still have the visit in its queue. */
  readonly current: boolean;
  /** Why its point was put on the list of those that are visited again; null where it was not. */
  readonly listed: NoteOf<'revisit'>['outcome'] | null;
}

type NoteOf<K extends Note['kind']> = Extract<Note, { kind: K }>;

export class HopIndex {
  private readonly visits = new VisitTable();
  /** Every start or loading of the bridge, in order. */
  private readonly boots: NoteOf<'boot'>[] = [];
  private readonly listed = new Map<number, NoteOf<'revisit'>['outcome']>();
  /** Begin and end of each stretch of the track's records. */
  private readonly track: number[] = [];
  private readonly steps = new Map<number, { channelMask: number; longest: number }>();
  private readonly messages: NoteOf<'log'>[] = [];
  private lastNumber: number | null = null;
  /** Hop of the last record. */
  private latest: number | null = null;
  private damagedBefore = false;
  private complete = 0;
  private ending: NoteOf<'end'> | null = null;
  private readonly noted = new Map<string, Analysis>();
  private readonly added: NoteOf<'added'>[] = [];

  addNote(note: Note): void {
    switch (note.kind) {
      case 'boot':
        if (note.nextRecord !== undefined) this.lastNumber = note.nextRecord - 1;
        else if (note.bootId !== this.lastBoot?.bootId) this.lastNumber = null;
        this.boots.push(note);
        break;
      case 'hop':
        this.visits.note(note, this.boots.length - 1);
        this.ending = null;
        break;
      case 'log':
        this.messages.push(note);
        break;
      case 'revisit': {
        const { wallClock, hop, outcome, why } = note;
        this.listed.set(hop, outcome);
        const message = `Hop ${String(hop)}: ${why}; its point is visited again.`;
        this.messages.push({ kind: 'log', wallClock, level: 'info', message });
        break;
      }
      case 'added': {
        this.added.push(note);
        const places = note.path.points.map(({ x, y }) => `x ${micrometres(x)}, y ${micrometres(y)}`);
        const message = `Added while the run was at work: ${[...new Set(places)].join('; ')}.`;
        this.messages.push({ kind: 'log', wallClock: note.wallClock, level: 'info', message });
        break;
      }
      case 'analysis':
        this.noted.set(note.name, { name: note.name, settings: note.settings });
        break;
      case 'end':
        this.ending = note;
        break;
      case 'drift':
        break;
    }
  }

  /** A record that lies at `begin`…`end`. One that the journal holds already, by boot and number, is left out. */
  addRecord(record: RecordHeader, begin: number, end: number): void {
    if (this.lastNumber !== null && !isAfter(record.number, this.lastNumber)) return;
    this.lastNumber = record.number;
    if (record.hop === TRACK_HOP) this.extendTrack(begin, end);
    else this.extendHop(record, begin, end);
  }

  /** Bytes between the frames before and after could not be read. */
  addDamage(): void {
    const { latest } = this;
    if (latest !== null && ((this.visits.recordedOf(latest)?.flags ?? 0) & FLAG.lastOfHop) === 0)
      this.visits.damage(latest);
    this.damagedBefore = true;
  }

  private extendHop(record: RecordHeader, begin: number, end: number): void {
    this.visits.record(record, begin, end, this.damagedBefore, this.boots.length - 1);
    this.damagedBefore = false;
    this.latest = record.hop;
    const { flags = 0 } = this.visits.recordedOf(record.hop) ?? {};
    if (record.flags & FLAG.lastOfHop && isComplete(flags)) this.complete++;
    this.extendStep(record);
  }

  private extendStep({ step, channelMask, firstSample, sampleCount }: RecordHeader): void {
    if (sampleCount === 0) return;
    const extent = this.steps.get(step);
    const longest = firstSample + sampleCount;
    if (!extent) this.steps.set(step, { channelMask, longest });
    else {
      extent.channelMask |= channelMask;
      extent.longest = Math.max(extent.longest, longest);
    }
  }

  private extendTrack(begin: number, end: number): void {
    if (this.track.at(-1) === begin) this.track[this.track.length - 1] = end;
    else this.track.push(begin, end);
  }

  get hops(): readonly HopNote[] {
    return [...this.visits.hops()].flatMap((hop) => this.visits.noteOf(hop) ?? []);
  }

  /** Every visit that was noted, in the order of the notes. */
  get knownVisits(): readonly KnownVisit[] {
    return this.hops.map((note) => {
      const recorded = this.visits.recordedOf(note.id);
      const { flags = 0, lastStep = -1, lastFlags = 0, boot = NO_BOOT } = recorded ?? {};
      const current = this.visits.notedAfterOf(note.id) === this.boots.length - 1;
      const listed = this.listed.get(note.id) ?? null;
      return { note, flags, lastStep, lastFlags, boot: this.boots[boot] ?? null, current, listed };
    });
  }

  visit(hop: number): HopNote | null {
    return this.visits.noteOf(hop);
  }

  /** The start of the bridge that the last records belong to. */
  get lastBoot(): NoteOf<'boot'> | null {
    return this.boots.at(-1) ?? null;
  }

  /** Number of the first record since that start which is not here; null where nothing tells. */
  get nextRecord(): number | null {
    return this.lastNumber === null ? null : (this.lastNumber + 1) >>> 0;
  }

  get extents(): ReadonlyMap<number, StepExtent> {
    return this.steps;
  }

  get log(): readonly NoteOf<'log'>[] {
    return this.messages;
  }

  /** Analyses that were made after the run. */
  get analyses(): readonly Analysis[] {
    return [...this.noted.values()];
  }

  /** The header of the indexed journal with what was added in its course. */
  grown(header: RunHeader): RunHeader {
    return this.added.reduce(grownHeader, header);
  }

  /** Hops that ended and were not aborted. */
  get completeHops(): number {
    return this.complete;
  }

  /** Points of the path with a hop that ended and was not aborted; landings off the path belong to none. */
  get completePoints(): number {
    const reached = this.knownVisits.filter(({ note, flags }) => note.point >= 0 && isComplete(flags));
    return new Set(reached.map(({ note }) => note.point)).size;
  }

  get start(): NoteOf<'boot'> | null {
    return this.boots[0] ?? null;
  }

  get end(): NoteOf<'end'> | null {
    return this.ending;
  }

  /**
   * The traces of a hop, read from the file that was indexed; null where no record of it is there. A hop whose closing
   * record is missing counts as aborted, one with damage inside as having a gap. Throws when the file cannot be read.
   */
  traces(file: ByteFile, hop: number): HopTraces | null {
    const recorded = this.visits.recordedOf(hop);
    if (!recorded) return null;
    const traces = assembleHop(recordsOf(file, hop, recorded.begin, recorded.end));
    const unfinished = (recorded.flags & FLAG.lastOfHop) === 0 ? FLAG.aborted : 0;
    return { ...traces, hop, flags: traces.flags | unfinished | (recorded.damaged ? FLAG.gap : 0) };
  }

  /** All that the sample's track recorded, from the file that was indexed. Throws when the file cannot be read. */
  trackTrace(file: ByteFile): TrackTrace {
    const store = new TrackStore();
    for (let i = 0; i < this.track.length; i += 2)
      for (const record of recordsOf(file, TRACK_HOP, this.track[i] ?? 0, this.track[i + 1] ?? 0))
        store.add(record);
    return store.trace();
  }

  /** Whether the track recorded anything. */
  get hasTrack(): boolean {
    return this.track.length > 0;
  }
}

const micrometres = (metres: number): string => `${(metres * 1e6).toFixed(2)} µm`;

/** Records of one hop between two places, each number once. */
function recordsOf(file: ByteFile, hop: number, begin: number, end: number): BridgeRecord[] {
  const records: BridgeRecord[] = [];
  for (const place of scanFrames(file, begin, end)) {
    if (place.kind !== 'frame' || place.frame.kind !== 'record') continue;
    const { record } = place.frame;
    const last = records.at(-1);
    if (record.hop === hop && (!last || isAfter(record.number, last.number))) records.push(record);
  }
  return records;
}

/** Whether record number `a` comes after `b`, both modulo 2³². */
export const isAfter = (a: number, b: number): boolean => ((a - b) | 0) > 0;
