/** How pixels look that were visited and have no number: diagonal lines of a grey that stands out on any ground. */
export const HATCHING = { tile: 6, width: 1.2, grey: '#808080', opacity: 0.85 } as const;
