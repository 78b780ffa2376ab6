import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import { expectedCurrent } from './hopping/ion-pipette';
import { hopOver, STOP, SURFACE } from './hopping/test-hop';
import { planesOf } from './experiment';
import { measuredMaps } from './results/findings';
import { xzImageExperiment as experiment } from './xz-image';

const recipe = { ...experiment.presets[0]?.recipe, linePoints: 2, profileLevels: 61 };
const program = experiment.program(recipe);
const maps = experiment.maps(recipe);
const clear = expectedCurrent(recipe);
const reduced = evaluationOf(experiment.id).reduce(hopOver(recipe, program, { clear }), recipe, program);

describe('a hop of the line', () => {
  it('has its curve on levels above its end, its mode, and the width of the layer', () => {
    const value = (name: string): number =>
      reduced.values[planesOf(maps).findIndex(({ map }) => map.name === name)] ?? NaN;
    expect(value('height')).toBeCloseTo(SURFACE + STOP, 10);
    expect(value('mode_current') / clear).toBeCloseTo(1, 2);
    expect(value('approach_current') / clear).toBeCloseTo(value('stop_share'), 2);
    expect(value('layer_width')).toBeGreaterThan(10e-9);
    expect(value('layer_width')).toBeLessThan(40e-9);
  });
});

describe('the findings of a line', () => {
  /** The second point lies 60 nm higher and was felt in the same way. */
  const planes = planesOf(maps).map(({ map }, k) => {
    const value = reduced.values[k] ?? NaN;
    return [value, map.name === 'height' ? value + 60e-9 : value];
  });

  it('are two images over x and z, with nothing below the surface', async () => {
    const path = experiment.path(recipe);
    const { images = [], figures } = await evaluationOf(experiment.id).findings(
      measuredMaps(maps, path, planes),
      recipe,
    );
    const [raw, less] = images;
    expect([raw?.title, less?.title]).toEqual([
      'Current over x and z',
      'Current less the mode of each curve',
    ]);
    const at = (row: number, column: number): number => raw?.values[row * 2 + column] ?? NaN;
    // Levels are 10 nm apart: the second curve begins six rows higher and is the same from there on.
    expect(raw?.y.last).toBeCloseTo(660, 6);
    expect(at(5, 1)).toBeNaN();
    expect(at(6, 1)).toBeCloseTo(at(0, 0), 6);
    expect(at(0, 0)).toBeLessThan(at(20, 0));
    expect(less?.values[40 * 2] ?? NaN).toBeCloseTo(0, 1);
    const width = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(Math.abs(width('layer_width') / width('layer_width_bare') - 1)).toBeLessThan(0.1);
  });
});
