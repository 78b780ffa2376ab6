import { describe, expect, it } from 'vitest';
import { pipette } from '../pipette';
import { measuredWithErrors } from '../results/findings';
import { planesOf, type Recipe } from '../experiment';
import {
  citationOf,
  offersFor,
  resultsOf,
  resultText,
  takenFrom,
  usefulTo,
  withoutResults,
  withResults,
  type RunResults,
} from './handed-on';

const NANOMETRE = { unit: 'nm', factor: 1e9 };
const results = (change: Partial<RunResults> = {}): RunResults => ({
  run: '0b6f',
  experiment: 'pipette',
  title: 'The pipette',
  at: '2026-11-26T14:02:11.000Z',
  simulated: true,
  values: [
    { key: 'contactRadius', label: 'Contact', value: 52e-9, error: 3e-9, unit: 'm', shown: NANOMETRE },
    { key: 'pipetteRadius', label: 'Opening', value: 50e-9, error: NaN, unit: 'm', shown: NANOMETRE },
  ],
  ...change,
});
const recipe: Recipe = {
  schema: 1,
  contactRadius: 55e-9,
  contactRadiusError: 5.5e-9,
  pipetteRadius: 55e-9,
  pipetteRadiusError: 5e-9,
};

describe('results of earlier runs', () => {
  it('take their places in a recipe with their errors and where they come from', () => {
    expect(withResults(recipe, results())).toEqual({
      schema: 1,
      contactRadius: 52e-9,
      contactRadiusError: 3e-9,
      contactRadiusSource: 'The pipette, 2026-11-26T14:02:11.000Z, run 0b6f',
      pipetteRadius: 50e-9,
      // Nothing is known of it: what was assumed stays.
      pipetteRadiusError: 5e-9,
      pipetteRadiusSource: 'The pipette, 2026-11-26T14:02:11.000Z, run 0b6f',
    });
    expect(withResults({ schema: 1, pipetteRadius: 1 }, results())).not.toHaveProperty('contactRadius');
  });

  it('are known again by their source, and can be put back', () => {
    const taken = withResults(recipe, results());
    expect(takenFrom(taken, results())).toEqual(['contactRadius', 'pipetteRadius']);
    expect(takenFrom(taken, results({ run: 'b6f' }))).toEqual([]);
    expect(withoutResults(taken, results(), recipe)).toEqual(recipe);
    expect(withoutResults(taken, results({ run: 'other' }), recipe)).toEqual(taken);
  });

  it('are offered by the newest run of each experiment, and by those that were taken', () => {
    const old = results({ run: 'old', at: '2026-11-25T09:00:00Z' });
    const other = results({ run: 'other', experiment: 'surface', at: '2026-11-24T09:00:00Z' });
    const useless = results({ run: 'useless', at: '2026-11-27T09:00:00Z', values: [] });
    const runs = (r: Recipe, all: readonly RunResults[], simulated = true): string[] =>
      offersFor(r, all, simulated).map(({ run }) => run);
    expect(runs(recipe, [old, other, useless, results()])).toEqual(['0b6f', 'other']);
    expect(runs(withResults(recipe, old), [old, other, results()])).toEqual(['0b6f', 'old', 'other']);
    expect(runs(recipe, [results()], false)).toEqual([]);
    expect(usefulTo({ schema: 1 }, results())).toEqual([]);
  });

  it('are said with their uncertainty, and cited with time and run', () => {
    expect(results().values.map(resultText)).toEqual(['Contact 52.0(3.0)\u00a0nm', 'Opening 50.00\u00a0nm']);
    const solutions = {
      key: 'n',
      label: 'Solutions',
      value: 5,
      error: NaN,
      unit: '',
      shown: { unit: '', factor: 1 },
    };
    expect(resultText(solutions)).toBe('Solutions 5');
    expect(citationOf(results())).toContain('run 0b6f');
  });
});

describe('the pipette', () => {
  const own = pipette.presets[0]?.recipe ?? {};
  const specs = pipette.maps(own);
  const measured = (found: Readonly<Record<string, readonly [number[], number, number]>>) =>
    measuredWithErrors(
      specs,
      pipette.path(own),
      planesOf(specs).map(({ map }) => {
        const [values, noise, calibration] = found[map.name] ?? [[NaN], NaN, NaN];
        return {
          values,
          noise: values.map(() => noise),
          calibration: values.map(() => calibration),
        };
      }),
    );

  it('hands on the radii of opening and contact with noise and calibration together', () => {
    const handed = resultsOf(
      pipette,
      own,
      measured({
        opening_radius: [[50e-9, 52e-9, 54e-9], 3e-9, 4e-9],
        contact_radius: [[60e-9, NaN, NaN], NaN, 6e-9],
      }),
    );
    expect(handed.map(({ key, value }) => [key, value])).toEqual([
      ['pipetteRadius', 52e-9],
      ['contactRadius', 60e-9],
    ]);
    expect(handed[0]?.error).toBeCloseTo(5e-9, 15);
    expect(handed[1]?.error).toBeCloseTo(6e-9, 15);
  });

  it('hands on no more digits than the error leaves', () => {
    const [fine] = resultsOf(pipette, own, measured({ opening_radius: [[54.98765432e-9], 5.16789e-9, NaN] }));
    expect(fine).toMatchObject({ value: 54.99e-9, error: 5.17e-9 });
    const [unsure] = resultsOf(pipette, own, measured({ opening_radius: [[54.98765432e-9], NaN, NaN] }));
    expect(unsure?.value).toBe(54.9877e-9);
  });

  it('hands on nothing where the bath was not met', () => {
    expect(resultsOf(pipette, own, measured({}))).toEqual([]);
  });
});
