/** A map as a panel of a figure: its pixels, axes in µm, scale bar, and what its colours mean. */
import { axesOf, type MapAxes } from './map-axes';
import { extentOf, shownAspect } from './map-geometry';
import { gapPath, pictureOf, pngOfPicture, type FigureOverlay, type ShownMap } from './map-image';
import { BELOW, categories, colourBar, LEAST_BAR, type Legend } from './map-legend';
import type { Picture } from './map-pixels';
import { seenExtent, WHOLE, wholeBox } from './map-window';
import type { Panel, Place } from './panel';
import type { Box } from './plot-paths';
import {
  APART,
  beside,
  element,
  frame,
  NAME,
  pixels,
  px,
  TICK,
  tick,
  upward,
  widest,
  widthOf,
  words,
} from './svg';

/** A map is drawn at most so many times as high as its panel is wide. */
const TALLEST = 1.3;
/** Share of its panel's width that a map usually has: by it the number of ticks is chosen. */
const USUAL = 0.65;
const SPACING = { x: 44, y: 36, point: 24 };
/** A map must be so high for a scale bar in it. */
const ROOM_FOR_BAR = 40;

/** Room beside a map for what stands there, px. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** A map in a panel of so many px: its axes and what its colours mean, with the room that they take. */
export interface MapLayout {
  readonly shown: ShownMap;
  readonly margins: Margins;
  readonly axes: MapAxes;
  readonly aspect: number;
  readonly legend: Legend;
}

export function layOutMap(shown: ShownMap, width: number): MapLayout {
  const extent = seenExtent(extentOf(shown.path), shown.window ?? WHOLE);
  const aspect = shownAspect(shown.path);
  const roughly = { width: USUAL * width, height: Math.min(TALLEST * width, (USUAL * width) / aspect) };
  const axes = axesOf(extent, roughly, shown.path.listed ?? false, SPACING);
  const legend = shown.map.enumeration
    ? categories(shown, width)
    : colourBar(pictureOf(shown), shown.map.shown, Math.max(LEAST_BAR, roughly.height));
  return {
    shown,
    axes,
    aspect,
    legend,
    margins: { left: leftOf(axes), right: legend.right },
  };
}

/** Room left of a map for the ticks and the name of its axis, px. */
export const leftOf = ({ y }: MapAxes): number =>
  y.name === '' ? TICK : NAME + 2 + APART + TICK + widest(y.ticks.map(({ text }) => text));

/** The panel of a map, its upper left corner at a place of the figure. Maps with equal margins are of equal width. */
export function mapPanel(
  { shown, axes, aspect, legend }: MapLayout,
  margins: Margins,
  { left, top, width }: Place,
): Panel {
  const wide = Math.min(width - margins.left - margins.right, TALLEST * width * aspect);
  const box = { left: left + margins.left, top, width: wide, height: wide / aspect };
  const key = legend.draw(box, left);
  return {
    height: Math.max(box.height + BELOW, key.height),
    markup: [colours(shown, box), axesMarkup(axes, box), key.markup].join('\n'),
  };
}

/** The pixels of a map with what lies over them, cut off where only a part of it is drawn. */
function colours(shown: ShownMap, box: Box): string {
  const { window = WHOLE, overlay } = shown;
  const whole = wholeBox(box, window);
  const drawn =
    pictureMarkup(pictureOf(shown), shown.visited, whole) + (overlay ? overlaid(overlay, whole) : '');
  if (window.share === 1) return drawn;
  const { left: x, top: y, width, height } = box;
  const viewBox = [x, y, width, height].map(px).join(' ');
  return element('svg', { class: 'part', x, y, width, height, viewBox, preserveAspectRatio: 'none' }, drawn);
}

/** A picture in its box, hatched where it was visited (null: everywhere) and has no colour. */
export function pictureMarkup(picture: Picture, visited: ArrayLike<number> | null, box: Box): string {
  const gaps = gapPath(picture, visited, box);
  const hatched = gaps === '' ? '' : element('path', { class: 'gaps', d: gaps, fill: 'url(#hatching)' });
  return `${hatched}\n${pixels(pngOfPicture(picture), box)}`;
}

/** Cut off at the edges of the map. */
function overlaid({ href, width, height, affine, opacity }: FigureOverlay, box: Box): string {
  const { xx, xy, yx, yy, x0, y0 } = affine;
  const matrix = [
    xx * box.width,
    yx * box.height,
    xy * box.width,
    yy * box.height,
    x0 * box.width,
    y0 * box.height,
  ]
    .map((v) => Number(v.toPrecision(9)))
    .join(' ');
  const image = element('image', {
    transform: `matrix(${matrix})`,
    width,
    height,
    opacity,
    preserveAspectRatio: 'none',
    href,
  });
  const { left: x, top: y } = box;
  return element('svg', { class: 'overlay', x, y, width: box.width, height: box.height }, image);
}

export function axesMarkup({ x, y, bar }: MapAxes, box: Box): string {
  const { left, top, width, height } = box;
  const bottom = top + height;
  const along = x.ticks.map(({ share, text }) => {
    const at = left + share * width;
    return tick(`M${px(at)},${px(bottom)}v${px(TICK)}`) + centred(text, at, bottom + TICK + NAME - 2);
  });
  const upwards = y.ticks.map(({ share, text }) => {
    const at = bottom - share * height;
    const label = beside(text, left - TICK - APART, at, { 'text-anchor': 'end' });
    return tick(`M${px(left)},${px(at)}h${px(-TICK)}`) + label;
  });
  const names = [centred(x.name, left + width / 2, bottom + TICK + 2 * NAME - 1)];
  if (y.name !== '') {
    const beyond = TICK + APART + widest(y.ticks.map((t) => t.text));
    names.push(upward(y.name, left - beyond - APART, top + height / 2));
  }
  return [
    frame(box),
    element('g', { class: 'x axis' }, along.join('')),
    element('g', { class: 'y axis' }, upwards.join('')),
    ...names,
    bar && height >= ROOM_FOR_BAR ? scaleBar(bar, box) : '',
  ].join('\n');
}

const centred = (text: string, x: number, y: number): string =>
  words(text, x, y, { 'text-anchor': 'middle' });

/** White on a dark plate in the lower right corner, as on the screen. */
function scaleBar({ share, text }: NonNullable<MapAxes['bar']>, box: Box): string {
  const length = share * box.width;
  const plate = Math.max(length, 1.1 * widthOf(text)) + 8;
  const right = box.left + box.width - 5;
  const bottom = box.top + box.height - 5;
  const middle = right - plate / 2;
  return element(
    'g',
    { class: 'scale-bar' },
    element('rect', {
      x: right - plate,
      y: bottom - 21,
      width: plate,
      height: 21,
      rx: 2,
      fill: '#000',
      'fill-opacity': 0.55,
    }) +
      element('path', {
        d: `M${px(middle - length / 2)},${px(bottom - 5)}h${px(length)}`,
        stroke: '#fff',
        'stroke-width': 2.5,
      }) +
      words(text, middle, bottom - 9.5, { 'text-anchor': 'middle', fill: '#fff', 'font-weight': 'bold' }),
  );
}
