/** The current of a hop on levels above its end, as a map with a plane for each. */
import type { Field, MapSpec, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { NANOAMPERE, numberMap } from '../results/map-specs';
import { levelsOf } from './profile';

export const profileFields: readonly Field[] = [
  {
    key: 'profileDepth',
    group: 'Image',
    label: 'Image up to',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 10e-9,
    max: 20e-6,
    explanation: 'Height above the end of each way down. Higher than the hop nothing is recorded.',
  },
  {
    key: 'profileLevels',
    group: 'Image',
    label: 'Levels',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 8,
    max: 256,
    explanation: 'Evenly up to there; the samples nearest to each are averaged.',
  },
];

export const levelsIn = (recipe: Recipe): Float64Array =>
  levelsOf(numberOf(recipe, 'profileDepth'), numberOf(recipe, 'profileLevels'));

export const profileMap = (recipe: Recipe): MapSpec =>
  numberMap({
    name: 'approach_current',
    title: 'Current above the end',
    unit: 'A',
    shown: NANOAMPERE,
    errors: false,
    axis: {
      name: 'height_above_end',
      unit: 'nm',
      values: Array.from(levelsIn(recipe), (v) => Number((v * 1e9).toPrecision(6))),
    },
  });
