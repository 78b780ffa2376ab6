/**
 * Where on a sweep a wave may be: a look at every place, for a fit to begin at. What the planar shape, on a straight baseline,
 * takes from the sum of squares at a place is the square of one product, with the shape less what a straight line takes up,
 * of length 1; sweeps that are binned alike share these shapes.
 */
import type { Nodes } from './nodes';
import { fillShape, shapeOf } from './template';
import type { Sweep } from './wave';

/** Distance between the places that are tried, RT/F. */
const STEP = 1.5;
/** Nearest a place may be to the beginning of a sweep, and a peak to its end, RT/F. */
const MARGIN = 1;
/** Raster of the ends of the axis, RT/F: sweeps whose ends fall on the same place are taken as binned alike. */
const RASTER = 0.04;
const KEPT = 64;

interface Search {
  readonly begin: number;
  readonly end: number;
  readonly nodes: Nodes;
  readonly places: Float64Array;
  /** Shape by shape. */
  readonly shapes: Float64Array;
  /** Room for what each shape makes of a current. */
  readonly products: Float64Array;
}

const searches: Search[] = [];

/**
 * Half-wave point on the axis of a sweep at which the shape explains most of a current, given by its sums at the nodes; NaN
 * where its amplitude is nowhere positive.
 */
export function findPlace({ nodes, nodeAt }: Pick<Sweep, 'nodes' | 'nodeAt'>, sums: Float64Array): number {
  const { places, shapes, products } = searchFor(nodes, nodeAt);
  let best = -1;
  let most = 0;
  for (let place = 0; place < places.length; place++) {
    const along = product(shapes, place * sums.length, sums);
    products[place] = along;
    if (along > most) {
      most = along;
      best = place;
    }
  }
  return best < 0 ? NaN : (places[best] as number) + STEP * summit(products, best);
}

/** Of some numbers with those from a place on, by two sums that do not wait for each other. */
function product(shapes: Float64Array, from: number, sums: Float64Array): number {
  const last = sums.length - 1;
  let even = 0;
  let odd = 0;
  for (let j = 0; j < last; j += 2) {
    even += (shapes[from + j] as number) * (sums[j] as number);
    odd += (shapes[from + j + 1] as number) * (sums[j + 1] as number);
  }
  if (last % 2 === 0) even += (shapes[from + last] as number) * (sums[last] as number);
  return even + odd;
}

/** Of the parabola through a maximum and its neighbours, in steps; 0 at an end. */
function summit(values: Float64Array, at: number): number {
  if (at === 0 || at === values.length - 1) return 0;
  const before = values[at - 1] as number;
  const here = values[at] as number;
  const after = values[at + 1] as number;
  return (0.5 * (after - before)) / (2 * here - before - after);
}

/** By the ends of the axis on a raster, so that what is found does not depend on the sweeps before. */
function searchFor(nodes: Nodes, nodeAt: Float64Array): Search {
  const begin = onRaster(nodeAt[0] as number);
  const end = onRaster(nodeAt[nodes.count - 1] as number);
  for (const search of searches) {
    if (search.nodes === nodes && search.begin === begin && search.end === end) return search;
  }
  const made = prepared(nodes, begin, end);
  if (searches.length >= KEPT) searches.length = 0;
  searches.push(made);
  return made;
}

const onRaster = (x: number): number => Math.round(x / RASTER) * RASTER;

function prepared(nodes: Nodes, begin: number, end: number): Search {
  const width = (end - begin) / (nodes.bins - 1);
  const at = Float64Array.from(nodes.bin, (k) => begin + k * width);
  const shape = shapeOf(Infinity);
  const span = end - begin - 2 * MARGIN - shape.crest.x;
  const places = Float64Array.from({ length: Math.max(0, Math.floor(span / STEP) + 1) }, (_, k) => {
    return begin + MARGIN + k * STEP;
  });
  const shapes = new Float64Array(places.length * nodes.count);
  const slope = new Float64Array(nodes.count);
  places.forEach((place, k) => {
    const value = shapes.subarray(k * nodes.count, (k + 1) * nodes.count);
    fillShape(shape, 0, at, -place, value, slope);
    straighten(value, nodes);
  });
  return { begin, end, nodes, places, shapes, products: new Float64Array(places.length) };
}

/** Takes from a shape what a straight line in the bins takes up, and gives it the length 1. */
function straighten(value: Float64Array, { bins, bin, weight }: Nodes): void {
  const middle = (bins - 1) / 2;
  const summed = (of: (v: number, u: number) => number): number =>
    value.reduce((sum, v, j) => sum + (weight[j] as number) * of(v, (bin[j] as number) - middle), 0);
  const square = summed((v) => v * v);
  const mean = summed((v) => v) / bins;
  const rise = summed((v, u) => v * u) / ((bins * (bins * bins - 1)) / 12);
  for (let j = 0; j < value.length; j++) {
    value[j] = (value[j] as number) - mean - rise * ((bin[j] as number) - middle);
  }
  const rest = summed((v) => v * v);
  const scale = rest > 1e-9 * square ? 1 / Math.sqrt(rest) : 0;
  for (let j = 0; j < value.length; j++) value[j] = (value[j] as number) * scale;
}
