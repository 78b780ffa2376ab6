/** A planned path as it is drawn before a start: its frame, its way as a thin line, and what is to be said of it. */
import type { Experiment, Path, Point, Recipe } from '../../experiments/experiment';
import { numberOf } from '../../experiments/recipe/recipe';
import { fixed, quantity, significant } from '../../quantity';
import { extentOf, type Extent } from '../../figures/map-geometry';

/** Corners of the drawn way at most; of a longer one the beginning is drawn. */
const MOST_CORNERS = 4000;
/** Of the frame's side, beyond the outermost droplets. */
const MARGIN = 0.06;

type Place = Pick<Point, 'x' | 'y'>;

/** A square frame round the places, each with room about it, m; null without any. */
export function frameOf(places: readonly Place[], room: number): Extent | null {
  if (places.length === 0) return null;
  const [x, y] = [bounds(places.map((p) => p.x)), bounds(places.map((p) => p.y))];
  const side = (1 + MARGIN) * (Math.max(x[1] - x[0], y[1] - y[0]) + 2 * room);
  const around = ([low, high]: readonly [number, number]): readonly [number, number] => [
    (low + high - side) / 2,
    (low + high + side) / 2,
  ];
  return { x: around(x), y: around(y) };
}

function bounds(values: readonly number[]): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}

/** Radii about a single place. */
const LONELY = 10;

/**
 * The frame that a path is first shown in: a grid fills it to its edges, points and a line are seen on the map that lies beneath.
 * Without a path that map, or else the stage, fills it.
 * @param radius of what the probe covers, m
 */
export function firstFrame(
  path: Path | null,
  { radius, map, stage }: { readonly radius: number; readonly map: Extent | null; readonly stage: Stage },
): Extent | null {
  const beneath = map ? cornersOf(map) : [];
  if (!path) {
    const { x, y } = stage;
    return frameOf(map ? beneath : cornersOf({ x: [x.min, x.max], y: [y.min, y.max] }), radius);
  }
  const [first] = path.points;
  const lonely = path.points.every(({ x, y }) => x === first?.x && y === first.y);
  const room = lonely ? LONELY * radius : radius;
  return frameOf([...path.points, ...(path.rows === 1 ? beneath : cornersOf(extentOf(path)))], room);
}

const cornersOf = ({ x, y }: Extent): Place[] => [
  { x: x[0], y: y[0] },
  { x: x[1], y: y[1] },
];

export interface Way {
  /** Path text of an SVG, in µm, y downward. */
  readonly line: string;
  /** Points that the line goes through, straight on or round a corner. */
  readonly points: number;
}

/** The way from point to point. What lies on a straight line between two others is left out, which shows the same line. */
export function wayOf(points: readonly Place[], most = MOST_CORNERS): Way {
  const corners: Place[] = [];
  let k = 0;
  for (; k < points.length && corners.length < most; k++) {
    const [before, here, after] = [points[k - 1], points[k], points[k + 1]];
    if (here && !(before && after && isStraight(before, here, after))) corners.push(here);
  }
  return { line: corners.map((p, n) => `${n === 0 ? 'M' : 'L'}${inMicrometres(p)}`).join(''), points: k };
}

/** Coordinates as the SVG has them: µm, y downward. */
export const inMicrometres = ({ x, y }: Place): string => `${micro(x)},${micro(-y)}`;

const micro = (metres: number): string => String(Number((metres * 1e6).toFixed(4)));

/** Straight on to a thousandth of the steps; a turn back is a corner. */
function isStraight(a: Place, b: Place, c: Place): boolean {
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - b.x, c.y - b.y];
  const size = Math.hypot(ux, uy) * Math.hypot(vx, vy);
  return Math.abs(ux * vy - uy * vx) <= 1e-3 * size && ux * vx + uy * vy > 0;
}

/** Droplets at most that are drawn, from the start on. */
const MOST_DROPLETS = 20_000;

/** A stroke without length at every place: with round ends it is a disc as wide as the stroke. */
export const dotsOf = (points: readonly Place[]): string =>
  points
    .slice(0, MOST_DROPLETS)
    .map((p) => `M${inMicrometres(p)}h0`)
    .join('');

/** Travel of a stage, m. */
export interface Stage {
  readonly x: { readonly min: number; readonly max: number };
  readonly y: { readonly min: number; readonly max: number };
}

/** What forms take for the stage while no instrument is connected: as far as their fields go. */
export const USUAL_STAGE: Stage = { x: { min: 0, max: 100e-6 }, y: { min: 0, max: 100e-6 } };

/** How many points lie beyond the travel of the stage. */
export const beyond = (points: readonly Place[], { x, y }: Stage): number =>
  points.filter((p) => p.x < x.min || p.x > x.max || p.y < y.min || p.y > y.max).length;

/** What the probe covers at a point: what a droplet wets, or the opening of a pipette in the electrolyte. */
export interface Footprint {
  readonly label: string;
  /** In a sentence: `wetted ground`. */
  readonly what: string;
  /** m. */
  readonly radius: number;
}

/** That of a recipe: of the opening where the experiment asks for its radius. */
export function footprintOf({ fields }: Pick<Experiment, 'fields'>, recipe: Recipe): Footprint {
  const opening = fields.some(({ key }) => key === 'pipetteRadius');
  return opening
    ? { label: 'Opening', what: 'the opening', radius: numberOf(recipe, 'pipetteRadius') }
    : { label: 'Droplet', what: 'wetted ground', radius: numberOf(recipe, 'contactRadius') };
}

/** The path in labels and words. */
export function pathFacts(
  path: Path,
  { label, radius }: Footprint,
): { readonly label: string; readonly text: string }[] {
  const { points, x, y, listed, rows, columns } = path;
  const [xs, ys] = [bounds(points.map((p) => p.x)), bounds(points.map((p) => p.y))];
  let length = 0;
  points.forEach((p, k) => {
    const before = points[k - 1] ?? p;
    length += Math.hypot(p.x - before.x, p.y - before.y);
  });
  const pitches = [x, y].flatMap(([a, b]) => (a !== undefined && b !== undefined ? [Math.abs(b - a)] : []));
  const facts = [
    {
      label: 'Points',
      text: listed
        ? String(points.length)
        : `${String(points.length)} of ${String(columns)} × ${String(rows)}`,
    },
    { label: 'x', text: `${fixed(xs[0] * 1e6, 2)} to ${quantity(fixed(xs[1] * 1e6, 2), 'µm')}` },
    { label: 'y', text: `${fixed(ys[0] * 1e6, 2)} to ${quantity(fixed(ys[1] * 1e6, 2), 'µm')}` },
    { label: 'Way', text: quantity(significant(length * 1e6, 3), 'µm') },
    { label, text: `${quantity(significant(2e9 * radius, 3), 'nm')} across` },
  ];
  const pitch = pitches.map((p) => significant(p * 1e9, 3)).join(' × ');
  return listed || pitch === '' ? facts : [...facts, { label: 'Pitch', text: quantity(pitch, 'nm') }];
}
