import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { BlockCache } from './block-cache';
import { memoryFile, opfsFile } from './byte-file';
import { nodeFile } from './node-file';
import type { ByteFile } from './run';
import { storageFault } from './storage-fault';
import { gatherWrites } from './write-gather';

const folder = mkdtempSync(join(tmpdir(), 'meniscus-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const contentOf = (file: ByteFile): number[] => {
  const bytes = new Uint8Array(file.size());
  expect(file.read(bytes, 0)).toBe(bytes.length);
  return [...bytes];
};

describe.each([
  ['in memory', () => memoryFile()],
  ['with gathered writes', () => gatherWrites(memoryFile())],
  ['on disk', () => nodeFile(join(folder, `${String(Math.random())}.bin`))],
])('a file %s', (_name, make) => {
  it('reads what was written, short at the end, zeros where nothing was', () => {
    const file = make();
    file.write(Uint8Array.of(1, 2, 3), 0);
    file.write(Uint8Array.of(9), 5);
    expect(contentOf(file)).toEqual([1, 2, 3, 0, 0, 9]);
    const into = new Uint8Array(4);
    expect(file.read(into, 4)).toBe(2);
    expect(file.read(into, 6)).toBe(0);
    file.truncate(2);
    expect(contentOf(file)).toEqual([1, 2]);
    file.truncate(4);
    expect(contentOf(file)).toEqual([1, 2, 0, 0]);
    file.flush();
    file.close();
  });

  it('is the same as an array of bytes under any operations', () => {
    const operation = fc.record({
      write: fc.boolean(),
      at: fc.nat(40),
      bytes: fc.uint8Array({ maxLength: 12 }),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 20 }), (operations) => {
        const file = make();
        const model: number[] = [];
        for (const { write, at, bytes } of operations) {
          if (write) {
            if (bytes.length > 0) while (model.length < at) model.push(0);
            bytes.forEach((b, i) => (model[at + i] = b));
            if (bytes.length > 0) file.write(bytes, at);
          } else {
            file.truncate(at);
            model.length = Math.min(model.length, at);
            while (model.length < at) model.push(0);
          }
          expect(file.size()).toBe(model.length);
        }
        expect(contentOf(file)).toEqual(model);
        file.close();
      }),
      { numRuns: 50 },
    );
  });
});

describe('gathered writes', () => {
  it('of neighbours are one, in order, and larger ones go straight through', () => {
    const calls: string[] = [];
    const memory = memoryFile();
    const file = gatherWrites({
      ...memory,
      write: (bytes, at) => {
        calls.push(`${String(bytes.length)}@${String(at)}`);
        memory.write(bytes, at);
      },
    });
    file.write(new Uint8Array(10), 0);
    file.write(new Uint8Array(10), 10);
    file.write(new Uint8Array(5), 100);
    file.write(new Uint8Array(2_000_000), 105);
    expect(file.size()).toBe(2_000_105);
    file.write(new Uint8Array(3), 7);
    expect(calls).toEqual(['20@0', '5@100', '2000000@105']);
    file.close();
    expect(calls.at(-1)).toBe('3@7');
  });
});

describe('a file on disk', () => {
  it('keeps what it holds when it is opened for writing, and is not made for reading', () => {
    const path = join(folder, 'kept.bin');
    const first = nodeFile(path);
    first.write(Uint8Array.of(7), 0);
    first.close();
    nodeFile(path).close();
    expect([...readFileSync(path)]).toEqual([7]);
    expect(() => nodeFile(join(folder, 'missing.bin'), 'read')).toThrow('ENOENT');
  });
});

describe('a file of the private file system', () => {
  it('that stores less than it was given is full', () => {
    const handle = { write: () => 2 } as unknown as FileSystemSyncAccessHandle;
    const full = (): unknown => {
      try {
        opfsFile(handle).write(Uint8Array.of(1, 2, 3), 0);
      } catch (thrown) {
        return storageFault('Writing', thrown).code;
      }
      return 'stored';
    };
    expect(full()).toBe('storage-full');
  });
});

describe('the block cache', () => {
  const block = 1024 * 1024;
  const size = 3 * block + 17;
  const byteAt = (i: number): number => (i * 31 + (i >> 12)) & 0xff;
  const loads: string[] = [];
  const cache = new BlockCache((begin, end) => {
    loads.push(`${String(begin)}-${String(end)}`);
    return Uint8Array.from({ length: end - begin }, (_, k) => byteAt(begin + k));
  }, size);
  const read = (at: number, length: number): Uint8Array => {
    const into = new Uint8Array(length);
    return into.subarray(0, cache.read(into, at));
  };
  const wanted = (at: number, end: number): Uint8Array =>
    Uint8Array.from({ length: end - at }, (_, k) => byteAt(at + k));

  it('answers across the borders of blocks and asks for each block once', () => {
    loads.length = 0;
    expect(read(block - 5, 10)).toEqual(wanted(block - 5, block + 5));
    expect(read(10, 20)).toEqual(wanted(10, 30));
    expect(loads).toEqual([`0-${String(block)}`, `${String(block)}-${String(2 * block)}`]);
  });

  it('is short at the end and empty beyond it', () => {
    expect(read(size - 3, 10)).toEqual(wanted(size - 3, size));
    expect(read(size, 10)).toHaveLength(0);
    expect(read(size + block, 10)).toHaveLength(0);
  });

  it('asks at once for what is longer than a block', () => {
    loads.length = 0;
    expect(read(3, 2 * block)).toHaveLength(2 * block);
    expect(loads).toEqual([`3-${String(2 * block + 3)}`]);
  });
});
