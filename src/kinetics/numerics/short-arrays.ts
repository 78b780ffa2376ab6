/**
 * Room for short arrays, cut from larger ones: a typed array of its own takes longer to come by and to clear away than to
 * fill, and a pixel wants twenty. Nothing is given out twice; a piece of room is let go with the last array in it.
 */

/** Numbers in a piece of room. */
const PIECE = 8192;

let room = new Float64Array(PIECE);
let taken = 0;

/** Zeros. */
export function shortArray(length: number): Float64Array {
  if (length > PIECE / 8) return new Float64Array(length);
  if (taken + length > PIECE) {
    room = new Float64Array(PIECE);
    taken = 0;
  }
  const from = taken;
  taken += length;
  return room.subarray(from, taken);
}
