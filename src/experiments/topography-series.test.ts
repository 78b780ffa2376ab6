import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import { planesOf } from './experiment';
import { subtractAt } from './results/difference';
import { blockedMark, predict } from './program/prediction';
import { stepsOf } from './program/program';
import { visitBy } from './program/test-visit';
import { checkRecipe } from './recipe/check';
import { measuredMaps } from './results/findings';
import { topographySeries as experiment } from './topography-series';

const SIDE = 8;
const AREA = SIDE * SIDE;
const potentials = [1.7, 0.5, 0.1, 1.6];
const recipe = { ...experiment.presets[0]?.recipe, columns: SIDE, rows: SIDE, samplePotentials: potentials };
const maps = experiment.maps(recipe);
const path = experiment.path(recipe);
const RISE = [0, 1.15e-6, 1.65e-6, -20e-9];

/** Rising together; from the third frame on four pixels are 0.8 µm lower. */
function planesBy(height: (pixel: number, frame: number) => number): Float64Array[] {
  const all = planesOf(maps).map(({ map, plane }) =>
    Float64Array.from({ length: AREA }, (_, pixel) => {
      if (map.name === 'height') return height(pixel, plane);
      if (map.name === 'last_height') return height(pixel, potentials.length - 1);
      return map.name === 'time' ? 1000 * plane + pixel : NaN;
    }),
  );
  const places = new Map(planesOf(maps).map(({ map, plane }, k) => [`${map.name} ${String(plane)}`, all[k]]));
  for (let at = 0; at < AREA; at++)
    subtractAt(at, maps, (name, plane) => {
      const values = places.get(`${name} ${String(plane)}`);
      return values && { values, noise: new Float64Array(AREA) };
    });
  return all;
}
const relief = (pixel: number): number => 9e-6 + 0.3e-6 * Math.sin(pixel);
const isLoose = (pixel: number): boolean => pixel >= 20 && pixel < 24;
const track = { time: [0, 4000], potential: [1.7, 1.6], current: [0, 0] };
const found = (depth: number) =>
  evaluationOf(experiment.id).findings(
    measuredMaps(
      maps,
      path,
      planesBy((p, f) => relief(p) + (RISE[f] ?? NaN) - (isLoose(p) && f >= 2 ? depth : 0)),
      track,
    ),
    recipe,
  );

describe('the findings of a series', () => {
  it('have the rise, what is left of it, and what came off where', async () => {
    const { figures, headline, warnings, tables } = await found(0.8e-6);
    const value = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(value('rise') * 1e6).toBeCloseTo(1.65, 6);
    expect(value('rise_left') * 1e9).toBeCloseTo(-20, 3);
    expect(value('detached_share')).toBeCloseTo(4 / AREA, 9);
    expect(value('detached_from')).toBe(0.1);
    expect(headline).toMatch(/^Rises by 1\.65/);
    expect(warnings[0]).toMatch(/^From 0\.100.V on/);
    expect(tables[0]?.rows).toHaveLength(potentials.length);
  });

  it('flag nothing where all moves together', async () => {
    const { figures, warnings } = await found(0);
    expect(figures.find((f) => f.key === 'detached_share')?.value).toBe(0);
    expect(figures.some((f) => f.key === 'detached_from')).toBe(false);
    expect(warnings).toEqual([]);
  });

  it('have frames on the axis of time, and the change that stays as an image', async () => {
    const { timelines, images } = await found(0.8e-6);
    expect(timelines?.[0]?.frames?.map((frame) => 'map' in frame && [frame.map, frame.plane])).toEqual(
      potentials.map((_, k) => ['height', k]),
    );
    const values = images?.[0]?.values ?? [];
    expect(values[20]).toBeCloseTo(-800, 3);
    expect(values[0]).toBeCloseTo(0, 6);
  });
});

describe('a series over states of charge', () => {
  const [, charged] = experiment.presets;
  const own = { ...charged?.recipe, columns: SIDE, rows: SIDE };
  const levels = [1.7, 0, 1.7];

  it('is driven to its limits by a current, and mapped at open circuit', () => {
    const program = experiment.program(own);
    const steps = (program.track?.steps ?? []).flatMap((step) => (step.verb === 'HOLD' ? [step] : []));
    expect(steps.map(({ control, level }) => `${control} ${String(level)}`)).toEqual([
      'POTENTIAL 1.7',
      'CURRENT 0',
      'CURRENT -0.0004',
      'CURRENT 0',
      'CURRENT 0.0004',
      'CURRENT 0',
    ]);
    expect(steps.flatMap(({ until }) => (until ? [[until.condition, until.value]] : []))).toEqual([
      ['BELOW', 0],
      ['ABOVE', 1.7],
    ]);
    // Every map begins after a rest without current, which nothing ends.
    const verbs = program.track?.steps.map(({ verb }) => verb) ?? [];
    expect(verbs.filter((verb, k) => verb === 'SYNC' && verbs[k - 1] === 'HOLD')).toHaveLength(3);
    expect(blockedMark(experiment, own)).toBeNull();
    expect(checkRecipe(experiment, own)).toEqual([]);
  });

  it('refuses equal limits one after the other, which no current goes between', () => {
    const [problem] = checkRecipe(experiment, { ...own, samplePotentials: [1.7, 1.7, 0] });
    expect(problem?.message).toMatch(/cannot go from one to the next/);
    expect(checkRecipe(experiment, { ...recipe, samplePotentials: [1.7, 1.7] })).toEqual([]);
  });

  it('tells the state of charge of each frame, and what does not come back', async () => {
    const specs = experiment.maps(own);
    expect(specs[0]?.axis).toMatchObject({ name: 'frame', values: [1, 2, 3] });
    // Into the film from 500 s on, out of it from 1500 s on, less than went in.
    const time = Array.from({ length: 2600 }, (_, k) => k);
    const driven = {
      time,
      potential: time.map((t) => (t < 500 ? 1.7 : t < 1500 ? 0.1 : 1.6)),
      current: time.map((t) => (t > 500 && t < 1001 ? -4e-4 : t > 1500 && t < 1951 ? 4e-4 : 0)),
    };
    const rise = [0, 1.6e-6, 0.1e-6];
    const planes = planesOf(specs).map(({ map, plane }) =>
      Float64Array.from({ length: AREA }, (_, p) => {
        if (map.name === 'height_change')
          return (rise[plane] ?? NaN) - (isLoose(p) && plane > 0 ? 0.8e-6 : 0);
        return map.name === 'time' ? 400 + 1000 * plane : NaN;
      }),
    );
    const maps3 = measuredMaps(specs, experiment.path(own), planes, driven);
    const { figures, tables, warnings } = await evaluationOf(experiment.id).findings(maps3, own);
    const value = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(value('charge_left')).toBeCloseTo(0.1, 3);
    expect(value('rise_left') * 1e9).toBeCloseTo(100, 6);
    expect(value('detached_share')).toBeCloseTo(4 / AREA, 9);
    expect(tables[0]?.rows.map(([to, measured, charge]) => [to, measured, charge].map(Number))).toEqual(
      levels.map((to, k) => [to, [1.7, 0.1, 1.6][k], [0, 100, 10][k]]),
    );
    expect(warnings[0]).toMatch(/^From 0/);
  });
});

describe('frames', () => {
  const program = experiment.program(recipe);

  it('are a program each, which waits for its rest where the frame before has ended', () => {
    potentials.forEach((_, frame) => {
      const verbs = stepsOf(program, frame).map(({ verb }) => verb);
      expect(verbs.slice(0, 3)).toEqual(['SYNC', 'SYNC', 'MOVE']);
      expect(path.points.filter((p) => p.program === frame)).toHaveLength(AREA);
    });
  });

  it('and the sample meet at their marks: every rest is waited for, once', () => {
    expect(blockedMark(experiment, recipe)).toBeNull();
    const { seconds } = predict(experiment, recipe);
    const quick = predict(experiment, { ...recipe, sampleRest: 1 });
    expect(seconds - quick.seconds).toBeCloseTo(4 * 299, 0);
  });

  it('fill their own plane, the last one also the map of what stays', () => {
    const planes = planesOf(maps);
    const numbersOf = (frame: number): string[] => {
      const { values } = evaluationOf(experiment.id).reduce(
        visitBy(program, { height: 9e-6, program: frame }),
        recipe,
        program,
      );
      return planes.flatMap(({ map, plane }, k) =>
        Number.isFinite(values[k]) ? [`${map.name} ${String(plane)}`] : [],
      );
    };
    expect(numbersOf(1)).toEqual(['height 1', 'time 1']);
    expect(numbersOf(3)).toEqual(['height 3', 'last_height 0', 'time 3']);
  });
});
