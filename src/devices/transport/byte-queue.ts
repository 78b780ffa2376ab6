/** A bounded queue of chunks of bytes with one reader and any writers: the inside of the in-memory transports. */
export class ByteQueue {
  private readonly capacity: number;
  private readonly chunks: Uint8Array[] = [];
  private readonly waitingWriters: (() => void)[] = [];
  private waitingReader: ((bytes: Uint8Array | null) => void) | undefined;
  private size = 0;
  private ended = false;

  /** `capacity`: how many bytes may wait before writers are held back. */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** The oldest chunk, or null when the queue has ended and is empty. One call at a time. */
  read(): Promise<Uint8Array | null> {
    const bytes = this.chunks.shift();
    if (bytes) {
      this.size -= bytes.length;
      while (this.size <= this.capacity && this.waitingWriters.length > 0) this.waitingWriters.shift()?.();
      return Promise.resolve(bytes);
    }
    if (this.ended) return Promise.resolve(null);
    return new Promise((resolve) => (this.waitingReader = resolve));
  }

  /** Appends a chunk, which belongs to the queue from here on. Resolves when there is room; rejects after the end. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.ended) throw new Error('the other side has ended');
    if (bytes.length === 0) return;
    const reader = this.waitingReader;
    if (reader) {
      this.waitingReader = undefined;
      reader(bytes);
      return;
    }
    this.chunks.push(bytes);
    this.size += bytes.length;
    if (this.size > this.capacity) await new Promise<void>((resolve) => this.waitingWriters.push(resolve));
  }

  /** What was written before stays readable. */
  end(): void {
    this.ended = true;
    this.waitingReader?.(null);
    this.waitingReader = undefined;
    for (const resume of this.waitingWriters.splice(0)) resume();
  }
}
