/** How large a PNG is on paper: its `pHYs` chunk (PNG specification, third edition, 11.3.4.3). */

/** Signature and header, which come first. */
const HEAD = 8 + 25;
const PER_METRE = 1 / 0.0254;

/** A PNG that has no resolution yet with one, in dots per inch. */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const chunk = new DataView(new ArrayBuffer(4 + 4 + 9 + 4));
  chunk.setUint32(0, 9);
  for (const [k, letter] of Array.from('pHYs').entries()) chunk.setUint8(4 + k, letter.charCodeAt(0));
  const dots = Math.round(dpi * PER_METRE);
  chunk.setUint32(8, dots);
  chunk.setUint32(12, dots);
  chunk.setUint8(16, 1);
  const bytes = new Uint8Array(chunk.buffer);
  chunk.setUint32(17, crc32(bytes.subarray(4, 17)));
  const sized = new Uint8Array(png.length + bytes.length);
  sized.set(png.subarray(0, HEAD));
  sized.set(bytes, HEAD);
  sized.set(png.subarray(HEAD), HEAD + bytes.length);
  return sized;
}

/** CRC-32 as PNG has it, with the polynomial 0xEDB88320. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
