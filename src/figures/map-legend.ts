/** What the colours of a map mean: a bar beside it, or its categories below it. */
import { categoryColour } from './colour';
import type { MapSpec } from '../experiments/experiment';
import { placeOf } from './limits';
import { barImage, type ShownMap } from './map-image';
import type { Picture } from './map-pixels';
import { categoryWord } from './map-words';
import type { Panel } from './panel';
import type { Box } from './plot-paths';
import {
  APART,
  beside,
  element,
  flow,
  frame,
  LINE,
  NAME,
  pixels,
  px,
  TICK,
  tick,
  upward,
  widest,
  widthOf,
} from './svg';
import { linearTicks, logTicks, unitWithExponent } from './ticks';

/** Room below a map for the ticks and the name of its axis, px. */
export const BELOW = TICK + 2 * NAME + 2;
/** A bar is at least so high, however low the map is, px. */
export const LEAST_BAR = 56;
const BAR = { left: 9, width: 9, spacing: 30 };
const SWATCH = 9;

/** The room that it takes right of the map, and its drawing for the box of the map in a panel. */
export interface Legend {
  readonly right: number;
  /** Its height is that of its lower end below the upper edge of the map. */
  readonly draw: (box: Box, left: number) => Panel;
}

/** The bar of a quantity; with a label its name is that and the unit, otherwise the unit alone. */
export function colourBar(
  { limits, log, colours }: Picture,
  { unit, factor, label = '' }: MapSpec['shown'] & { readonly label?: string },
  roughly: number,
): Legend {
  if (!limits) return { right: 0, draw: () => ({ height: 0, markup: '' }) };
  const scaled = { low: limits.low * factor, high: limits.high * factor };
  const n = Math.max(3, Math.floor(roughly / BAR.spacing));
  const { ticks, exponent } = (log ? logTicks : linearTicks)(scaled.low, scaled.high, n);
  const name = [label, unitWithExponent(unit, exponent)].filter(Boolean).join(' / ');
  const texts = BAR.width + TICK + APART + widest(ticks.map((t) => t.text));
  const draw = (drawn: Box): Panel => {
    const { top } = drawn;
    const left = drawn.left + drawn.width + BAR.left;
    const height = Math.max(LEAST_BAR, drawn.height);
    const box = { left, top, width: BAR.width, height };
    const marks = ticks.map(({ value, text }) => {
      const y = top + height * (1 - placeOf(value, scaled, log));
      const label = beside(text, left + BAR.width + TICK + APART, y);
      return tick(`M${px(left + BAR.width)},${px(y)}h${px(TICK)}`) + label;
    });
    const unitName = name === '' ? '' : upward(name, left + texts + NAME, top + height / 2);
    const inner = [pixels(barImage(colours), box), frame(box), ...marks, unitName].join('');
    return { height, markup: element('g', { class: 'colour-bar' }, inner) };
  };
  return { right: BAR.left + texts + (name === '' ? 0 : NAME + APART), draw };
}

/** The categories that the map has, each with its colour, below the map. */
export function categories({ map, values }: ShownMap, width: number): Legend {
  const present = new Set(Array.from(values));
  const found = Object.values(map.enumeration ?? {})
    .filter((code) => present.has(code))
    .map((code) => ({ code, word: categoryWord(map, code) }));
  const places = flow(
    found.map(({ word }) => SWATCH + 5 + widthOf(word)),
    width,
  );
  const draw = ({ top, height }: Box, left: number): Panel => {
    const first = top + height + BELOW + 4;
    const keys = found.map(({ code, word }, k) => {
      const [x, y] = [left + (places[k]?.x ?? 0), first + (places[k]?.row ?? 0) * LINE];
      const swatch = { x, y, width: SWATCH, height: SWATCH, fill: categoryColour(code) };
      return element('rect', swatch) + beside(word, x + SWATCH + 5, y + SWATCH / 2);
    });
    const rows = (places.at(-1)?.row ?? -1) + 1;
    return {
      height: height + BELOW + 4 + rows * LINE,
      markup: element('g', { class: 'legend' }, keys.join('')),
    };
  };
  return { right: 0, draw };
}
