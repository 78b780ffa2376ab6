/**
 * What kept journals hold, remembered from one look to the next: a journal is read as a whole to be described, so only those
 * that are new or have changed are read again.
 */
import type { KeptRun } from '../protocol';
import { SOFTWARE } from '../software';

/** A journal's file as far as it tells whether it has changed. */
export interface Stamp {
  readonly size: number;
  readonly lastModified: number;
}

interface Remembered extends Stamp {
  readonly run: KeptRun;
}

interface Stored {
  readonly version: string;
  readonly journals: Readonly<Record<string, Remembered>>;
}

export class KeptList {
  private readonly before: Map<string, Remembered>;
  private readonly seen = new Map<string, Remembered>();
  private changed = false;

  /** `text` of an earlier list; what is none, or that of another release, is as good as nothing. */
  constructor(text: string) {
    this.before = new Map(Object.entries(storedIn(text)));
  }

  /** What a journal holds; `read` looks into it. */
  describe(file: string, { size, lastModified }: Stamp, read: () => KeptRun): KeptRun {
    const known = this.before.get(file);
    const fresh = known?.size === size && known.lastModified === lastModified;
    const entry = fresh ? known : { size, lastModified, run: read() };
    this.changed ||= !fresh;
    this.seen.set(file, entry);
    return entry.run;
  }

  /** The journals that were described since it was made, for the next list; null where nothing has changed. */
  text(): string | null {
    if (!this.changed && this.seen.size === this.before.size) return null;
    const stored: Stored = { version: SOFTWARE.version, journals: Object.fromEntries(this.seen) };
    return JSON.stringify(stored);
  }
}

function storedIn(text: string): Stored['journals'] {
  try {
    const stored = JSON.parse(text) as Partial<Stored> | null;
    return stored?.version === SOFTWARE.version ? (stored.journals ?? {}) : {};
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return {};
    throw thrown;
  }
}
