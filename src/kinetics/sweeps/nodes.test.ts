import { describe, expect, it } from 'vitest';
import { normal } from '../../../fixtures/voltammograms';
import { gather, nodesFor, spread } from './nodes';
import { fillShape, shapeOf } from './template';

const axis = (bins: number, width: number): Float64Array =>
  Float64Array.from({ length: bins }, (_, k) => k * width);

function shapeAt(at: Float64Array, place: number, p: number): { value: Float64Array; slope: Float64Array } {
  const value = new Float64Array(at.length);
  const slope = new Float64Array(at.length);
  fillShape(shapeOf(p, 0.1), 3e-3, at, -place, value, slope);
  return { value, slope };
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, k) => sum + x * (b[k] ?? NaN), 0);

describe.each([
  [133, 0.234],
  [116, 0.25],
  [160, 0.195],
  [50, 0.24],
])('sums over the nodes of %d bins of %d RT/F', (bins, width) => {
  const at = axis(bins, width);
  const nodes = nodesFor(bins, width);
  const place = 0.45 * bins * width;
  const nodeAt = Float64Array.from(nodes.bin, (k) => at[k] ?? NaN);

  it('are fewer', () => {
    expect(nodes.count).toBeLessThan(bins * (bins > 60 ? 0.4 : 0.6));
    expect(nodes.bin.at(-1)).toBe(bins - 1);
  });

  it.each([Infinity, 6, 1])('are those over the bins, of a measured current with a shape, p = %d', (p) => {
    const gauss = normal(3);
    const atBins = shapeAt(at, place, p);
    const atNodes = shapeAt(nodeAt, place, p);
    const current = atBins.value.map((chi) => 3 * chi + 0.2 + 0.03 * gauss());
    const sums = new Float64Array(nodes.count);
    gather(nodes, current, sums);
    for (const key of ['value', 'slope'] as const) {
      const exact = dot(current, atBins[key]);
      const scale = Math.sqrt(dot(current, current) * dot(atBins[key], atBins[key]));
      expect(Math.abs(dot(sums, atNodes[key]) - exact)).toBeLessThan(3e-5 * scale);
    }
  });

  it('are those over the bins, of shapes with one another', () => {
    const atBins = shapeAt(at, place, 6);
    const { value, slope } = shapeAt(nodeAt, place, 6);
    const summed = (a: Float64Array, b: Float64Array): number =>
      dot(
        nodes.weight,
        a.map((x, j) => x * (b[j] ?? NaN)),
      );
    expect(summed(value, value) / dot(atBins.value, atBins.value)).toBeCloseTo(1, 4);
    expect(summed(slope, slope) / dot(atBins.slope, atBins.slope)).toBeCloseTo(1, 4);
    expect(nodes.weight.reduce((sum, w) => sum + w, 0)).toBeCloseTo(bins, 9);
  });

  it('tell the values at the bins between', () => {
    const there = new Float64Array(bins);
    spread(nodes, shapeAt(nodeAt, place, 6).value, there);
    const worst = Math.max(...shapeAt(at, place, 6).value.map((chi, k) => Math.abs(chi - (there[k] ?? NaN))));
    expect(worst).toBeLessThan(5e-4);
  });
});

it('are the bins themselves where those are few or wide', () => {
  for (const nodes of [nodesFor(14, 0.25), nodesFor(100, 0.6)]) {
    expect(nodes.count).toBe(nodes.bins);
    const current = Float64Array.from({ length: nodes.bins }, (_, k) => k % 3);
    const sums = new Float64Array(nodes.count);
    gather(nodes, current, sums);
    sums.forEach((sum, k) => expect(sum).toBeCloseTo(current[k] ?? NaN, 12));
  }
});
