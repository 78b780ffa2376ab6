/** A map as a panel of a figure: its pixels, axes in µm, scale bar, and what its colours mean. */
import { categoryColour } from './colour';
import { placeOf } from './limits';
import { axesOf, type MapAxes } from './map-axes';
import { aspectOf, extentOf } from './map-geometry';
import { barImage, gapPath, mapImage, type ShownMap } from './map-image';
import { categoryWord } from './map-words';
import type { Box } from './plot-paths';
import { beside, element, INK, px, TEXT, upward, widest, widthOf, words } from './svg';
import { linearTicks, logTicks, unitWithExponent } from './ticks';

/** Markup that stands below a height, and how high it is, px. */
export interface Panel {
  readonly height: number;
  readonly markup: string;
}

/** A map is drawn at most so many times as high as its panel is wide. */
const TALLEST = 1.3;
const SPACING = { x: 44, y: 36, point: 24 };
const TICK = 3;
const APART = 3;
/** Room for a line of words along an edge, px. */
const NAME = 12;
const BOTTOM = TICK + 2 * NAME + 2;
const BAR = { left: 9, width: 9, least: 56, spacing: 30 };
const SWATCH = 9;
/** A map must be so high for a scale bar in it. */
const ROOM_FOR_BAR = 40;

/** The panel of a map, `top` px below the upper edge of the figure and `left` px from its left edge. */
export function mapPanel(shown: ShownMap, left: number, top: number, width: number): Panel {
  const extent = extentOf(shown.path);
  const aspect = aspectOf(extent);
  const highest = TALLEST * width;
  const listed = shown.path.listed ?? false;
  const roughly = { width: 0.65 * width, height: Math.min(highest, (0.65 * width) / aspect) };
  const axes = axesOf(extent, roughly, listed, SPACING);
  const legend = legendOf(shown, Math.max(BAR.least, roughly.height));
  const before = axes.y.name === '' ? TICK : NAME + APART + TICK + widest(axes.y.ticks.map((t) => t.text));
  const room = width - before - BAR.left - legend.width;
  const wide = Math.min(room, highest * aspect);
  const box = { left: left + before, top, width: wide, height: wide / aspect };
  const beyond = box.left + box.width + BAR.left;
  const tall = Math.max(BAR.least, box.height);
  return {
    height: Math.max(box.height + BOTTOM, tall, legend.height),
    markup: [
      hatched(shown, box),
      pixels(mapImage(shown), box),
      axesMarkup(axes, box),
      legend.draw(beyond, top, tall),
    ].join('\n'),
  };
}

const pixels = (href: string, { left, top, width, height }: Box): string =>
  element('image', {
    x: left,
    y: top,
    width,
    height,
    preserveAspectRatio: 'none',
    style: 'image-rendering:pixelated',
    href,
  });

function hatched(shown: ShownMap, box: Box): string {
  const path = gapPath(shown, box);
  return path === '' ? '' : element('path', { class: 'gaps', d: path, fill: 'url(#hatching)' });
}

function axesMarkup({ x, y, bar }: MapAxes, box: Box): string {
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

const frame = ({ left, top, width, height }: Box): string =>
  element('rect', {
    class: 'frame',
    x: left,
    y: top,
    width,
    height,
    fill: 'none',
    stroke: INK,
    'stroke-width': 0.75,
  });

const tick = (d: string): string => element('path', { d, stroke: INK, 'stroke-width': 0.75 });

const centred = (text: string, x: number, y: number): string =>
  words(text, x, y, { 'text-anchor': 'middle' });

/** White on a dark plate in the lower right corner, as on the screen. */
function scaleBar({ share, text }: NonNullable<MapAxes['bar']>, box: Box): string {
  const length = share * box.width;
  const plate = Math.max(length, widthOf(text)) + 8;
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

/** What colours mean: how much room that takes, and its drawing at a place with a height for the bar. */
interface Legend {
  readonly width: number;
  readonly height: number;
  readonly draw: (left: number, top: number, height: number) => string;
}

const NONE: Legend = { width: 0, height: 0, draw: () => '' };

function legendOf(shown: ShownMap, height: number): Legend {
  return shown.map.enumeration ? categories(shown) : colourBar(shown, height);
}

function colourBar({ map, limits, log }: ShownMap, roughly: number): Legend {
  if (!limits) return NONE;
  const { factor, unit } = map.shown;
  const scaled = { low: limits.low * factor, high: limits.high * factor };
  const n = Math.max(3, Math.floor(roughly / BAR.spacing));
  const { ticks, exponent } = (log ? logTicks : linearTicks)(scaled.low, scaled.high, n);
  const name = unitWithExponent(unit, exponent);
  const texts = BAR.width + TICK + APART + widest(ticks.map((t) => t.text));
  const draw = (left: number, top: number, height: number): string => {
    const box = { left, top, width: BAR.width, height };
    const marks = ticks.map(({ value, text }) => {
      const y = top + height * (1 - placeOf(value, scaled, log));
      const label = beside(text, left + BAR.width + TICK + APART, y);
      return tick(`M${px(left + BAR.width)},${px(y)}h${px(TICK)}`) + label;
    });
    const unitName = name === '' ? '' : upward(name, left + texts + NAME, top + height / 2);
    const inner = [pixels(barImage(), box), frame(box), ...marks, unitName].join('');
    return element('g', { class: 'colour-bar' }, inner);
  };
  return { width: texts + (name === '' ? 0 : NAME + APART), height: 0, draw };
}

/** The categories that the map has, each with its colour. */
function categories({ map, values }: ShownMap): Legend {
  const present = new Set(Array.from(values));
  const found = Object.values(map.enumeration ?? {})
    .filter((code) => present.has(code))
    .map((code) => ({ code, word: categoryWord(map, code) }));
  const row = TEXT + 4;
  const draw = (left: number, top: number): string => {
    const keys = found.map(({ code, word }, k) => {
      const y = top + k * row;
      const swatch = { x: left, y, width: SWATCH, height: SWATCH, fill: categoryColour(code) };
      return element('rect', swatch) + beside(word, left + SWATCH + 5, y + SWATCH / 2);
    });
    return element('g', { class: 'legend' }, keys.join(''));
  };
  return { width: SWATCH + 5 + widest(found.map((f) => f.word)), height: found.length * row, draw };
}
