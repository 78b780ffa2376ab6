/** The way down to the setpoint as a picture, beside the law that the pipette's shape gives. */
import type { Recipe } from '../experiment';
import type { Plot } from '../shown';
import { numberOf } from '../recipe/recipe';
import type { HopCurve } from './hop-curve';
import { approachLaw, distanceOf } from './ion-pipette';

const NANO = 1e9;
/** Places at which the law is drawn. */
const PLACES = 200;

/** Current over its clear value against the distance from the surface, which that current itself tells where the way ended. */
export function hopPlot({ z, current, clear, end, left, felt }: HopCurve, recipe: Recipe): Plot[] {
  if (z.length === 0 || !Number.isFinite(clear)) return [];
  const gap = felt ? distanceOf(recipe, left) : 0;
  const surface = end - (Number.isFinite(gap) ? gap : 0);
  const above = z.map((v) => (v - surface) * NANO);
  const highest = above.reduce((a, b) => Math.max(a, b), 0);
  const law = approachLaw(recipe);
  const x = Float64Array.from({ length: PLACES }, (_, k) => ((k + 1) / PLACES) * highest);
  const setpoint = numberOf(recipe, 'setpoint');
  const plot: Plot = {
    title: 'Approach curve',
    x: { label: felt ? 'distance from the surface' : 'z above the end', unit: 'nm' },
    y: { label: 'i / i clear', unit: '' },
    series: [
      { kind: 'line', name: 'ion current', x: above, y: current.map((i) => i / clear) },
      ...(felt
        ? [{ kind: 'fit', name: 'by the shape of the pipette', x, y: x.map((d) => law(d / NANO)) } as const]
        : []),
      { kind: 'line', name: 'threshold', x: [0, highest], y: [setpoint, setpoint] },
    ],
  };
  const lowest = Math.min(setpoint, left);
  return [{ ...plot, y: { ...plot.y, range: [lowest - 0.3 * (1 - lowest), 1 + 0.15 * (1 - lowest)] } }];
}
