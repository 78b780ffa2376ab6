import { printable } from './answers';

const KEPT_BYTES = 60;

/** The first bytes heard since a question, for the message when they are no answer. */
export class Heard {
  private readonly first = new Uint8Array(KEPT_BYTES);
  private count = 0;

  begin(): void {
    this.count = 0;
  }

  add(bytes: Uint8Array): void {
    if (this.count < KEPT_BYTES) this.first.set(bytes.subarray(0, KEPT_BYTES - this.count), this.count);
    this.count += bytes.length;
  }

  get anything(): boolean {
    return this.count > 0;
  }

  /** `nothing`, or the bytes in quotation marks. */
  text(): string {
    if (this.count === 0) return 'nothing';
    const shown = printable(this.first.subarray(0, this.count));
    return this.count > KEPT_BYTES ? `“${shown}…” (${String(this.count)} bytes)` : `“${shown}”`;
  }
}
