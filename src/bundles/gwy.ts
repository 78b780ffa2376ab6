/**
 * Gwyddion's own file, with any number of channels: `GWYP`, then a GwyContainer of data fields. An object is its name, the
 * length of its content, and components of a name, a letter for the type and the data; little-endian, texts end with NUL.
 * http://gwyddion.net/documentation/user-guide-en/gwyfile-format.html
 */
import { mean as meanOf } from 'd3-array';
import type { MapSpec } from '../experiments/experiment';
import { edge, extent, gwyddionUnit, isUpward } from './gwyddion';
import type { MapData } from './run';

/** All planes of maps that share a grid; `x` and `y` are the pixel centres in m. Gwyddion has no numbers that are none: these
 * pixels have the mean of the others, and the mask of their channel names them.
 */
export function gwyOf(
  maps: readonly MapData[],
  x: readonly number[],
  y: readonly number[],
): Uint8Array<ArrayBuffer> {
  const area = x.length * y.length;
  const channels = maps.flatMap(({ spec, data }) =>
    (spec.axis?.values ?? [null]).map((value, plane) => ({
      title: titleOf(spec, value),
      unit: gwyddionUnit(spec.unit),
      values: downward(data.subarray(plane * area, (plane + 1) * area), x.length, isUpward(y)),
    })),
  );
  const content = new Writer();
  channels.forEach(({ title, unit, values }, k) => {
    const key = `/${String(k)}`;
    content.object(`${key}/data`, dataField(withoutGaps(values), x, y, unit));
    content.text(`${key}/data/title`, title);
    content.boolean(`${key}/data/visible`, k === 0);
    const gaps = values.map((v) => (Number.isFinite(v) ? 0 : 1));
    if (gaps.includes(1)) content.object(`${key}/mask`, dataField(gaps, x, y, ''));
  });
  const file = new Writer();
  file.bytes(new TextEncoder().encode('GWYP'));
  file.named('GwyContainer', content);
  return file.result();
}

/** With the value on its axis, and with a unit that Gwyddion does not know. */
function titleOf({ title, unit, axis }: MapSpec, value: number | null): string {
  const place = value === null || !axis ? '' : `, ${String(value)} ${axis.unit}`.trimEnd();
  return `${title}${place}${unit !== '' && gwyddionUnit(unit) === '' ? ` (${unit})` : ''}`;
}

/** Rows from the top down. */
function downward(values: Float64Array, columns: number, upward: boolean): Float64Array {
  if (!upward) return values;
  const turned = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += columns)
    turned.set(values.subarray(at, at + columns), values.length - columns - at);
  return turned;
}

function withoutGaps(values: Float64Array): Float64Array {
  const mean = meanOf(values.filter(Number.isFinite)) ?? 0;
  return values.map((v) => (Number.isFinite(v) ? v : mean));
}

function dataField(values: Float64Array, x: readonly number[], y: readonly number[], unit: string): Writer {
  const fields = new Writer();
  fields.integer('xres', x.length);
  fields.integer('yres', y.length);
  fields.double('xreal', extent(x));
  fields.double('yreal', extent(y));
  fields.double('xoff', edge(x));
  fields.double('yoff', edge(y));
  fields.object('si_unit_xy', siUnit('m'), 'GwySIUnit');
  fields.object('si_unit_z', siUnit(unit), 'GwySIUnit');
  fields.doubles('data', values);
  return fields;
}

function siUnit(unit: string): Writer {
  const content = new Writer();
  content.text('unitstr', unit);
  return content;
}

/** Components one after the other. */
class Writer {
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  bytes(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.length;
  }

  text(name: string, text: string): void {
    this.component(name, 's', terminated(text));
  }

  boolean(name: string, value: boolean): void {
    this.component(name, 'b', Uint8Array.of(value ? 1 : 0));
  }

  integer(name: string, value: number): void {
    this.component(name, 'i', uint32(value));
  }

  double(name: string, value: number): void {
    this.component(name, 'd', float64(Float64Array.of(value)));
  }

  doubles(name: string, values: Float64Array): void {
    this.component(name, 'D', uint32(values.length));
    this.bytes(float64(values));
  }

  object(name: string, content: Writer, type = 'GwyDataField'): void {
    this.component(name, 'o', new Uint8Array());
    this.named(type, content);
  }

  /** An object that is no component of another. */
  named(type: string, content: Writer): void {
    this.bytes(terminated(type));
    this.bytes(uint32(content.length));
    for (const part of content.parts) this.bytes(part);
  }

  result(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  private component(name: string, letter: string, data: Uint8Array): void {
    this.bytes(terminated(name));
    this.bytes(new TextEncoder().encode(letter));
    this.bytes(data);
  }
}

const terminated = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function float64(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, k) => {
    view.setFloat64(8 * k, value, true);
  });
  return bytes;
}
