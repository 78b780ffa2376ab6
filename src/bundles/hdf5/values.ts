/**
 * Reading groups, datasets and attributes whoever wrote them: strings of fixed or variable length, scalars or arrays of one
 * element, any integer or float type. What is missing or of another form throws a `LayoutError` that names it.
 */
import type { Dataset, Group } from 'h5wasm';
import { reasonOf } from '../../fault';
import type { Hdf5 } from './file';

/** A bundle that is not as the layout says; the message names the dataset. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

export interface NumberArray {
  readonly values: Float64Array;
  readonly shape: readonly number[];
}

type Entity = Group | Dataset;

const isGroup = (entity: unknown): entity is Group => (entity as { type?: unknown } | null)?.type === 'Group';
const isDataset = (entity: unknown): entity is Dataset =>
  (entity as { type?: unknown } | null)?.type === 'Dataset';

export class BundleReader {
  private readonly hdf5: Hdf5;

  constructor(hdf5: Hdf5) {
    this.hdf5 = hdf5;
  }

  has(path: string): boolean {
    return this.hdf5.root.get(path) !== null;
  }

  /** Names in a group, in the order of the file. */
  names(path: string): string[] {
    return this.group(path).keys();
  }

  /** Names in a group that need not be there. */
  namesIfAny(path: string): string[] {
    return this.has(path) ? this.names(path) : [];
  }

  /** Names of the groups in a group that need not be there. */
  groupsIfAny(path: string): string[] {
    return this.namesIfAny(path).filter((name) => isGroup(this.hdf5.root.get(`${path}/${name}`)));
  }

  group(path: string): Group {
    const entity = this.hdf5.root.get(path);
    if (!isGroup(entity)) throw new LayoutError(`${path} is ${entity === null ? 'missing' : 'no group'}`);
    return entity;
  }

  dataset(path: string): Dataset {
    const entity = this.hdf5.root.get(path);
    if (!isDataset(entity)) throw new LayoutError(`${path} is ${entity === null ? 'missing' : 'no dataset'}`);
    return entity;
  }

  text(path: string): string {
    const texts = textsOf(this.valueOf(path));
    const [text] = texts ?? [];
    if (texts?.length !== 1 || text === undefined) throw new LayoutError(`${path} is not one string`);
    return text;
  }

  textIfAny(path: string): string | null {
    return this.has(path) ? this.text(path) : null;
  }

  texts(path: string): string[] {
    const texts = textsOf(this.valueOf(path));
    if (!texts) throw new LayoutError(`${path} holds no strings`);
    return texts;
  }

  /** All numbers of a dataset; with `shape` it must have just that one. */
  numbers(path: string, shape?: readonly number[]): NumberArray {
    const dataset = this.dataset(path);
    const values = numbersOf(this.valueOf(path));
    if (!values) throw new LayoutError(`${path} holds no numbers`);
    const is = dataset.shape ?? [];
    if (shape && !isSameShape(is, shape))
      throw new LayoutError(`${path} has the shape ${shapeText(is)}; it should be ${shapeText(shape)}`);
    return { values, shape: is };
  }

  /** A file that a dataset holds, byte by byte, in integers of any width. */
  bytes(path: string): Uint8Array {
    const value = this.valueOf(path);
    if (value instanceof Uint8Array) return value;
    const numbers = numbersOf(value);
    if (!numbers?.every((n) => Number.isInteger(n) && n >= 0 && n < 256))
      throw new LayoutError(`${path} holds no bytes`);
    return Uint8Array.from(numbers);
  }

  /** The one number of a dataset, or what it holds as text; null where it is not there or holds more. */
  scalarIfAny(path: string): number | string | null {
    if (!this.has(path)) return null;
    const value = this.valueOf(path);
    const all = numbersOf(value) ?? textsOf(value) ?? [];
    return all.length === 1 ? (all[0] ?? null) : null;
  }

  /** What a dataset holds: a number, a text or a list of numbers; null for anything else. */
  valueIfAny(path: string): number | string | readonly number[] | null {
    if (!isDataset(this.hdf5.root.get(path))) return null;
    const numbers = numbersOf(this.valueOf(path));
    if (!numbers) return this.scalarIfAny(path);
    return numbers.length === 1 ? (numbers[0] ?? null) : [...numbers];
  }

  /** An attribute's strings; none where it is not there. */
  attributeTexts(entity: Entity, name: string): readonly string[] {
    return textsOf(entity.attrs[name]?.value) ?? [];
  }

  /** A part of a dataset of numbers: from and to along each dimension. */
  slice(dataset: Dataset, ranges: readonly (readonly [number, number])[]): Float64Array | Float32Array {
    const value = this.checked(dataset.path, () => dataset.slice(ranges.map(([from, to]) => [from, to])));
    const numbers = value instanceof Float32Array ? value : numbersOf(value);
    if (!numbers) throw new LayoutError(`${dataset.path} holds no numbers`);
    return numbers;
  }

  private valueOf(path: string): unknown {
    const dataset = this.dataset(path);
    return this.checked(path, () => dataset.value);
  }

  private checked<T>(path: string, read: () => T): T {
    this.hdf5.complaint();
    let value: T;
    try {
      value = read();
    } catch (thrown) {
      throw new LayoutError(`${path} cannot be read: ${reasonOf(thrown)}`);
    }
    const complaint = this.hdf5.complaint();
    if (complaint !== null) throw new LayoutError(`${path} cannot be read: ${complaint}`);
    return value;
  }
}

/** Numbers of any type as float64; null where there are none. */
function numbersOf(value: unknown): Float64Array | null {
  if (value instanceof Float64Array) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Float64Array.of(Number(value));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Float64Array.from(value as unknown as ArrayLike<number | bigint>, Number);
  return null;
}

function textsOf(value: unknown): string[] | null {
  if (typeof value === 'string') return [value.trimEnd()];
  return Array.isArray(value) && value.every((v) => typeof v === 'string')
    ? value.map((v) => v.trimEnd())
    : null;
}

const isSameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

export const shapeText = (shape: readonly number[]): string =>
  shape.length === 0 ? 'of a scalar' : shape.join(' × ');
