/** Panels of a timeline. */
import type { Plot, Series } from '../shown';

/** A panel with words above it and a symbol at its axis. */
export const timePanel = (title: string, label: string, unit: string, series: readonly Series[]): Plot => ({
  title,
  x: { label: 't', unit: 's' },
  y: { label, unit },
  series,
});
