/** Editing a path on its picture: what a pointer that drags or clicks there makes of a recipe. Pure; places in m. */
import type { Field, Recipe } from '../../experiments/experiment';
import { LEAST_EDGE } from '../../experiments/path/grid';
import { isLine, lineRecipe, MIDDLE_LINE } from '../../experiments/path/line';
import { mostPlaces, placeValues, pointsOf } from '../../experiments/path/points';
import { numberOf } from '../../experiments/recipe/recipe';
import type { Extent } from '../../figures/map-geometry';
import type { Position } from '../../maps/grid';
import { inMicrometres, USUAL_STAGE, type Stage } from './path-drawing';

/** What dragging draws. */
export type Tool = 'rectangle' | 'line';

/** Those that a form with these fields takes. */
export function toolsOf(fields: readonly Field[]): readonly Tool[] {
  const has = (key: string): boolean => fields.some((field) => field.key === key);
  const rectangle: readonly Tool[] = has('originX') ? ['rectangle'] : [];
  return has('lineX') ? [...rectangle, 'line'] : rectangle;
}

/** The one that is chosen, or else that of the recipe's own shape; null where dragging draws nothing. */
export function toolFor(tools: readonly Tool[], chosen: Tool | null, recipe: Recipe): Tool | null {
  const wanted = chosen ?? (isLine(recipe) ? 'line' : 'rectangle');
  return tools.find((tool) => tool === wanted) ?? tools[0] ?? null;
}

/** What can be done on the picture, in a sentence. */
export function hintOf(fields: readonly Field[], tool: Tool | null): string {
  const most = mostPlaces(fields);
  const drag = tool && `drag to draw the ${tool}`;
  const click = most > 1 ? 'click to add a point, or on a point to take it away' : 'click to set the point';
  const all = [drag, most > 0 ? click : null].filter((part) => part !== null).join('; ');
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}

/** A pointer that is pressed on the picture. */
export interface Press {
  /** Where that was, px from the upper left corner. */
  readonly from: Position;
  /** Where it is. */
  readonly to: Position;
  /** What the picture shows meanwhile. */
  readonly frame: Extent;
  /** Side of the picture, px. */
  readonly side: number;
}

/** A pointer that moves no further than this while it is pressed clicks, px. */
const STEADY = 4;
/** A click this near to a point is on it, px. */
const REACH = 8;

/** Where a drag began, and where it ended. */
export interface Ends {
  readonly from: Position;
  readonly to: Position;
}

/** The places between which a press is dragged; null while it is but a click. */
export function endsOf(press: Press, stage: Stage): Ends | null {
  const { from, to } = press;
  if (Math.hypot(to.x - from.x, to.y - from.y) <= STEADY) return null;
  return { from: reached(placeAt(from, press), stage), to: reached(placeAt(to, press), stage) };
}

/** The place at px of the picture, no further than that goes. */
function placeAt({ x, y }: Position, { frame, side }: Pick<Press, 'frame' | 'side'>): Position {
  const along = ([low, high]: Extent['x'], px: number): number =>
    low + clamped(px / side, 0, 1) * (high - low);
  return { x: along(frame.x, x), y: along(frame.y, side - y) };
}

/** A place in whole nm, no further than the stage and the fields of a form go. */
function reached({ x, y }: Position, stage: Stage): Position {
  const along = (axis: 'x' | 'y', place: number): number => {
    const [travel, usual] = [stage[axis], USUAL_STAGE[axis]];
    return clamped(wholeNanometres(place), Math.max(travel.min, usual.min), Math.min(travel.max, usual.max));
  };
  return { x: along('x', x), y: along('y', y) };
}

const clamped = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

const wholeNanometres = (metres: number): number => Math.round(metres * 1e9) / 1e9;

/** What is being drawn, as the path text of an SVG, in µm, y downward. */
export function outlineOf(tool: Tool, { from, to }: Ends): string {
  const corners = tool === 'line' ? [from, to] : [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
  return `M${corners.map(inMicrometres).join('L')}${tool === 'line' ? '' : 'Z'}`;
}

/**
 * Values of a recipe by what was dragged from one place to another: the ends of its line, or the edges of its grid. How many
 * points or pixels it has stays. Null where that is no line, or too small for a grid.
 * @param pitch m, by which a line gets its points where the recipe has no number of them; NaN for as many as are usual
 */
export function draggedValues(tool: Tool, { from, to }: Ends, recipe: Recipe, pitch: number): Recipe | null {
  if (tool === 'line') {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length === 0) return null;
    return { shape: 'line', ...lineRecipe(from, to, pointsOfLine(recipe, length / pitch)) };
  }
  const width = wholeNanometres(Math.abs(to.x - from.x));
  const height = wholeNanometres(Math.abs(to.y - from.y));
  if (Math.min(width, height) < LEAST_EDGE) return null;
  const origin = { originX: Math.min(from.x, to.x), originY: Math.min(from.y, to.y) };
  return { shape: 'grid', ...origin, width, height };
}

function pointsOfLine(recipe: Recipe, steps: number): number {
  const own = numberOf(recipe, 'linePoints');
  if (Number.isInteger(own)) return own;
  return Number.isFinite(steps) ? 1 + Math.round(steps) : numberOf(MIDDLE_LINE, 'linePoints');
}

/** The points of a recipe that clicks add to and take from, m; those that are not typed whole are left out. */
export const clickable = (fields: readonly Field[], recipe: Recipe): readonly Position[] =>
  mostPlaces(fields) > 1
    ? pointsOf(recipe).filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
    : [];

/**
 * Values of a recipe by a press that is a click: one more point at the end of its list, or one less where the click is on it, or
 * its only place. Null where that takes no points, or where the last one would be taken away.
 */
export function clickedValues(
  fields: readonly Field[],
  recipe: Recipe,
  press: Press,
  stage: Stage,
): Recipe | null {
  const most = mostPlaces(fields);
  if (most === 0) return null;
  const at = placeAt(press.from, press);
  const places = clickable(fields, recipe);
  const hit = nearestOf(places, at, (REACH / press.side) * (press.frame.x[1] - press.frame.x[0]));
  if (hit === null) return placeValues(fields, [...places, reached(at, stage)].slice(-most));
  return places.length > 1 ? placeValues(fields, places.toSpliced(hit, 1)) : null;
}

/** Which of the places is nearest, if one lies within reach. */
function nearestOf(places: readonly Position[], at: Position, reach: number): number | null {
  let [nearest, least]: [number | null, number] = [null, reach];
  for (const [k, { x, y }] of places.entries()) {
    const distance = Math.hypot(x - at.x, y - at.y);
    if (distance <= least) [nearest, least] = [k, distance];
  }
  return nearest;
}

/** Sides of a picture, m: from single nm to what a wide disc needs about it. */
const SIDES = { least: 100e-9, most: 1e-3 };

/**
 * The frame larger or smaller, with the place under the pointer kept where it is.
 * @param at px from the upper left corner of a picture of `side` px
 * @param factor more than 1 shows less of the stage
 */
export function zoomedFrame(
  { x, y }: Extent,
  { at, side: px }: { readonly at: Position; readonly side: number },
  factor: number,
): Extent {
  const before = x[1] - x[0];
  const side = clamped(before / factor, SIDES.least, SIDES.most);
  const perPx = (before - side) / px;
  const [left, low] = [x[0] + at.x * perPx, y[0] + (px - at.y) * perPx];
  return { x: [left, left + side], y: [low, low + side] };
}
