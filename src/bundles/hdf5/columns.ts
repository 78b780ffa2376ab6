/** Datasets that grow while a run is gone through, a few hops in memory at a time. */
import type { Dataset, Group } from 'h5wasm';
import { setAttributes, type Attributes } from './nodes';

export interface Column {
  /** The samples of the next hop; none for a hop that did not record this. */
  add: (samples: ArrayLike<number> | undefined, count: number) => void;
  /** Writes what is left. */
  finish: () => void;
}

/** Rows written at a time. */
const ROWS = 16;

/** One row of fixed length a hop, float32, a chunk each; what is not there is NaN. */
export class RowColumn implements Column {
  private readonly dataset: Dataset;
  private readonly length: number;
  private readonly rows: Float32Array;
  private waiting = 0;
  private written = 0;

  constructor(group: Group, name: string, length: number, attributes: Attributes) {
    this.length = length;
    this.rows = new Float32Array(ROWS * length).fill(NaN);
    this.dataset = group.create_dataset({
      name,
      data: new Float32Array(0),
      dtype: '<f',
      shape: [0, length],
      maxshape: [null, length],
      chunks: [1, length],
    });
    setAttributes(this.dataset, attributes);
  }

  add(samples: ArrayLike<number> | undefined): void {
    if (samples) this.rows.set(samples, this.waiting * this.length);
    if (++this.waiting === ROWS) this.finish();
  }

  finish(): void {
    if (this.waiting === 0) return;
    const until = this.written + this.waiting;
    this.dataset.resize([until, this.length]);
    this.dataset.write_slice(
      [
        [this.written, until],
        [0, this.length],
      ],
      this.rows.subarray(0, this.waiting * this.length),
    );
    this.rows.fill(NaN);
    this.written = until;
    this.waiting = 0;
  }
}

/** Elements of a chunk of a flat dataset. */
const CHUNK = 16384;

/** The samples of all hops one after the other. A hop whose record lacks this channel gets NaN. */
export class FlatColumn implements Column {
  private readonly dataset: Dataset;
  private readonly buffer: Float32Array | Float64Array;
  private waiting = 0;
  private written = 0;

  constructor(group: Group, name: string, dtype: '<f' | '<d', attributes: Attributes) {
    this.buffer = dtype === '<f' ? new Float32Array(CHUNK) : new Float64Array(CHUNK);
    this.dataset = group.create_dataset({
      name,
      data: this.buffer.subarray(0, 0),
      dtype,
      shape: [0],
      maxshape: [null],
      chunks: [CHUNK],
    });
    setAttributes(this.dataset, attributes);
  }

  add(samples: ArrayLike<number> | undefined, count: number): void {
    for (let k = 0; k < count; k++) {
      this.buffer[this.waiting] = samples?.[k] ?? NaN;
      if (++this.waiting === CHUNK) this.finish();
    }
  }

  finish(): void {
    if (this.waiting === 0) return;
    const until = this.written + this.waiting;
    this.dataset.resize([until]);
    this.dataset.write_slice([[this.written, until]], this.buffer.subarray(0, this.waiting));
    this.written = until;
    this.waiting = 0;
  }
}
