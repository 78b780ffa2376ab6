/**
 * Every pixel that was told of a run, in columns: its numbers and little else, so that a scan of days does not fill the
 * memory with objects.
 */
import { Column } from '../../column';
import { HOP_STATUS, type HopStatus } from '../../records/hop';
import type { PixelMessage } from '../protocol';

const STATUSES = Object.keys(HOP_STATUS) as readonly HopStatus[];

type Told = Pick<PixelMessage, 'hop' | 'program' | 'status'>;

export class PixelStore {
  private readonly hop = new Column(Uint32Array);
  private readonly row = new Column(Int32Array);
  private readonly column = new Column(Int32Array);
  private readonly program = new Column(Uint16Array);
  private readonly status = new Column(Uint8Array);
  /** Value, noise and calibration of all planes, pixel after pixel. */
  private readonly numbers = new Column(Float64Array);
  private planes = 0;

  /** All pixels of a run have equally many planes. */
  add(pixel: PixelMessage): void {
    const { hop, row, column, program, status, values, noise, calibration } = pixel;
    this.hop.push(hop);
    this.row.push(row);
    this.column.push(column);
    this.program.push(program);
    this.status.push(STATUSES.indexOf(status));
    this.planes = values.length;
    for (const numbers of [values, noise, calibration])
      for (const number of numbers) this.numbers.push(number);
  }

  /** Every visit of a point of the grid, in the order in which they were told. */
  visitsOf(row: number, column: number): Told[] {
    const visits: Told[] = [];
    for (let place = 0; place < this.hop.length; place++) {
      if (this.row.at(place) === row && this.column.at(place) === column) visits.push(this.told(place));
    }
    return visits;
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
      values: part(0),
      noise: part(1),
      calibration: part(2),
    };
  }

  private told(place: number): Told {
    return {
      hop: this.hop.at(place),
      program: this.program.at(place),
      status: STATUSES[this.status.at(place)] ?? 'aborted',
    };
  }
}
