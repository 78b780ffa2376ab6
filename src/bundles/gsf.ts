/**
 * Gwyddion Simple Field 1.0, the plainest file of Gwyddion: a header in text, NUL up to a multiple of 4 bytes (at least one),
 * float32 samples, little-endian, the top row first. http://gwyddion.net/documentation/user-guide-en/gsf.html
 */
import { edge, extent, gwyddionUnit, isUpward } from './gwyddion';
import type { MapData } from './run';

/** One plane of a map; `x` and `y` are the pixel centres in m. Rows run from the greatest y down, as on the screen. */
export function gsfOf(
  { spec, data }: MapData,
  plane: number,
  x: readonly number[],
  y: readonly number[],
): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(headerOf(spec, x, y));
  const samplesAt = (header.length + 4) & ~3;
  const [columns, rows] = [x.length, y.length];
  const bytes = new Uint8Array(samplesAt + 4 * rows * columns);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  for (let line = 0; line < rows; line++) {
    const row = isUpward(y) ? rows - 1 - line : line;
    for (let column = 0; column < columns; column++) {
      const value = data[(plane * rows + row) * columns + column] ?? NaN;
      view.setFloat32(samplesAt + 4 * (line * columns + column), value, true);
    }
  }
  return bytes;
}

function headerOf({ title, unit }: MapData['spec'], x: readonly number[], y: readonly number[]): string {
  const zUnit = gwyddionUnit(unit);
  const fields = [
    ['XRes', x.length],
    ['YRes', y.length],
    ['XReal', extent(x)],
    ['YReal', extent(y)],
    ['XOffset', edge(x)],
    ['YOffset', edge(y)],
    ['XYUnits', 'm'],
    ...(zUnit === '' ? [] : [['ZUnits', zUnit]]),
    ['Title', unit === '' ? title : `${title} (${unit})`],
  ];
  return `Gwyddion Simple Field 1.0\n${fields.map(([k, v]) => `${String(k)} = ${String(v)}\n`).join('')}`;
}
