/** Copies a bundle dataset by dataset, changed on the way: for tests of how bundles of other programs are read. */
import type { Attribute, Dataset, Group } from 'h5wasm';
import { memoryFile } from './byte-file';
import { openHdf5 } from './hdf5/file';
import type { ByteFile } from './run';

export interface CopyChange {
  /** False leaves a group or dataset out. */
  readonly keep?: (path: string) => boolean;
  /** Strings of fixed length, scalars as arrays of one, whole numbers as int64: what other programs write. */
  readonly foreign?: boolean;
  /** Replaces the data of one dataset. */
  readonly replace?: { readonly path: string; readonly data: Float64Array | string };
}

export async function copyBundle(from: ByteFile, change: CopyChange): Promise<ByteFile> {
  const to = memoryFile();
  const [source, target] = [await openHdf5(from, 'r'), await openHdf5(to, 'w')];
  if (!source.ok || !target.ok) throw new Error('no HDF5');
  copyGroup(source.value.root, target.value.root, '', change);
  source.value.close();
  target.value.close();
  return to;
}

function copyGroup(from: Group, to: Group, place: string, change: CopyChange): void {
  copyAttributes(from, to, change);
  for (const name of from.keys()) {
    const path = `${place}/${name}`;
    if (change.keep?.(path) === false) continue;
    const entity = from.get(name);
    if (isGroup(entity)) copyGroup(entity, to.create_group(name), path, change);
    else copyDataset(entity as Dataset, to, name, path, change);
  }
}

function copyDataset(from: Dataset, to: Group, name: string, path: string, change: CopyChange): void {
  if (change.replace?.path === path) {
    const { data } = change.replace;
    to.create_dataset({ name, data, dtype: typeof data === 'string' ? 'S' : '<d' });
  } else to.create_dataset({ name, ...storedAs(from, change.foreign ?? false) });
  copyAttributes(from, to.get(name) as Dataset, change);
}

function copyAttributes(from: Group | Dataset, to: Group | Dataset, { foreign = false }: CopyChange): void {
  for (const [name, attribute] of Object.entries(from.attrs)) {
    const { data, shape, dtype } = storedAs(attribute, foreign);
    to.create_attribute(name, data, shape, dtype);
  }
}

type Stored = { readonly data: Values; readonly shape: number[]; readonly dtype: string };
type Values = string[] | Float64Array | Float32Array | BigInt64Array;

function storedAs(from: Dataset | Attribute, foreign: boolean): Stored {
  const { value, dtype } = from;
  const shape = from.shape ?? [];
  const asArray = foreign && shape.length === 0 ? [1] : shape;
  if (typeof value === 'string' || Array.isArray(value)) {
    const texts = [value].flat() as string[];
    const bytes = Math.max(1, ...texts.map((t) => new TextEncoder().encode(t).length));
    return { data: texts, shape: asArray, dtype: foreign ? `S${String(bytes)}` : 'S' };
  }
  const numbers = (typeof value === 'number' ? [value] : value) as number[] | Float64Array;
  if (dtype === '<d') return { data: Float64Array.from(numbers), shape: asArray, dtype };
  if (dtype === '<f') return { data: Float32Array.from(numbers), shape: asArray, dtype };
  if (foreign) return { data: BigInt64Array.from(Array.from(numbers, BigInt)), shape: asArray, dtype: '<q' };
  return { data: Float64Array.from(numbers), shape: asArray, dtype: dtype as string };
}

export const isGroup = (entity: unknown): entity is Group =>
  (entity as { type?: unknown } | null)?.type === 'Group';
