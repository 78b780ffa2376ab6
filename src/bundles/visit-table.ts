/**
 * What a journal says of each visit, in columns: a run may have a hundred thousand of them, which an object each would make
 * heavier than what they measured.
 */
import { Column } from '../column';
import type { RecordHeader } from '../records/record';
import type { HopNote } from './run';

/** Stands for a start of the bridge where there is none yet. */
export const NO_BOOT = -1;

/** What the records of a visit say. */
export interface Recorded {
  /** From its first record to the end of its last, bytes of the file. */
  readonly begin: number;
  readonly end: number;
  /** OR over its records. */
  readonly flags: number;
  readonly damaged: boolean;
  /** Step and flags of its last record. */
  readonly lastStep: number;
  readonly lastFlags: number;
  /** The start of the bridge in which it was measured, by its place among those of the journal. */
  readonly boot: number;
}

export class VisitTable {
  /** Row of each hop by its id. */
  private readonly rows = new Map<number, number>();
  private readonly id = new Column(Uint32Array);
  private readonly noted = new Column(Uint8Array);
  private readonly notedAfter = new Column(Int32Array);
  private readonly point = new Column(Int32Array);
  private readonly row = new Column(Int32Array);
  private readonly column = new Column(Int32Array);
  private readonly visit = new Column(Int32Array);
  private readonly x = new Column(Float64Array);
  private readonly y = new Column(Float64Array);
  /** NaN for the top of the range. */
  private readonly z = new Column(Float64Array);
  private readonly begin = new Column(Float64Array);
  /** 0 where there is no record: none begins at the start of a journal. */
  private readonly end = new Column(Float64Array);
  private readonly flags = new Column(Uint16Array);
  private readonly damaged = new Column(Uint8Array);
  private readonly lastStep = new Column(Uint16Array);
  private readonly lastFlags = new Column(Uint16Array);
  private readonly boot = new Column(Int32Array);

  /** `boot`: place of the start or loading of the bridge after which the visit was noted. */
  note({ id, point, row, column, visit, x, y, z }: HopNote, boot: number): void {
    const at = this.rowOf(id);
    this.noted.set(at, 1);
    this.notedAfter.set(at, boot);
    this.point.set(at, point);
    this.row.set(at, row);
    this.column.set(at, column);
    this.visit.set(at, visit);
    this.x.set(at, x);
    this.y.set(at, y);
    this.z.set(at, z ?? NaN);
  }

  /** Adds a record that lies at `begin`…`end`. `damagedBefore` and `boot` count where it is the first of its hop. */
  record(record: RecordHeader, begin: number, end: number, damagedBefore: boolean, boot: number): void {
    const at = this.rowOf(record.hop);
    if (this.end.at(at) === 0) {
      this.begin.set(at, begin);
      this.damaged.set(at, damagedBefore ? 1 : 0);
      this.boot.set(at, boot);
    }
    this.end.set(at, end);
    this.flags.set(at, this.flags.at(at) | record.flags);
    this.lastStep.set(at, record.step);
    this.lastFlags.set(at, record.flags);
  }

  /** Bytes that may have belonged to the hop could not be read. */
  damage(hop: number): void {
    this.damaged.set(this.rowOf(hop), 1);
  }

  /** Ids of the visits that were noted, in the order of their notes. */
  *hops(): Generator<number> {
    for (let at = 0; at < this.id.length; at++) if (this.noted.at(at) === 1) yield this.id.at(at);
  }

  /** Null where the hop was not noted. */
  noteOf(hop: number): HopNote | null {
    const at = this.rows.get(hop);
    if (at === undefined || this.noted.at(at) === 0) return null;
    const z = this.z.at(at);
    return {
      kind: 'hop',
      id: hop,
      point: this.point.at(at),
      row: this.row.at(at),
      column: this.column.at(at),
      visit: this.visit.at(at),
      x: this.x.at(at),
      y: this.y.at(at),
      z: Number.isNaN(z) ? null : z,
    };
  }

  /** `NO_BOOT` where the hop was not noted. */
  notedAfterOf(hop: number): number {
    const at = this.rows.get(hop);
    return at === undefined ? NO_BOOT : this.notedAfter.at(at);
  }

  /** Null where there is no record of the hop. */
  recordedOf(hop: number): Recorded | null {
    const at = this.rows.get(hop);
    if (at === undefined || this.end.at(at) === 0) return null;
    return {
      begin: this.begin.at(at),
      end: this.end.at(at),
      flags: this.flags.at(at),
      damaged: this.damaged.at(at) === 1,
      lastStep: this.lastStep.at(at),
      lastFlags: this.lastFlags.at(at),
      boot: this.boot.at(at),
    };
  }

  /** Row of a hop, a new one where it has none. */
  private rowOf(hop: number): number {
    const known = this.rows.get(hop);
    if (known !== undefined) return known;
    const at = this.id.length;
    this.rows.set(hop, at);
    this.id.push(hop);
    for (const column of [this.noted, this.point, this.row, this.column, this.visit, this.x, this.y, this.z])
      column.push(0);
    for (const column of [this.begin, this.end, this.flags, this.damaged, this.lastStep, this.lastFlags])
      column.push(0);
    this.notedAfter.push(NO_BOOT);
    this.boot.push(NO_BOOT);
    return at;
  }
}
