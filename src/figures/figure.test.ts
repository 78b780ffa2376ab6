import { DOMParser, type Element } from '@xmldom/xmldom';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../experiments/experiment';
import type { ImagePlot, Plot } from '../experiments/shown';
import { categoryPixel, SEQUENTIAL } from './colour';
import { figureOf, framesOf, type FigureLayout, type PanelContent } from './figure';
import { summarise, USUAL_CLIPPING } from './limits';
import type { ShownMap } from './map-image';
import { pixelOf } from './map-pixels';

const current: MapSpec = {
  name: 'i',
  title: 'Current <tip> & counter',
  unit: 'A',
  shown: { unit: 'pA', factor: 1e12 },
  scale: 'linear',
  errors: true,
};
const path = { rows: 3, columns: 4, x: [0, 2e-6, 4e-6, 6e-6], y: [0, 2e-6, 4e-6] };
/** The middle row has a gap of two pixels; the last pixel was not visited. */
const shown: ShownMap = {
  map: current,
  plane: 0,
  path,
  values: [0, 1, 2, 3, 4, NaN, NaN, 5, 6, 7, 8, NaN].map((v) => v * 1e-12),
  visited: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0],
  limits: { low: 0, high: 8e-12 },
  log: false,
};
const verdict: ShownMap = {
  ...shown,
  map: {
    name: 'verdict',
    title: 'Verdict',
    unit: '',
    shown: { unit: '', factor: 1 },
    scale: 'linear',
    errors: false,
    enumeration: { good: 0, no_contact: 3, slow: 5 },
  },
  values: [0, 0, 0, 0, 3, 3, 3, 3, 0, 0, 0, NaN],
  limits: null,
};
const wave: Plot = {
  title: 'Wave',
  x: { label: 'E', unit: 'V' },
  y: { label: 'I', unit: 'pA' },
  series: [
    { kind: 'line', name: 'first', x: [0, 1], y: [-140, 60] },
    { kind: 'points', name: 'peaks', x: [0.5], y: [0], error: [5] },
  ],
};

const map = (of: ShownMap): PanelContent => ({ kind: 'map', map: of });
const plot: PanelContent = { kind: 'plot', graph: wave };

function figure(panels: readonly PanelContent[], layout: Partial<FigureLayout> = {}): Element {
  const { svg } = figureOf(panels, { width_mm: 85, letters: true, ...layout });
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  if (!root) throw new Error('no root');
  return root;
}

const all = (of: Element, tag: string, cssClass?: string): Element[] =>
  Array.from(of.getElementsByTagName(tag)).filter(
    (e) => cssClass === undefined || e.getAttribute('class') === cssClass,
  );
const one = (of: Element, tag: string, cssClass?: string): Element => {
  const [found, ...others] = all(of, tag, cssClass);
  if (!found || others.length > 0) throw new Error(`${String(others.length + 1)} ${tag} ${cssClass ?? ''}`);
  return found;
};
const number = (of: Element, name: string): number => Number(of.getAttribute(name));
const texts = (of: Element): string[] => all(of, 'text').map((t) => t.textContent ?? '');
const pathStart = (of: Element): number[] => (of.getAttribute('d')?.match(/-?[\d.]+/g) ?? []).map(Number);

/** Packed pixels of an image, row 0 at its upper edge. */
function pixelsOf(image: Element): number[] {
  const bytes = Buffer.from(image.getAttribute('href')?.split(',')[1] ?? '', 'base64');
  const { data } = decode(bytes, { checkCrc: true });
  return [...new Uint32Array(Uint8Array.from(data).buffer)];
}

describe('the size of a figure', () => {
  it('is what was asked for, in mm, with 96 px to the inch', () => {
    for (const width_mm of [85, 170, 62.5]) {
      const root = figure([map(shown)], { width_mm });
      expect(root.getAttribute('width')).toBe(`${String(width_mm)}mm`);
      const [x, y, width = NaN, height = NaN] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
      expect([x, y]).toEqual([0, 0]);
      expect(width / 96).toBeCloseTo(width_mm / 25.4, 4);
      expect(Number.parseFloat(root.getAttribute('height') ?? '')).toBeCloseTo((height / 96) * 25.4, 2);
    }
  });

  it('holds everything that is drawn in it', () => {
    const root = figure([map(shown), map(verdict), plot], { width_mm: 170 });
    const [, , width = NaN, height = NaN] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
    for (const rect of [...all(root, 'rect'), ...all(root, 'image')]) {
      expect(number(rect, 'x') + number(rect, 'width')).toBeLessThanOrEqual(width);
      expect(number(rect, 'y') + number(rect, 'height')).toBeLessThanOrEqual(height);
    }
  });
});

describe('a micrograph over a map in a figure', () => {
  const overlay = {
    href: 'data:image/png;base64,AAAA',
    width: 200,
    height: 100,
    affine: { xx: 1 / 200, xy: 0, yx: 0, yy: 1 / 100, x0: 0.25, y0: 0 },
    opacity: 0.4,
  };

  it('lies where it belongs, and ends with the map', () => {
    const root = figure([map({ ...shown, overlay })]);
    const [nested] = all(root, 'svg').filter((e) => e.getAttribute('class') === 'overlay');
    const box = all(root, 'rect').find((e) => e.getAttribute('class') === 'frame');
    for (const side of ['x', 'y', 'width', 'height'])
      expect(nested?.getAttribute(side)).toBe(box?.getAttribute(side));
    const image = nested && all(nested, 'image')[0];
    expect(image?.getAttribute('opacity')).toBe('0.4');
    const [a, b, c, d, e, f] = (image?.getAttribute('transform') ?? '').match(/-?[\d.]+/g)?.map(Number) ?? [];
    const [width, height] = ['width', 'height'].map((side) => Number(box?.getAttribute(side)));
    expect([b, c, f]).toEqual([0, 0, 0]);
    expect(a! * 200).toBeCloseTo(width!, 2);
    expect(d! * 100).toBeCloseTo(height!, 2);
    expect(e).toBeCloseTo(width! / 4, 2);
  });

  it('is not there without one', () => {
    expect(figureOf([map({ ...shown, overlay: null })], { width_mm: 85, letters: true }).svg).not.toContain(
      'overlay',
    );
  });
});

describe('a map in a figure', () => {
  it('has the colours of the screen, row 0 at the lower edge, clear where there is no number', () => {
    const [image] = all(figure([map(shown)]), 'image');
    const rows = [2, 1, 0].flatMap((row) => [0, 1, 2, 3].map((column) => row * 4 + column));
    expect(image && pixelsOf(image)).toEqual(
      rows.map((at) => pixelOf(shown.values[at] ?? NaN, 'sequential', shown)),
    );
    expect(image?.getAttribute('style')).toBe('image-rendering:pixelated');
  });

  it('has square pixels on a square pitch', () => {
    const [image] = all(figure([map(shown)]), 'image');
    expect(image && number(image, 'width') / 4).toBeCloseTo((image && number(image, 'height') / 3) ?? NaN, 2);
  });

  it('hatches pixels that were visited and have no number, not those that were left out', () => {
    const root = figure([map(shown)]);
    const [image] = all(root, 'image');
    const gaps = one(root, 'path', 'gaps');
    expect(gaps.getAttribute('fill')).toBe('url(#hatching)');
    expect(one(root, 'pattern').getAttribute('id')).toBe('hatching');
    const pixel = image ? number(image, 'width') / 4 : NaN;
    const [x, y, wide, high] = pathStart(gaps);
    expect(gaps.getAttribute('d')?.match(/M/g)).toHaveLength(1);
    expect(x).toBeCloseTo((image ? number(image, 'x') : NaN) + pixel, 2);
    expect(y).toBeCloseTo((image ? number(image, 'y') : NaN) + pixel, 2);
    expect([wide, high]).toEqual([expect.closeTo(2 * pixel, 2), expect.closeTo(pixel, 2)]);
  });

  it('has a scale bar as long as its text says on the axes', () => {
    const root = figure([map(shown)]);
    const bar = one(root, 'g', 'scale-bar');
    expect(texts(bar)).toEqual(['2\u00a0µm']);
    const drawn = pathStart(one(bar, 'path'))[2] ?? NaN;
    const ticks = all(one(root, 'g', 'x axis'), 'text');
    const at = (text: string): number => number(ticks.find((t) => t.textContent === text) as Element, 'x');
    expect(drawn).toBeCloseTo(at('2') - at('0'), 2);
    expect(at('2')).toBeGreaterThan(at('0'));
  });

  it('has axes in µm and its title, whatever signs are in it', () => {
    const root = figure([map(shown)]);
    expect(texts(root)).toEqual(expect.arrayContaining(['x / µm', 'y / µm', 'Current <tip> & counter']));
  });

  it('has a colour bar with the ticks of its limits at their places, and its unit', () => {
    const root = figure([map(shown)]);
    const bar = one(root, 'g', 'colour-bar');
    expect(texts(bar)).toContain('pA');
    const image = one(bar, 'image');
    expect(pixelsOf(image)).toEqual([...SEQUENTIAL].reverse());
    const [top, height] = [number(image, 'y'), number(image, 'height')];
    const ticks = all(bar, 'text').filter((t) => t.textContent !== 'pA');
    expect(ticks.length).toBeGreaterThan(2);
    for (const tick of ticks) {
      expect(number(tick, 'y')).toBeCloseTo(top + height * (1 - Number(tick.textContent) / 8), 2);
    }
  });

  it('places the ticks of a log scale by their logarithms', () => {
    const log = { ...shown, limits: { low: 1e-12, high: 100e-12 }, log: true };
    const bar = one(figure([map(log)]), 'g', 'colour-bar');
    const image = one(bar, 'image');
    const ten = all(bar, 'text').find((t) => t.textContent === '10');
    expect(ten && number(ten, 'y')).toBeCloseTo(number(image, 'y') + number(image, 'height') / 2, 2);
  });

  it('names the categories that it has, in the colours of their pixels', () => {
    const root = figure([map(verdict)]);
    const legend = one(root, 'g', 'legend');
    expect(texts(legend)).toEqual(['good', 'no contact']);
    const fills = all(legend, 'rect').map((r) => r.getAttribute('fill') ?? '');
    const bytes = (hex: string): number =>
      Number.parseInt(hex.slice(1).match(/../g)?.reverse().join('') ?? '', 16);
    expect(fills.map(bytes)).toEqual([0, 3].map((code) => categoryPixel(code) & 0xffffff));
    expect(all(root, 'g', 'colour-bar')).toEqual([]);
  });

  it('has neither bar nor colours before there is a number', () => {
    const empty = { ...shown, values: shown.values && Array.from(shown.values, () => NaN), limits: null };
    expect(all(figure([map(empty)]), 'g', 'colour-bar')).toEqual([]);
  });

  it('has no scale where its columns are the points of a list', () => {
    const list = { rows: 1, columns: 3, x: [1, 2, 3], y: [1], listed: true };
    const root = figure([map({ ...shown, path: list, values: [1, 2, 3], visited: [1, 1, 1] })]);
    expect(all(root, 'g', 'scale-bar')).toEqual([]);
    expect(texts(root)).toContain('point');
    expect(texts(root)).not.toContain('y / µm');
  });
});

describe('a part of a map in a figure', () => {
  /** Right half, upper half: from 3 to 7 µm, from 2 to 5 µm. */
  const root = figure([map({ ...shown, window: { left: 0.5, top: 0, share: 0.5 } })]);
  const part = all(root, 'svg', 'part')[0]!;

  it('is cut off at the frame, with the same pixels', () => {
    const frame = all(root, 'rect').find((e) => e.getAttribute('class') === 'frame')!;
    for (const side of ['x', 'y', 'width', 'height'])
      expect(part.getAttribute(side)).toBe(frame.getAttribute(side));
    const [x, y, width, height] = (part.getAttribute('viewBox') ?? '').split(' ').map(Number);
    const [image] = all(part, 'image');
    expect(image && number(image, 'width')).toBeCloseTo(2 * width!, 2);
    expect(image && number(image, 'height')).toBeCloseTo(2 * height!, 2);
    expect(image && number(image, 'x') + number(image, 'width')).toBeCloseTo(x! + width!, 2);
    expect(image && number(image, 'y')).toBeCloseTo(y!, 2);
    expect(image && pixelsOf(image)).toEqual(pixelsOf(all(figure([map(shown)]), 'image')[0]!));
  });

  it('has the axes and the scale bar of what is seen', () => {
    const ticks = (axis: string): number[] => texts(one(root, 'g', axis)).map(Number);
    const whole = figure([map(shown)]);
    const of = (axis: string): number[] => texts(one(whole, 'g', axis)).map(Number);
    expect(Math.min(...ticks('x axis'))).toBeGreaterThanOrEqual(3);
    expect(Math.max(...ticks('x axis'))).toBeLessThanOrEqual(7);
    expect(Math.min(...of('x axis'))).toBeLessThan(3);
    expect(Math.min(...ticks('y axis'))).toBeGreaterThanOrEqual(2);
    expect(texts(one(root, 'g', 'scale-bar'))).toEqual(['1\u00a0µm']);
  });

  it('cuts off what lies over it with it', () => {
    const affine = { xx: 1 / 200, xy: 0, yx: 0, yy: 1 / 100, x0: 0, y0: 0 };
    const overlay = { href: 'data:image/png;base64,AAAA', width: 200, height: 100, affine, opacity: 1 };
    const over = figure([map({ ...shown, overlay, window: { left: 0.5, top: 0, share: 0.5 } })]);
    const cut = all(over, 'svg', 'part')[0]!;
    const [laid] = all(cut, 'svg', 'overlay');
    const [image] = all(cut, 'image');
    for (const side of ['x', 'width']) expect(laid?.getAttribute(side)).toBe(image?.getAttribute(side));
  });
});

describe('a plot in a figure', () => {
  it('has its axes, title, legend and every series', () => {
    const root = figure([plot]);
    expect(texts(root)).toEqual(expect.arrayContaining(['Wave', 'E / V', 'I / pA', 'first', 'peaks']));
    const drawn = one(root, 'g', 'plot');
    expect(all(drawn, 'circle')).toHaveLength(1);
    expect(figureOf([plot], { width_mm: 85, letters: false }).svg).not.toContain('light-dark');
  });

  it('tells series of points apart by the colours of the legend', () => {
    const dots = (name: string, y: number) => ({ kind: 'points' as const, name, x: [0, 1], y: [y, y] });
    const root = figure([{ kind: 'plot', graph: { ...wave, series: [dots('in', 1), dots('out', 2)] } }]);
    const fills = (of: Element): (string | null)[] => all(of, 'circle').map((c) => c.getAttribute('fill'));
    const [first, second] = fills(one(root, 'g', 'legend'));
    expect(first).not.toBe(second);
    expect(fills(one(root, 'g', 'plot'))).toEqual([first, first, second, second]);
  });

  it('says so where nothing was recorded', () => {
    expect(texts(figure([{ kind: 'plot', graph: { ...wave, series: [] } }]))).toContain(
      'Nothing was recorded.',
    );
  });
});

describe('panels', () => {
  const letters = (root: Element): string[] => all(root, 'text', 'letter').map((t) => t.textContent ?? '');

  it('have letters in their order, a single one has none', () => {
    expect(letters(figure([map(shown), map(verdict), plot]))).toEqual(['a', 'b', 'c']);
    expect(letters(figure([map(shown), map(verdict)], { letters: false }))).toEqual([]);
    expect(letters(figure([map(shown)]))).toEqual([]);
    expect(letters(figure(new Array(28).fill(map(shown)))).slice(25)).toEqual(['z', 'aa', 'ab']);
  });

  it('stand side by side where there is room, in rows that are filled evenly', () => {
    const lefts = (n: number, width_mm: number): number =>
      new Set(
        all(figure(new Array(n).fill(plot), { width_mm }), 'g', 'plot').map(
          (g) => g.getAttribute('transform')?.split(',')[0],
        ),
      ).size;
    expect([1, 2, 3, 4, 5].map((n) => lefts(n, 170))).toEqual([1, 2, 3, 2, 3]);
    expect(lefts(3, 85)).toBe(1);
  });
});

describe('frames of a movie', () => {
  const wide = {
    ...shown,
    map: { ...current, title: 'Current through the tip and its counter electrode while held' },
  };
  const fine = { ...shown, limits: { low: 1.23456e-12, high: 1.23489e-12 } };
  const frames = framesOf([map(shown), map(fine), map(wide), map(verdict)], 60);
  const parsed = frames.map(({ svg }) => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    if (!root) throw new Error('no root');
    return root;
  });

  it('are figures of their own of one size', () => {
    expect(frames).toHaveLength(4);
    expect(frames.map(({ width_mm }) => width_mm)).toEqual([60, 60, 60, 60]);
    expect(new Set(frames.map(({ height_mm }) => height_mm)).size).toBe(1);
    expect(new Set(parsed.map((root) => root.getAttribute('viewBox'))).size).toBe(1);
    expect(parsed.flatMap((root) => all(root, 'text', 'letter'))).toEqual([]);
    expect(texts(parsed[3]!)).toContain('no contact');
  });

  it('have their maps at one place, whatever ticks and titles stand around', () => {
    const places = parsed.map((root) => {
      const [image] = all(root, 'image');
      return image && ['x', 'y', 'width', 'height'].map((side) => number(image, side));
    });
    for (const place of places) expect(place).toEqual(places[0]);
    expect(figureOf([map(wide)], { width_mm: 60, letters: false }).height_mm).toBeGreaterThan(
      figureOf([map(shown)], { width_mm: 60, letters: false }).height_mm,
    );
  });
});

describe('an image plot in a figure', () => {
  const image: ImagePlot = {
    title: 'I(x, z)',
    x: { label: 'x', unit: 'µm', first: 0, last: 2 },
    y: { label: 'z', unit: 'nm', first: 0, last: 100 },
    z: { label: 'I', unit: 'nA' },
    rows: 2,
    columns: 3,
    values: [0, 1, 2, 3, 4, NaN],
  };
  const root = figure([{ kind: 'image', graph: image }]);

  it('has the colours of its values between its percentiles, the least y below, and hatching where nothing is', () => {
    const limits = summarise(image.values, false, USUAL_CLIPPING).limits;
    const colour = (v: number): number => pixelOf(v, 'sequential', { limits, log: false });
    const [picture] = all(root, 'image');
    expect(picture && pixelsOf(picture)).toEqual([3, 4, NaN, 0, 1, 2].map(colour));
    expect(all(root, 'path', 'gaps')).toHaveLength(1);
  });

  it('names its axes and its colours', () => {
    expect(texts(root)).toEqual(expect.arrayContaining(['I(x, z)', 'x / µm', 'z / nm', 'I / nA']));
  });
});

describe('a timeline in a figure', () => {
  const time = [0, 3600, 7200, 14_400];
  const line = (y: readonly number[]): Plot['series'] => [{ kind: 'line', name: 'y', x: time, y }];
  const panel = (label: string, series: Plot['series']): Plot => ({
    title: label,
    x: { label: 't', unit: 's' },
    y: { label, unit: 'V' },
    series,
  });
  const root = figure([
    {
      kind: 'timeline',
      graph: { title: 'Track', panels: [panel('E', line([1, 2, 3, 1])), panel('I', line([-500, 0, 1, 2]))] },
    },
  ]);

  it('has its panels one above the other, of one width, with one axis of time in a unit that suits it', () => {
    const words = texts(root);
    expect(words.filter((t) => t === 't / h')).toHaveLength(1);
    expect(words).toEqual(expect.arrayContaining(['E / V', 'I / V', '0', '1', '2', '3', '4']));
    const frames = all(root, 'rect').filter((r) => r.getAttribute('fill') === 'none');
    expect(frames.map((r) => [number(r, 'x'), number(r, 'width')])).toEqual([
      [frames[0] && number(frames[0], 'x'), frames[0] && number(frames[0], 'width')],
      [frames[0] && number(frames[0], 'x'), frames[0] && number(frames[0], 'width')],
    ]);
  });

  it('says so where nothing was recorded', () => {
    const empty = figure([{ kind: 'timeline', graph: { title: 'Track', panels: [panel('E', [])] } }]);
    expect(texts(empty)).toContain('Nothing was recorded.');
  });
});
