/**
 * Where on a sweep a wave may be: a coarse look at every place, for a fit to begin at. What the planar shape, on a straight
 * baseline, takes from the sum of squares at a place is the square of one product, with the shape less what a straight line
 * takes up, of length 1; sweeps that are binned alike share these shapes.
 */
import { fillShape, shapeOf } from './template';

/** Width of a coarse bin for the search, and distance between the places that are tried, RT/F. */
const SEARCH_BIN = 1;
const SEARCH_STEP = 1.5;
/** Nearest a place may be to the beginning of a sweep, and a peak to its end, RT/F. */
const MARGIN = 1;
/** Raster of the ends of the axis, RT/F: sweeps whose ends fall on the same place are taken as binned alike. */
const RASTER = 0.04;
const KEPT = 64;

interface Search {
  readonly begin: number;
  readonly end: number;
  readonly bins: number;
  /** Bins in a coarse one, and coarse bins. */
  readonly group: number;
  readonly count: number;
  readonly places: Float64Array;
  /** Shape by shape. */
  readonly shapes: Float64Array;
  /** Room for the coarse current and for what each shape makes of it. */
  readonly coarse: Float64Array;
  readonly products: Float64Array;
}

const searches: Search[] = [];

/** Half-wave point on the axis of the bins at which the shape explains most of a current; NaN where its amplitude is nowhere positive. */
export function findPlace(binAt: Float64Array, current: Float64Array): number {
  const { group, count, places, shapes, coarse, products } = searchFor(binAt);
  for (let k = 0, from = 0; k < count; k++) {
    let sum = 0;
    for (const stop = from + group; from < stop; from++) sum += current[from] as number;
    coarse[k] = sum;
  }
  let best = -1;
  let most = 0;
  for (let place = 0, k = 0; place < places.length; place++) {
    let along = 0;
    for (let i = 0; i < count; i++, k++) along += (shapes[k] as number) * (coarse[i] as number);
    products[place] = along;
    if (along > most) {
      most = along;
      best = place;
    }
  }
  if (best < 0) return NaN;
  return (places[best] as number) + SEARCH_STEP * summit(products, best);
}

/** Of the parabola through a maximum and its neighbours, in steps; 0 at an end. */
function summit(values: Float64Array, at: number): number {
  if (at === 0 || at === values.length - 1) return 0;
  const [before, here, after] = [values[at - 1] as number, values[at] as number, values[at + 1] as number];
  return (0.5 * (after - before)) / (2 * here - before - after);
}

/** By the ends of the axis on a raster, so that what is found does not depend on the sweeps before. */
function searchFor(binAt: Float64Array): Search {
  const bins = binAt.length;
  const begin = onRaster(binAt[0] as number);
  const end = onRaster(binAt[bins - 1] as number);
  for (const search of searches) {
    if (search.bins === bins && search.begin === begin && search.end === end) return search;
  }
  const made = prepared(bins, begin, end);
  if (searches.length >= KEPT) searches.length = 0;
  searches.push(made);
  return made;
}

const onRaster = (x: number): number => Math.round(x / RASTER) * RASTER;

function prepared(bins: number, begin: number, end: number): Search {
  const width = (end - begin) / (bins - 1);
  const group = Math.max(1, Math.floor(SEARCH_BIN / width));
  const count = Math.floor(bins / group);
  const at = Float64Array.from({ length: count }, (_, k) => begin + (k * group + (group - 1) / 2) * width);
  const shape = shapeOf(Infinity);
  const span = end - begin - 2 * MARGIN - shape.crest.x;
  const places = Float64Array.from({ length: Math.max(0, Math.floor(span / SEARCH_STEP) + 1) }, (_, k) => {
    return begin + MARGIN + k * SEARCH_STEP;
  });
  const shapes = new Float64Array(places.length * count);
  const slope = new Float64Array(count);
  places.forEach((place, k) => {
    const value = shapes.subarray(k * count, (k + 1) * count);
    fillShape(shape, 0, at, -place, value, slope);
    straighten(value);
  });
  return {
    begin,
    end,
    bins,
    group,
    count,
    places,
    shapes,
    coarse: new Float64Array(count),
    products: new Float64Array(places.length),
  };
}

/** Takes from a shape what a straight line in the index takes up, and gives it the length 1. */
function straighten(value: Float64Array): void {
  const n = value.length;
  const middle = (n - 1) / 2;
  const square = value.reduce((sum, v) => sum + v * v, 0);
  const mean = value.reduce((sum, v) => sum + v, 0) / n;
  const along = value.reduce((sum, v, k) => sum + v * (k - middle), 0);
  const rise = along / ((n * (n * n - 1)) / 12);
  for (let k = 0; k < n; k++) value[k] = (value[k] as number) - mean - rise * (k - middle);
  const rest = value.reduce((sum, v) => sum + v * v, 0);
  const scale = rest > 1e-9 * square ? 1 / Math.sqrt(rest) : 0;
  for (let k = 0; k < n; k++) value[k] = (value[k] as number) * scale;
}
