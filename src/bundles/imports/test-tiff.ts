/** TIFF files for tests, by the specification of TIFF 6.0: one page, one strip. */
import { deflateSync } from 'node:zlib';

export interface TestTiff {
  readonly width: number;
  readonly height: number;
  /** Samples of all pixels, row by row, those of a pixel beside each other. */
  readonly samples: readonly number[];
  readonly bits: number;
  readonly channels?: number;
  readonly bigEndian?: boolean;
  /** 0 white is zero, 1 black is zero, 2 RGB, 3 palette. */
  readonly photometric?: number;
  readonly deflated?: boolean;
  /** 16-bit red of all colours, then green, then blue. */
  readonly colours?: readonly number[];
  readonly planar?: number;
}

const SHORT = 3;
const LONG = 4;
const WIDTHS: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4 };

export function tiffOf(image: TestTiff): Uint8Array {
  const { width, height, bits, channels = 1, bigEndian = false, photometric = 1, deflated = false } = image;
  const plain = new Uint8Array((image.samples.length * bits) / 8);
  const samples = new DataView(plain.buffer);
  image.samples.forEach((v, k) => {
    if (bits === 8) samples.setUint8(k, v);
    else samples.setUint16(2 * k, v, !bigEndian);
  });
  const strip = deflated ? new Uint8Array(deflateSync(plain)) : plain;
  const tags: [tag: number, type: number, values: readonly number[]][] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, new Array<number>(channels).fill(bits)],
    [259, SHORT, [deflated ? 8 : 1]],
    [262, SHORT, [photometric]],
    [273, LONG, [8]],
    [277, SHORT, [channels]],
    [278, LONG, [height]],
    [279, LONG, [strip.length]],
    [284, SHORT, [image.planar ?? 1]],
    ...(image.colours ? [[320, SHORT, image.colours] as [number, number, readonly number[]]] : []),
  ];
  const directory = 8 + strip.length + (strip.length % 2);
  const beyond = directory + 2 + 12 * tags.length + 4;
  const long = tags.reduce((n, [, , values]) => n + (values.length > 1 ? 4 * values.length : 0), 0);
  const bytes = new Uint8Array(beyond + long);
  const view = new DataView(bytes.buffer);
  const little = !bigEndian;
  bytes.set(bigEndian ? [0x4d, 0x4d, 0, 42] : [0x49, 0x49, 42, 0]);
  view.setUint32(4, directory, little);
  bytes.set(strip, 8);
  view.setUint16(directory, tags.length, little);
  let free = beyond;
  tags.forEach(([tag, type, values], k) => {
    const at = directory + 2 + 12 * k;
    const size = WIDTHS[type] ?? 4;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, values.length, little);
    const inside = size * values.length <= 4;
    if (!inside) view.setUint32(at + 8, free, little);
    values.forEach((v, n) => {
      const place = (inside ? at + 8 : free) + n * size;
      if (size === 2) view.setUint16(place, v, little);
      else view.setUint32(place, v, little);
    });
    if (!inside) free += size * values.length;
  });
  return bytes;
}
