/**
 * Every pixel that was told of a run, in columns: its numbers and little else, so that a scan of days does not fill the
 * memory with objects.
 */
import { Column } from '../../column';
import { showsInsteadOf } from '../../experiments/path/shown-visits';
import { HOP_STATUS, type HopStatus } from '../../records/hop';
import type { PixelMessage } from '../protocol';

const STATUSES = Object.keys(HOP_STATUS) as readonly HopStatus[];
const NONE = -1;

export class PixelStore {
  private readonly columns: number;
  private readonly hop = new Column(Uint32Array);
  private readonly row = new Column(Int32Array);
  private readonly column = new Column(Int32Array);
  private readonly program = new Column(Uint16Array);
  private readonly status = new Column(Uint8Array);
  /** Value, noise and calibration of all planes, pixel after pixel. */
  private readonly numbers = new Column(Float64Array);
  private planes = 0;
  /** Of each point of the grid the place of the visit that the map shows. */
  private readonly shown: Int32Array;

  constructor({ rows, columns }: { readonly rows: number; readonly columns: number }) {
    this.columns = columns;
    this.shown = new Int32Array(rows * columns).fill(NONE);
  }

  /** All pixels of a run have equally many planes. */
  add(pixel: PixelMessage): void {
    const { hop, row, column, program, status, values, noise, calibration } = pixel;
    const place = this.hop.length;
    this.hop.push(hop);
    this.row.push(row);
    this.column.push(column);
    this.program.push(program);
    this.status.push(STATUSES.indexOf(status));
    this.planes = values.length;
    for (const numbers of [values, noise, calibration])
      for (const number of numbers) this.numbers.push(number);
    // A landing that only finds the surface again is off the map.
    if (row < 0) return;
    const point = this.pointOf(row, column);
    const before = this.shown[point] ?? NONE;
    if (showsInsteadOf(before === NONE ? undefined : this.told(before), pixel)) this.shown[point] = place;
  }

  /** Hop of the visit that the map shows at a point of the grid; null where none was told. */
  shownAt(row: number, column: number): number | null {
    const place = this.shown[this.pointOf(row, column)] ?? NONE;
    return place === NONE ? null : this.hop.at(place);
  }

  /** In the order in which they were told. */
  list(): PixelMessage[] {
    return Array.from({ length: this.hop.length }, (_, place) => this.messageAt(place));
  }

  private messageAt(place: number): PixelMessage {
    const first = 3 * this.planes * place;
    const part = (k: number): Float64Array =>
      this.numbers.slice(first + k * this.planes, first + (k + 1) * this.planes);
    return {
      ...this.told(place),
      row: this.row.at(place),
      column: this.column.at(place),
      program: this.program.at(place),
      values: part(0),
      noise: part(1),
      calibration: part(2),
    };
  }

  private told(place: number): Pick<PixelMessage, 'hop' | 'status'> {
    return { hop: this.hop.at(place), status: STATUSES[this.status.at(place)] ?? 'aborted' };
  }

  private pointOf(row: number, column: number): number {
    return row * this.columns + column;
  }
}
