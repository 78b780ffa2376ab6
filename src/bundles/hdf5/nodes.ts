/** Writing groups, datasets and attributes the way a bundle holds them: UTF-8 strings, SI units, NeXus classes. */
import type { Dataset, Group } from 'h5wasm';

export type Attributes = Readonly<Record<string, string | number | readonly string[]>>;
export type Numbers = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** A group of NeXus class `nxClass`. */
export function addGroup(parent: Group, name: string, nxClass: string, attributes: Attributes = {}): Group {
  const group = parent.create_group(name);
  setAttributes(group, { NX_class: nxClass, ...attributes });
  return group;
}

export function setAttributes(node: Group | Dataset, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    node.create_attribute(name, typeof value === 'object' ? [...value] : value);
  }
}

export function addText(parent: Group, name: string, value: string | readonly string[]): void {
  parent.create_dataset({ name, data: typeof value === 'string' ? value : [...value], dtype: 'S' });
}

/** A float64 scalar. */
export function addNumber(
  parent: Group,
  name: string,
  value: number,
  units = '',
  attributes: Attributes = {},
): void {
  setAttributes(parent.create_dataset({ name, data: value, dtype: '<d' }), {
    ...unitsOf(units),
    ...attributes,
  });
}

/** An array in the type of its elements, stored as a whole; `chunks` compresses it. */
export function addArray(
  parent: Group,
  name: string,
  data: Numbers,
  attributes: Attributes = {},
  shape: readonly number[] = [data.length],
  chunks?: readonly number[],
): void {
  const compressed = chunks && data.length > 0 ? { chunks: [...chunks], compression: 'gzip' as const } : {};
  const dataset = parent.create_dataset({ name, data, shape: [...shape], ...compressed });
  setAttributes(dataset, attributes);
}

export const unitsOf = (units: string): Attributes => (units === '' ? {} : { units });
