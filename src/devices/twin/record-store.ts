/**
 * Record memory: encoded records by their running numbers (modulo 2³²), until a host releases them. Of limited size; a
 * record that does not fit is refused and takes no number.
 */
export class RecordStore {
  readonly capacity: number;
  private records: Uint8Array[] = [];
  /** Records before this place in `records` are released. */
  private head = 0;
  private bytes = 0;
  private firstNumber: number;
  private readonly made: (record: Uint8Array) => void;

  /** `first`: number of the first record. `made` hears of every record. */
  constructor(capacity: number, first = 0, made: (record: Uint8Array) => void = () => undefined) {
    this.capacity = capacity;
    this.firstNumber = first;
    this.made = made;
  }

  get first(): number {
    return this.firstNumber;
  }

  get next(): number {
    return (this.firstNumber + this.count) >>> 0;
  }

  /** Bytes held. */
  get used(): number {
    return this.bytes;
  }

  get halfFree(): boolean {
    return this.bytes <= this.capacity / 2;
  }

  fits(length: number): boolean {
    return this.bytes + length <= this.capacity;
  }

  append(record: Uint8Array): void {
    this.records.push(record);
    this.bytes += record.length;
    this.made(record);
  }

  /**
   * Whole records from a number on, as many as fit into `maxBytes` but at least one; empty where there is none yet, null
   * where the number is released already or not due yet.
   */
  read(from: number, maxBytes: number): Uint8Array[] | null {
    const offset = this.offsetOf(from);
    if (offset === null) return null;
    const found: Uint8Array[] = [];
    let length = 0;
    for (let k = this.head + offset; k < this.records.length; k++) {
      const record = this.records[k] as Uint8Array;
      length += record.length;
      if (found.length > 0 && length > maxBytes) break;
      found.push(record);
    }
    return found;
  }

  /** Forgets the records before a number; false where that number is released already or not due yet. */
  release(before: number): boolean {
    const offset = this.offsetOf(before);
    if (offset === null) return false;
    const until = this.head + offset;
    for (let k = this.head; k < until; k++) this.bytes -= (this.records[k] as Uint8Array).length;
    this.head = until;
    this.firstNumber = before;
    if (this.head * 2 > this.records.length) {
      this.records = this.records.slice(this.head);
      this.head = 0;
    }
    return true;
  }

  private get count(): number {
    return this.records.length - this.head;
  }

  private offsetOf(number: number): number | null {
    const offset = (number - this.firstNumber) >>> 0;
    return offset <= this.count ? offset : null;
  }
}
