/** The last blocks read of something that is slow to ask and does not change. */
const BLOCK = 1024 * 1024;
const KEPT = 8;

export class BlockCache {
  private readonly load: (begin: number, end: number) => Uint8Array;
  private readonly size: number;
  /** By block number, the least recently used first. */
  private readonly blocks = new Map<number, Uint8Array>();

  /** `load` answers the bytes from `begin` to `end`; `size` is where they end. */
  constructor(load: (begin: number, end: number) => Uint8Array, size: number) {
    this.load = load;
    this.size = size;
  }

  /** Fills `into` from `at`; answers how many bytes there were. */
  read(into: Uint8Array, at: number): number {
    const end = Math.min(this.size, at + into.length);
    if (end - at >= BLOCK) {
      into.set(this.load(at, end));
      return end - at;
    }
    for (let from = at; from < end;) {
      const number = Math.floor(from / BLOCK);
      const begin = number * BLOCK;
      const until = Math.min(end, begin + BLOCK);
      into.set(this.block(number).subarray(from - begin, until - begin), from - at);
      from = until;
    }
    return Math.max(0, end - at);
  }

  private block(number: number): Uint8Array {
    const found = this.blocks.get(number);
    const begin = number * BLOCK;
    const block = found ?? this.load(begin, Math.min(this.size, begin + BLOCK));
    this.blocks.delete(number);
    this.blocks.set(number, block);
    const [oldest] = this.blocks.keys();
    if (this.blocks.size > KEPT && oldest !== undefined) this.blocks.delete(oldest);
    return block;
  }
}
