import { describe, expect, it } from 'vitest';
import { concentrationLine } from '../../kinetics/conductance/concentration-line';
import { concentrationCalibration } from '../concentration-calibration';
import { currentAtDistance } from '../current-at-distance';
import type { Recipe } from '../experiment';
import { millimetreProfile } from '../millimetre-profile';
import { checkRecipe } from '../recipe/check';
import { resultsOf, sourceKey, withResults } from '../recipe/handed-on';
import { measuredMaps } from '../results/findings';
import { calibrationOf, calibrationParameters, calibrationProblems } from './applied-calibration';

const own: Recipe = concentrationCalibration.presets[0]?.recipe ?? {};
const known = [200, 400, 600, 800, 1000];
const currents = known.map((c, k) => 1.8e-9 + 3.6e-12 * c + (k % 2 ? 1 : -1) * 20e-12);
const results = {
  run: '0b6f',
  experiment: concentrationCalibration.id,
  title: concentrationCalibration.title,
  at: '2026-11-26T14:02:11.000Z',
  simulated: true,
  values: resultsOf(
    concentrationCalibration,
    own,
    measuredMaps(concentrationCalibration.maps(own), concentrationCalibration.path(own), [currents]),
  ),
};
const calibrated = ({ presets }: typeof currentAtDistance): Recipe =>
  withResults(presets[0]?.recipe ?? {}, results);
const recipe = calibrated(currentAtDistance);

describe('a calibration', () => {
  it.each([currentAtDistance, millimetreProfile])(
    'is taken by $title, whole and with its source',
    (experiment) => {
      const taken = calibrated(experiment);
      expect(checkRecipe(experiment, taken)).toEqual([]);
      const line = concentrationLine(known, currents);
      const found = calibrationOf(taken);
      for (const key of ['slope', 'slopeError', 'current', 'currentError', 'centre'] as const)
        expect(Math.abs((found?.[key] ?? NaN) / (line?.[key] ?? NaN) - 1)).toBeLessThan(0.01);
      expect(found).toMatchObject({ solutions: 5, least: 200, greatest: 1000 });
      const source = 'Concentration calibration, 2026-11-26T14:02:11.000Z, run 0b6f';
      expect(taken[sourceKey('calibrationSlope')]).toBe(source);
      expect(calibrationParameters(taken)).toMatchObject({
        calibration_source: source,
        calibration_least: 200,
        calibration_bias: 0.7,
      });
    },
  );

  it('is none in a published setting, which is asked for nothing of it', () => {
    const plain = currentAtDistance.presets[0]?.recipe ?? {};
    expect(calibrationOf(plain)).toBeNull();
    expect(calibrationProblems({ ...plain, calibrationBias: 3 })).toEqual([]);
    expect(calibrationParameters(plain)).not.toHaveProperty('calibration_source');
  });

  it.each([
    [
      'of another pipette',
      { pipetteRadius: 100e-9 },
      /another pipette, of 50.*nm, and that of this run has 100/,
    ],
    ['at another bias', { pipetteBias: 0.8 }, /made at 0\.70.*V, and this run has 0\.80/],
    ['of three solutions', { calibrationSolutions: 3 }, /at least 4/],
    ['without an uncertainty', { calibrationCurrentError: 0 }, /give its uncertainty/],
    ['without a range', { calibrationGreatest: 200 }, /must lie above the least/],
    ['whose slope is none', { calibrationSlopeError: 2e-12 }, /no concentration follows/],
  ])('%s is refused, in the form and when a run is calculated again', (_, change, words) => {
    for (const experiment of [currentAtDistance, millimetreProfile]) {
      const problems = checkRecipe(experiment, { ...calibrated(experiment), ...change });
      expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(words)]);
    }
  });

  it('of a pipette that only looks a little different is not', () => {
    expect(calibrationProblems({ ...recipe, pipetteRadius: 60e-9 })).toEqual([]);
  });
});
