/** A figure for print: panels of maps and plots at a width in mm, as one SVG that says its size. */
import type { ImagePlot, Plot, Timeline } from '../experiments/shown';
import { HATCHING } from './hatching';
import { layOutImage } from './image-panel';
import type { ShownMap } from './map-image';
import { layOutMap, mapPanel, type Margins } from './map-panel';
import { planeTitle } from './map-words';
import type { Panel, Place } from './panel';
import { plotPanel } from './plot-panel';
import { element, FONT, INK, LINE, lines, px, TEXT, words } from './svg';
import { timelinePanel } from './timeline-panel';

/** What is drawn beside maps. */
export type Graph =
  | { readonly kind: 'plot'; readonly graph: Plot }
  | { readonly kind: 'timeline'; readonly graph: Timeline }
  | { readonly kind: 'image'; readonly graph: ImagePlot };

export type PanelContent = { readonly kind: 'map'; readonly map: ShownMap } | Graph;

/** All that a run or a pixel has to be drawn, in the order of the page. */
export const graphsOf = ({
  timelines = [],
  images = [],
  plots,
}: {
  readonly timelines?: readonly Timeline[];
  readonly images?: readonly ImagePlot[];
  readonly plots: readonly Plot[];
}): Graph[] => [
  ...timelines.map((graph) => ({ kind: 'timeline', graph }) as const),
  ...images.map((graph) => ({ kind: 'image', graph }) as const),
  ...plots.map((graph) => ({ kind: 'plot', graph }) as const),
];

export interface FigureLayout {
  readonly width_mm: number;
  /** Whether panels are marked a, b, c …; a single one never is. */
  readonly letters: boolean;
}

/** Widths that can be asked for, mm. */
export const WIDTHS = { least: 40, most: 400 } as const;

/** CSS px of a mm. */
const PX = 96 / 25.4;
/** Panels that would be narrower stand below each other, mm. */
const NARROWEST = 55;
const GAP = 12;
const MARGIN = 4;
/** Room for a letter before the title. */
const LETTER = 14;

export interface Figure {
  readonly svg: string;
  readonly width_mm: number;
  readonly height_mm: number;
}

/**
 * The figure as SVG. Panels stand in rows of equal widths, as many as have room. Colours, limits and hatching are those
 * of the screen; words and lines are black on white.
 */
export function figureOf(panels: readonly PanelContent[], { width_mm, letters }: FigureLayout): Figure {
  const width = width_mm * PX;
  const columns = columnsFor(panels.length, width_mm);
  const wide = (width - 2 * MARGIN - (columns - 1) * GAP) / columns;
  const laidOut = panels.map((content) => layOut(content, wide));
  const margins = marginsOf(laidOut);
  let top = MARGIN;
  let bottom = top;
  const drawn = laidOut.map(({ title, draw }, k) => {
    const column = k % columns;
    if (column === 0 && k > 0) top = bottom + GAP;
    const left = MARGIN + column * (wide + GAP);
    const letter = letters && panels.length > 1 ? letterOf(k) : '';
    const head = heading(title, letter, left, top, wide);
    const body = draw(margins, { left, top: top + head.height, width: wide }, `plot-${String(k)}`);
    bottom = Math.max(bottom, top + head.height + body.height);
    return panelMarkup(head, body);
  });
  return figure(width_mm, bottom + MARGIN, drawn);
}

/** A figure for each panel. They are of one size with everything at one place, so that they can follow each other as a movie. */
export function framesOf(panels: readonly PanelContent[], width_mm: number): Figure[] {
  const width = width_mm * PX;
  const wide = width - 2 * MARGIN;
  const laidOut = panels.map((content) => layOut(content, wide));
  const margins = marginsOf(laidOut);
  const heads = laidOut.map(({ title }) => heading(title, '', MARGIN, MARGIN, wide));
  const top = MARGIN + Math.max(0, ...heads.map(({ height }) => height));
  const frames = laidOut.map(({ draw }, k) => {
    const body = draw(margins, { left: MARGIN, top, width: wide }, 'plot-0');
    return { height: body.height, markup: panelMarkup(heads[k], body) };
  });
  const height = top + Math.max(0, ...frames.map((frame) => frame.height)) + MARGIN;
  return frames.map(({ markup }) => figure(width_mm, height, [markup]));
}

const figure = (width_mm: number, height: number, panels: readonly string[]): Figure => ({
  svg: document(width_mm * PX, height, panels),
  width_mm,
  height_mm: height / PX,
});

const panelMarkup = (head: Panel | undefined, body: Panel): string =>
  element('g', { class: 'panel' }, `${head?.markup ?? ''}\n${body.markup}`);

/** Room that suits all of them. */
const marginsOf = (panels: readonly LaidOut[]): Margins => ({
  left: Math.max(0, ...panels.map(({ margins }) => margins.left)),
  right: Math.max(0, ...panels.map(({ margins }) => margins.right)),
});

interface LaidOut {
  readonly title: string;
  readonly margins: Margins;
  readonly draw: (margins: Margins, place: Place, id: string) => Panel;
}

function layOut(content: PanelContent, width: number): LaidOut {
  if (content.kind === 'map') return layOutShown(content.map, width);
  const { title } = content.graph;
  if (content.kind === 'image') return { title, ...layOutImage(content.graph, width) };
  const draw: LaidOut['draw'] = (_margins, place, id) =>
    content.kind === 'plot' ? plotPanel(content.graph, place, id) : timelinePanel(content.graph, place, id);
  return { title, margins: { left: 0, right: 0 }, draw };
}

function layOutShown(shown: ShownMap, width: number): LaidOut {
  const map = layOutMap(shown, width);
  return {
    title: planeTitle(shown),
    margins: map.margins,
    draw: (margins, place) => mapPanel(map, margins, place),
  };
}

/** The fewest rows, filled as evenly as can be. */
function columnsFor(n: number, width_mm: number): number {
  const most = Math.max(1, Math.floor(width_mm / NARROWEST));
  return Math.max(1, Math.ceil(n / Math.ceil(n / most)));
}

/** a … z, then aa, ab … */
const letterOf = (k: number): string =>
  (k >= 26 ? letterOf(Math.floor(k / 26) - 1) : '') + String.fromCharCode(97 + (k % 26));

function heading(title: string, letter: string, left: number, top: number, width: number): Panel {
  const indent = letter === '' ? 0 : LETTER;
  const titleLines = lines(title, width - indent);
  const base = (k: number): number => top + k * LINE + TEXT;
  const first = letter === '' ? '' : words(letter, left, base(0), { class: 'letter', 'font-weight': 'bold' });
  return {
    height: titleLines.length * LINE + 6,
    markup: first + titleLines.map((line, k) => words(line, left + indent, base(k))).join(''),
  };
}

function document(width: number, height: number, panels: readonly string[]): string {
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: `${px(width / PX)}mm`,
    height: `${px(height / PX)}mm`,
    viewBox: `0 0 ${px(width)} ${px(height)}`,
    'font-family': FONT,
    'font-size': TEXT,
    fill: INK,
  };
  const ground = element('rect', { width, height, fill: '#fff' });
  return `${element('svg', root, `\n${[hatching(), ground, ...panels].join('\n')}\n`)}\n`;
}

function hatching(): string {
  const { tile, width, grey, opacity } = HATCHING;
  const strokes = [-tile, 0, tile]
    .map((x) => `M${px(x - 1)},${px(tile + 1)}L${px(x + tile + 1)},-1`)
    .join('');
  const lined = element('path', {
    d: strokes,
    stroke: grey,
    'stroke-opacity': opacity,
    'stroke-width': width,
  });
  const pattern = { id: 'hatching', width: tile, height: tile, patternUnits: 'userSpaceOnUse' };
  return element('defs', {}, element('pattern', pattern, lined));
}
