/** Times of the coarse axis, s. */

/** Part of a stride that is kept for coming to rest. */
export const COARSE_REST = 25e-3;
/** Longest stride: in between it can be stopped. */
export const COARSE_STRIDE = 0.2;
