/** Times of the coarse axis, s. */

/** Sample interval of `COARSE` where the step does not say. */
export const COARSE_INTERVAL = 0.1;
/** Part of a stride that is kept for coming to rest. */
export const COARSE_REST = 25e-3;
/** Longest stride: in between it can be stopped. */
export const COARSE_STRIDE = 0.2;
