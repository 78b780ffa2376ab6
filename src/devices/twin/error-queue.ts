import { scpiError, type ScpiError } from './scpi-error';

const LENGTH = 32;

/** Oldest fault first. What comes when it is full is lost, and the loss is told after the last one kept. */
export class ErrorQueue {
  private readonly faults: ScpiError[] = [];
  private overflowed = false;

  push(fault: ScpiError): void {
    if (this.faults.length < LENGTH && !this.overflowed) this.faults.push(fault);
    else this.overflowed = true;
  }

  /** Takes the oldest one out, as the answer to `SYSTem:ERRor?`. */
  next(): string {
    const fault = this.faults.shift() ?? this.overflow();
    return fault ? `${String(fault.code)},"${fault.text}"` : '0,"No error"';
  }

  clear(): void {
    this.faults.length = 0;
    this.overflowed = false;
  }

  private overflow(): ScpiError | null {
    if (!this.overflowed) return null;
    this.overflowed = false;
    return scpiError(-350);
  }
}
