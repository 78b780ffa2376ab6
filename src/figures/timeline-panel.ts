/** A timeline as a panel of a figure: all of it, its plots one above the other. */
import type { Timeline } from '../experiments/shown';
import type { Panel, Place } from './panel';
import { AXIS } from './plot-drawing';
import { drawingMarkup, legendRows, onWhite } from './plot-panel';
import { element, LINE, px, words } from './svg';
import { timelineDrawing, wholeOf } from './timeline-drawing';

/** Height of one plot for its width. */
const HEIGHT = 0.3;

export function timelinePanel(timeline: Timeline, { left, top, width }: Place, id: string): Panel {
  const whole = wholeOf(timeline);
  if (!whole) return { height: LINE, markup: words('Nothing was recorded.', left, top + LINE) };
  const size = { width, height: HEIGHT * width };
  const { panels } = timelineDrawing(timeline, whole, size, onWhite);
  const moved = (y: number, inner: string, name: string): string =>
    element('g', { class: name, transform: `translate(${px(left)},${px(y)})` }, inner);
  let at = top;
  const markup = timeline.panels.map((plot, k) => {
    const legend = legendRows(plot, width);
    const drawing = panels[k];
    const below = drawing
      ? drawingMarkup(drawing, `${id}-${String(k)}`)
      : words('Nothing was recorded.', 0, LINE);
    const [legendAt, plotAt] = [at, at + legend.height];
    at = plotAt + size.height + (k === timeline.panels.length - 1 ? AXIS : 0);
    return moved(legendAt, legend.markup, 'legend') + moved(plotAt, below, 'plot');
  });
  return { height: at - top, markup: markup.join('\n') };
}
