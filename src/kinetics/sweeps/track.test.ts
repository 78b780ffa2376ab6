import { describe, expect, it } from 'vitest';
import { cleanWave } from '../../../fixtures/voltammograms';
import { thermal } from '../constants';
import { shapeOf } from './template';
import { Track } from './track';
import { sweepsOf, type Sweep } from './wave';

const WAVE = cleanWave(5);
const PLACE = 13.6;

function firstSweep(more: (at: number) => number): Sweep {
  const unit = thermal(298.15);
  const current = Float64Array.from(WAVE.current, (i, k) => {
    return i - more(unit * (1.9 - (WAVE.potential[k] ?? NaN)));
  });
  const { first } = sweepsOf({ ...WAVE, current }, unit);
  if (!first) throw new Error('no sweep');
  return first;
}

function looked(sweep: Sweep): Track {
  const track = new Track(sweep, PLACE);
  if (!track.look(shapeOf(6, 0.1))) throw new Error('no solution');
  track.settle(0);
  return track;
}

describe('Track', () => {
  it('leaves nothing of shape and offset in the residuals of all bins', () => {
    const sweep = firstSweep((at) => 1e-12 * Math.sin(7 * at));
    const track = looked(sweep);
    for (let round = 0; round < 4; round++) {
      track.look(shapeOf(6, 0.1));
      track.settle(0);
    }
    const fitted = track.curve(sweep.binAt, null, 0);
    const residual = fitted.map((i, k) => i - (sweep.binCurrent[k] ?? NaN));
    const wave = fitted.map((i) => i - track.offset);
    const length = Math.sqrt(wave.reduce((sum, i) => sum + i * i, 0));
    const rest = Math.sqrt(residual.reduce((sum, r) => sum + r * r, 0));
    expect(rest).toBeGreaterThan(0.01 * length);
    const along = residual.reduce((sum, r, k) => sum + r * (wave[k] ?? NaN), 0) / length;
    expect(Math.abs(along)).toBeLessThan(0.01 * rest);
    const level = residual.reduce((sum, r) => sum + r, 0) / Math.sqrt(sweep.bins);
    expect(Math.abs(level)).toBeLessThan(0.01 * rest);
  });

  it.each([
    ['amplitude', 1, 0],
    ['pull', 0, 1],
    ['both', 0.7, -0.2],
  ] as const)('says what more current changes of %s', (_, amplitude, pull) => {
    const more = (at: number): number => 1e-12 * Math.exp(-((at - 12) ** 2) / 18);
    const sweep = firstSweep(() => 0);
    const [plain, changed] = [looked(sweep), looked(firstSweep(more))];
    const weights = new Float64Array(sweep.nodes.count);
    plain.weights(amplitude, pull, weights);
    const told = weights.reduce((sum, w, j) => sum + w * more((sweep.nodeAt[j] ?? NaN) + sweep.delay), 0);
    const seen = amplitude * (changed.amplitude - plain.amplitude) + pull * (changed.pull - plain.pull);
    expect(told / seen).toBeCloseTo(1, 2);
  });
});
