/** Which series of a plot a person has hidden, by their entries in its legend. Pure. */
import type { Plot, Series } from '../../experiments/shown';
import { legendOf, strokeOf, type LegendKey } from '../../figures/plot-paths';

/** Entries that are hidden. They stay so in the next plot with the same names. */
export type Hidden = ReadonlySet<string>;

/** An entry among those of its plot. */
export const entryOf = ({ kind, name }: Pick<LegendKey, 'kind' | 'name'>): string => `${kind} ${name}`;

/** Hides an entry that is shown, and shows one that is hidden. */
export function toggled(hidden: Hidden, entry: string): Hidden {
  const next = new Set(hidden);
  if (!next.delete(entry)) next.add(entry);
  return next;
}

/** Shows one entry alone; all of them where it was alone already. */
export function alone(hidden: Hidden, entry: string, plot: Plot): Hidden {
  const others = legendOf(plot)
    .map(entryOf)
    .filter((e) => e !== entry);
  const was = !hidden.has(entry) && others.every((e) => hidden.has(e));
  return new Set(was ? [] : others);
}

/**
 * The plot with its hidden series empty, so that its axes fit the others and these keep their places and colours. What was
 * fitted to a line is hidden with it.
 */
export function withoutHidden(plot: Plot, hidden: Hidden): Plot {
  if (hidden.size === 0) return plot;
  const keys = legendOf(plot);
  const fits = keys.some(({ kind, name }) => kind === 'fit' && name === 'fits');
  const isHidden = (s: Series): boolean =>
    s.kind === 'fit' && fits
      ? hidden.has(entryOf({ kind: 'fit', name: 'fits' })) ||
        hidden.has(entryOf({ kind: 'line', name: s.name.replace(/, fit$/, '') }))
      : keys.length > 0 && hidden.has(entryOf({ kind: strokeOf(s), name: s.name }));
  return { ...plot, series: plot.series.map((s) => (isHidden(s) ? emptied(s) : s)) };
}

const emptied = (s: Series): Series =>
  s.kind === 'band'
    ? { kind: s.kind, name: s.name, x: [], lower: [], upper: [] }
    : { kind: s.kind, name: s.name, x: [], y: [] };
