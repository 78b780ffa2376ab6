/**
 * CRC-32C (Castagnoli): reflected polynomial 0x82F63B78, initial value and final xor all ones, as in iSCSI (RFC 3720,
 * appendix B.4). Eight bytes a round with eight tables: M. E. Kounavis, F. L. Berry, IEEE Trans. Comput. 57 (2008) 1550.
 */
const POLYNOMIAL = 0x82f63b78;
const SLICES = 8;

/** Table `s` at `s * 256`: the remainder of a byte that is followed by `s` zero bytes. */
const TABLE = makeTables();

function makeTables(): Int32Array {
  const table = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++)
      remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
    table[byte] = remainder;
  }
  for (let i = 256; i < table.length; i++) {
    const previous = table[i - 256] as number;
    table[i] = (previous >>> 8) ^ (table[previous & 0xff] as number);
  }
  return table;
}

/**
 * CRC-32C of bytes as an unsigned number. To go on over several pieces give the result so far as `crc`:
 * `crc32c(b, crc32c(a))` is the CRC of a followed by b.
 */
export function crc32c(bytes: Uint8Array, crc = 0): number {
  const t = TABLE;
  const length = bytes.length;
  const whole = length - (length % SLICES);
  let c = ~crc;
  let i = 0;
  for (; i < whole; i += SLICES) {
    c ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    c =
      t[1792 + (c & 0xff)]! ^
      t[1536 + ((c >>> 8) & 0xff)]! ^
      t[1280 + ((c >>> 16) & 0xff)]! ^
      t[1024 + (c >>> 24)]! ^
      t[768 + bytes[i + 4]!]! ^
      t[512 + bytes[i + 5]!]! ^
      t[256 + bytes[i + 6]!]! ^
      t[bytes[i + 7]!]!;
  }
  for (; i < length; i++) c = (c >>> 8) ^ t[(c ^ bytes[i]!) & 0xff]!;
  return ~c >>> 0;
}
