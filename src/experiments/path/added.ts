/** Points that a person adds to a run in its course: one more in a list, or one more visit to a pixel of a map, at a place in it. */
import type { Experiment, Path, Point, Recipe } from '../experiment';
import { programHash, stepText } from '../program/step-text';
import { drivesSample } from '../program/program';
import { checkRecipe } from '../recipe/check';
import { placeValues, pointsOf } from './points';

/** m. */
type Place = Pick<Point, 'x' | 'y'>;

/** A run's recipe and path. */
export interface Planned {
  readonly recipe: Recipe;
  readonly path: Path;
}

/** The plan with the added points at the end of its path, or in words why there can be none. */
export type Grown = { readonly planned: Planned } | { readonly refused: string };

/** How far outside of its outermost pixels a map still takes points, in pitches. */
const EDGE = 0.5 + 1e-6;

/**
 * A list of places grows by one more, and with it the recipe. In a map the pixel about the place is visited once more, by all
 * programs that it is visited by. What is measured in an order that has a meaning takes no points: with the program of a
 * sample, pass after pass, or after what came of another point.
 */
export function withPoint(experiment: Experiment, planned: Planned, place: Place): Grown {
  const { path, recipe } = planned;
  if (drivesSample(experiment.program(recipe)))
    return { refused: 'Its points go along with the program of the sample.' };
  if (path.points.some(({ once, ifMissed, ifMet }) => once ?? ifMissed ?? ifMet))
    return { refused: 'Its points depend on one another, and are measured in an order of their own.' };
  return path.listed ? withListed(experiment, planned, place) : withPixel(planned, place);
}

function withListed(experiment: Experiment, { path, recipe }: Planned, place: Place): Grown {
  const longer = { ...recipe, ...placeValues(experiment.fields, [...pointsOf(recipe), place]) };
  const [problem] = checkRecipe(experiment, longer);
  if (problem) return { refused: problem.message };
  const hash = (of: Recipe): string => programHash(experiment.program(of).steps.map(stepText));
  const grown = experiment.path(longer);
  const kept = path.points.every((point, k) => isSame(point, grown.points[k]));
  if (!kept || hash(longer) !== hash(recipe))
    return { refused: 'One more point would change how the others are measured.' };
  return { planned: { recipe: longer, path: grown } };
}

const isSame = (a: Point, b: Point | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

function withPixel({ path, recipe }: Planned, place: Place): Grown {
  const pixel = path.rows === 1 ? onLine(path, place) : inGrid(path, place);
  if (!pixel) return { refused: 'The place lies outside of the map.' };
  const { row, column } = pixel;
  const own = path.points.flatMap((point, k) => (point.row === row && point.column === column ? [k] : []));
  const like = own.length > 0 ? own : [0];
  if ((like.at(-1) ?? 0) - (like[0] ?? 0) >= like.length)
    return { refused: 'Its pixels are measured pass after pass.' };
  const added = like.flatMap((k) =>
    path.points[k] ? [{ ...path.points[k], x: place.x, y: place.y, row, column }] : [],
  );
  return { planned: { recipe, path: { ...path, points: [...path.points, ...added] } } };
}

type Pixel = Pick<Point, 'row' | 'column'>;

function inGrid({ x, y }: Path, place: Place): Pixel | null {
  const [column, row] = [nearest(x, place.x), nearest(y, place.y)];
  const largest = Math.max(pitchOf(x), pitchOf(y));
  const isNear = (line: readonly number[], at: number, k: number): boolean =>
    Math.abs(at - (line[k] ?? NaN)) <= EDGE * (pitchOf(line) || largest);
  return isNear(x, place.x, column) && isNear(y, place.y, row) ? { row, column } : null;
}

/** Points of a single row say themselves where they are. */
function onLine({ points, x }: Path, place: Place): Pixel | null {
  const distances = points.map((point) => Math.hypot(point.x - place.x, point.y - place.y));
  const least = Math.min(...distances);
  return least <= EDGE * pitchOf(x) ? (points[distances.indexOf(least)] ?? null) : null;
}

/** Place of the element of a line of coordinates that is nearest. */
const nearest = (line: readonly number[], at: number): number =>
  line.reduce((best, c, k) => (Math.abs(c - at) < Math.abs((line[best] ?? NaN) - at) ? k : best), 0);

const pitchOf = ([first = 0, second = first]: readonly number[]): number => Math.abs(second - first);
