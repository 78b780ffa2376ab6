/** A plot as a panel of a figure. */
import type { Plot } from '../experiments/shown';
import { seriesColours } from './colour';
import type { Panel, Place } from './panel';
import { colourOf, drawingOf, type Drawing, type Mark } from './plot-drawing';
import { legendOf, type LegendKey } from './plot-paths';
import { beside, element, flow, GREY, INK, LINE, px, upward, widthOf, words } from './svg';

/** Height of a plot for its width. */
const HEIGHT = 0.66;
const KEY = 14;
/** Points are so much smaller than on the screen. */
const DOT = 0.8;

/** Colours of lines on white. */
export const onWhite = (k: number, n: number): string => seriesColours(k, n).light;

/** The panel of a plot, its upper left corner at a place of the figure; `id` tells it from others there. */
export function plotPanel(plot: Plot, { left, top, width }: Place, id: string): Panel {
  const legend = legendRows(plot, width);
  const legendHeight = legend.height;
  const drawing = drawingOf(plot, width, HEIGHT * width, { lineColour: onWhite });
  const below = drawing ? drawingMarkup(drawing, id) : words('Nothing was recorded.', 0, LINE);
  return {
    height: legendHeight + HEIGHT * width,
    markup:
      element('g', { class: 'legend', transform: `translate(${px(left)},${px(top)})` }, legend.markup) +
      element('g', { class: 'plot', transform: `translate(${px(left)},${px(top + legendHeight)})` }, below),
  };
}

/** A drawing, its upper left corner at the origin; `id` tells it from others in the figure. */
export function drawingMarkup({ box, x, y, marks, points, dotRadius, height }: Drawing, id: string): string {
  const { left, top, width, height: high } = box;
  const bottom = top + high;
  const clip = element('rect', { x: left, y: top, width, height: high });
  const strokes = marks.map((mark) => element('path', { d: mark.path, ...strokeOf(mark) }));
  const dots = points.map((p) => dot(p.x, p.y, DOT * dotRadius, p.colour));
  return [
    element('clipPath', { id }, clip),
    ...x.marks.map(
      ({ at, text }) =>
        grid(`M${px(at)},${px(top)}v${px(high)}`) + words(text, at, bottom + 12, { 'text-anchor': 'middle' }),
    ),
    ...y.marks.map(
      ({ at, text }) =>
        grid(`M${px(left)},${px(at)}h${px(width)}`) + beside(text, left - 4, at, { 'text-anchor': 'end' }),
    ),
    element('g', { 'clip-path': `url(#${id})` }, [...strokes, ...dots].join('')),
    element('rect', {
      x: left,
      y: top,
      width,
      height: high,
      fill: 'none',
      stroke: INK,
      'stroke-width': 0.75,
    }),
    x.name === '' ? '' : words(x.name, left + width / 2, height - 3, { 'text-anchor': 'middle' }),
    upward(y.name, 10, top + high / 2),
  ].join('\n');
}

const dot = (cx: number, cy: number, r: number, colour: string): string =>
  element('circle', { cx, cy, r, fill: colour || INK });

const grid = (d: string): string => element('path', { d, stroke: '#e4e7ea', 'stroke-width': 0.75 });

function strokeOf({
  kind,
  colour,
}: Pick<Mark, 'kind' | 'colour'>): Readonly<Record<string, string | number>> {
  const line = { fill: 'none', stroke: INK, 'stroke-width': 1 };
  switch (kind) {
    case 'band':
      return { fill: GREY, 'fill-opacity': 0.35 };
    case 'line':
      return { ...line, stroke: colour, 'stroke-width': 1.1, 'stroke-linejoin': 'round' };
    case 'fit':
      return { ...line, 'stroke-dasharray': '3 3' };
    case 'threshold':
      return { ...line, stroke: GREY, 'stroke-dasharray': '1.5 3' };
    case 'error':
    case 'points':
      return line;
  }
}

/** The keys of a plot in rows of at most so many px. */
export function legendRows(plot: Plot, width: number): Panel {
  const keys = legendOf(plot);
  const places = flow(
    keys.map(({ name }) => KEY + 4 + widthOf(name)),
    width,
  );
  const markup = keys.map((key, k) => {
    const { x, row } = places[k] ?? { x: 0, row: 0 };
    return keyMarkup(key, colourOf(plot.series[key.place], plot, onWhite), x, row * LINE + LINE / 2);
  });
  return { height: ((places.at(-1)?.row ?? -1) + 1) * LINE, markup: markup.join('') };
}

function keyMarkup({ kind, name }: LegendKey, colour: string, x: number, y: number): string {
  const sign =
    kind === 'points'
      ? dot(x + KEY / 2, y, 2, colour)
      : element('path', { d: pathOf(kind, x, y), ...strokeOf({ kind, colour }) });
  return sign + beside(name, x + KEY + 4, y);
}

const pathOf = (kind: LegendKey['kind'], x: number, y: number): string =>
  kind === 'band' ? `M${px(x)},${px(y - 4)}h${px(KEY)}v8h${px(-KEY)}z` : `M${px(x)},${px(y)}h${px(KEY)}`;
