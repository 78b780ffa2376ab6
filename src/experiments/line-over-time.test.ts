import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import { hopOver, STOP, SURFACE } from './hopping/test-hop';
import { expectedCurrent } from './hopping/ion-pipette';
import { lineOverTime as experiment } from './line-over-time';
import { planesOf, type Recipe, type TrackTrace } from './experiment';
import { measuredMaps } from './results/findings';
import { stepsOf } from './program/program';

const recipe: Recipe = { ...experiment.presets[0]?.recipe, linePoints: 6, passes: 160 };
const program = experiment.program(recipe);
const maps = experiment.maps(recipe);

describe('the program of a line against time', () => {
  it('waits before the first point of each pass alone', () => {
    const waits = [0, 1].map((k) => stepsOf(program, k).filter(({ verb }) => verb === 'WAIT'));
    expect(waits).toEqual([[], [{ verb: 'WAIT', seconds: recipe['passPause'] }]]);
  });

  it('warns of passes that end before the sample is done with', () => {
    const noise = evaluationOf(experiment.id).expect({ ...recipe, passes: 3 }, []).warnings;
    expect(noise.some((text) => text.startsWith('The passes end after'))).toBe(true);
  });
});

it('reduces a hop to its height, and its curve on levels above it', () => {
  const clear = expectedCurrent(recipe);
  const { values } = evaluationOf(experiment.id).reduce(hopOver(recipe, program, { clear }), recipe, program);
  const value = (name: string): number =>
    values[planesOf(maps).findIndex(({ map }) => map.name === name)] ?? NaN;
  expect(value('height')).toBeCloseTo(SURFACE + STOP, 10);
  expect(value('mode_current') / clear).toBeCloseTo(1, 2);
  expect(value('approach_current') / clear).toBeLessThan(0.99);
});

describe('the findings of a line that swells twice, and loses a flake', () => {
  const visits = 6 * 160;
  const logistic = (x: number): number => 1 / (1 + Math.exp(x));
  /** State of charge at a time: from 0 to 1 and back, with a rest at either end. */
  const potentialAt = (t: number): number =>
    t < 2000 ? 1.7 : t < 8000 ? 1.7 - 1.7 * (1 - Math.abs(t - 5000) / 3000) : 1.7;
  const rise = (t: number): number =>
    1.15e-6 * logistic((potentialAt(t) - 0.6) / 0.03) + 0.5e-6 * logistic((potentialAt(t) - 0.2) / 0.02);
  const time = Array.from({ length: visits }, (_, k) => Math.floor(k / 6) * 62 + (k % 6) * 0.1);
  const height = time.map((t, k) => (k % 6) * 0.2e-6 + rise(t) - (k % 6 === 4 && t > 4900 ? 0.8e-6 : 0));
  const seconds = Array.from({ length: 10000 }, (_, t) => t);
  const track: TrackTrace = {
    time: seconds,
    potential: seconds.map(potentialAt),
    current: seconds.map((t) => (rise(t) - rise(t + 1)) * 1e3),
  };
  const planes = planesOf(maps).map(({ map, plane }) => {
    if (map.name === 'height') return height;
    if (map.name === 'time') return time;
    if (map.name === 'approach_current') return height.map(() => 5e-9 - (plane === 0 ? 0.1e-9 : 0));
    return height.map(() => 5e-9);
  });

  it('are the sizes of its stages, where it changed for good, and images over time', async () => {
    const path = experiment.path(recipe);
    const found = await evaluationOf(experiment.id).findings(measuredMaps(maps, path, planes, track), recipe);
    const value = (key: string): number => found.figures.find((f) => f.key === key)?.value ?? NaN;
    expect(Math.abs(value('swelling_1') / 0.0411 - 1)).toBeLessThan(0.03);
    expect(Math.abs(value('swelling_2') / 0.0178 - 1)).toBeLessThan(0.03);
    expect(value('changed_points')).toBe(1);
    expect(value('lasting_deepest') * 1e9).toBeCloseTo(-800, 0);
    const [change, , ...curves] = found.images ?? [];
    expect([change?.rows, change?.columns]).toEqual([6, 160]);
    expect(change?.values[4 * 160 + 159] ?? NaN).toBeCloseTo(-0.8, 2);
    expect(curves.length).toBeGreaterThan(3);
    expect(curves[0]?.values[0] ?? NaN).toBeCloseTo(-0.1, 6);
    const [{ frames = [] } = {}] = found.timelines ?? [];
    expect(frames).toHaveLength(160);
    expect(frames[3]).toMatchObject({ points: { from: 18, to: 24 } });
    expect(frames[3]?.time).toBeCloseTo(3 * 62 + 0.25, 1);
    expect(found.warnings).toEqual([]);
  });
});
