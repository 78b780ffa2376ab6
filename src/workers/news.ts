/**
 * What the acquisition tells whoever listens: its status and its pixels, not more often than a page can use. A status that
 * ends something is told at once; pixels are told before it.
 */
import { History } from './history';
import type { AcquisitionEvent, PixelMessage, Status } from './protocol';

/** Shortest time between two status messages, and for which pixels are gathered, ms. */
const INTERVAL = 100;

export class News {
  readonly history = new History();
  private readonly status: () => Status;
  private readonly listeners: ((event: AcquisitionEvent) => void)[] = [];
  private gathered: PixelMessage[] = [];
  private due: ReturnType<typeof setTimeout> | null = null;

  constructor(status: () => Status) {
    this.status = status;
  }

  subscribe(listener: (event: AcquisitionEvent) => void): void {
    this.listeners.push(listener);
    listener({ kind: 'status', status: this.status() });
  }

  /** Told with the next status. */
  readonly pixel = (message: PixelMessage): void => {
    this.gathered.push(message);
    this.changed();
  };

  readonly changed = (): void => {
    this.due ??= setTimeout(this.changedNow, INTERVAL);
  };

  readonly changedNow = (): void => {
    if (this.due !== null) clearTimeout(this.due);
    this.due = null;
    const pixels = this.gathered;
    this.gathered = [];
    if (pixels.length > 0) this.emit({ kind: 'pixels', pixels });
    const status = this.status();
    this.history.note(status);
    this.emit({ kind: 'status', status });
  };

  private emit(event: AcquisitionEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
