/** SVG as text. Lengths are in CSS px, 96 to the inch, as on the screen. */
import type { Box } from './plot-paths';

/** The look of a figure: black on white, whatever the theme of the page. */
export const INK = '#000';
export const GREY = '#8a9299';
export const FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif";
/** px. */
export const TEXT = 10;
export const LINE = 13;
/** Width of a digit in the widest of the fonts that may stand in for Arial, px. */
const DIGIT = 0.636 * TEXT;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);

/** A number without digits that nobody sees. */
export const px = (n: number): string => String(Number(n.toFixed(3)));

type Attributes = Readonly<Record<string, string | number>>;

/** An element with its content, which is markup. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const given = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? px(value) : escaped(value)}"`)
    .join('');
  return content === '' ? `<${name}${given}/>` : `<${name}${given}>${content}</${name}>`;
}

/** Words at a place, with their base line there. */
export const words = (text: string, x: number, y: number, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escaped(text));

/** Words beside a tick or a swatch, with their middle at the height. */
export const beside = (text: string, x: number, y: number, attributes: Attributes = {}): string =>
  words(text, x, y, { dy: '0.35em', ...attributes });

/** Words that run upward, with their middle at a place. */
export const upward = (text: string, x: number, y: number): string =>
  element(
    'text',
    { transform: `translate(${px(x)},${px(y)}) rotate(-90)`, 'text-anchor': 'middle' },
    escaped(text),
  );

/** Length of a tick, room between it and its words, and room for a line of words along an edge, px. */
export const TICK = 3;
export const APART = 3;
export const NAME = 12;

/** An image that fills a box, its pixels sharp. */
export const pixels = (href: string, { left, top, width, height }: Box): string =>
  element('image', {
    x: left,
    y: top,
    width,
    height,
    preserveAspectRatio: 'none',
    style: 'image-rendering:pixelated',
    href,
  });

export const frame = ({ left, top, width, height }: Box): string =>
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

export const tick = (d: string): string => element('path', { d, stroke: INK, 'stroke-width': 0.75 });

/** About how wide words are, px; rather more than less. */
export const widthOf = (text: string): number => DIGIT * text.length;

export const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));

/** Words in lines of at most so many px, parted at spaces. */
export function lines(text: string, width: number): string[] {
  const made: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      made.push(line);
      line = word;
    } else line = longer;
  }
  return [...made, line];
}

/** Room between two keys of a legend, px. */
const BETWEEN = 9;

/** Places of things of some widths in rows of at most so many px. */
export function flow(
  widths: readonly number[],
  width: number,
): { readonly x: number; readonly row: number }[] {
  let x = 0;
  let row = 0;
  return widths.map((wide) => {
    if (x > 0 && x + wide > width) {
      x = 0;
      row += 1;
    }
    const place = { x, row };
    x += wide + BETWEEN;
    return place;
  });
}
