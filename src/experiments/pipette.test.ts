import { describe, expect, it } from 'vitest';
import type { StepTrace } from '../records/hop';
import { blankCapacitances } from './voltammetry/blank-sweeps';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps, measuredWithErrors } from './results/findings';
import { pipette, pipetteEvaluation } from './pipette';
import { stepText } from './program/step-text';
import { lineThrough } from './results/straight-line';
import { visitBy } from './program/test-visit';

const recipe: Recipe = pipette.presets[0]?.recipe ?? {};
const program = pipette.program(recipe);
const planes = planesOf(pipette.maps(recipe));
const at = (name: string): number => planes.findIndex((p) => p.map.name === name);

/** A blank of a capacitance (F) beside a leak (S), as each cycle of the program records it. */
function blanks(capacitance: number, leak: number): Map<number, StepTrace> {
  const steps = new Map<number, StepTrace>();
  program.steps.forEach((step, place) => {
    if (step.verb !== 'CYCLE') return;
    const count = Math.round((2 * (step.vertex1 - step.start)) / step.scanRate / step.interval);
    const current = Float32Array.from({ length: count }, (_, k) => {
      const out = k < count / 2;
      const potential = step.start + step.scanRate * step.interval * (out ? k : count - 1 - k);
      return (out ? 1 : -1) * capacitance * step.scanRate + leak * potential;
    });
    steps.set(place, {
      step: place,
      flags: 0,
      start: 0,
      interval: step.interval,
      count,
      channels: { tip_current: current },
    });
  });
  return steps;
}

describe('the pipette', () => {
  it('is swept in air at each rate, held there, and then measured in the bath at each potential', () => {
    const texts = program.steps.map(stepText);
    const landing = texts.findIndex((t) => t.startsWith('APPROACH'));
    expect(texts.slice(0, landing).filter((t) => t.startsWith('CYCLE'))).toHaveLength(3);
    expect(texts.slice(landing).filter((t) => t.startsWith('HOLD'))).toEqual(
      ['-0.1', '-0.05', '0', '0.05', '0.1'].map((e) => `HOLD,POTENTIAL,${e},0.2,0.002`),
    );
  });

  it('has the stray capacitance of the blanks, whatever leaks beside it', () => {
    const found = blankCapacitances({ hop: 1, flags: 0, steps: blanks(10e-15, 1e-12) }, program);
    expect(found).toHaveLength(3);
    for (const { value, error } of found) {
      expect(value).toBeCloseTo(10e-15, 20);
      expect(error).toBeLessThan(1e-18);
    }
  });

  it('has resistance and radius by the line through the currents, whatever the offset is', () => {
    const hop = visitBy(program, {
      height: 9e-6,
      current: (_, label) => {
        const [, millivolts] = /in the bath, (\S+)/.exec(label) ?? [];
        const potential = Number((millivolts ?? '0').replace('−', '-')) * 1e-3;
        return 20e-12 + potential / 117.83e6;
      },
    });
    const { values, noise, calibration } = pipetteEvaluation.reduce(hop, recipe, program);
    expect(values[at('resistance')]).toBeCloseTo(117.83e6, -4);
    expect(values[at('opening_radius')]).toBeCloseTo(55e-9, 11);
    expect(values[at('offset_current')]).toBeCloseTo(20e-12, 16);
    expect(noise[at('resistance')]).toBeLessThan(1e4);
    // 10 % of a small angle are about 10 % of what the cone has in the radius.
    expect((calibration[at('opening_radius')] ?? NaN) / 55e-9).toBeCloseTo(0.094, 2);
    expect(pipetteEvaluation.detail(hop, recipe, program).headline).toMatch(/^r 55\.0\(5\.\d\)\snm$/);
  });

  it('keeps what air has told where there is no bath', () => {
    const { steps, ...hop } = visitBy(program, {});
    const { values, reason } = pipetteEvaluation.reduce(
      { ...hop, steps: new Map([...blanks(10e-15, 0), ...steps]) },
      recipe,
      program,
    );
    expect(values[at('stray_capacitance')]).toBeCloseTo(10e-15, 20);
    expect(values[at('resistance')]).toBeNaN();
    expect(reason).toMatch(/did not meet/);
  });

  it('finds the published radius', async () => {
    const given = planes.map(({ map }) => [
      { resistance: 118e6, opening_radius: 55e-9, current_drift: 0 }[map.name] ?? NaN,
    ]);
    const { figures, headline } = await pipetteEvaluation.findings(
      measuredMaps(pipette.maps(recipe), pipette.path(recipe), given),
      recipe,
    );
    expect(figures.find((f) => f.key === 'opening_radius')?.value).toBe(55e-9);
    expect(headline).toMatch(/^R 118\sMΩ, r 55\.0\snm$/);
  });
});

describe('what the pipette hands on', () => {
  const handed = (given: Record<string, readonly [value: number, error: number]>) => {
    const maps = measuredWithErrors(
      pipette.maps(recipe),
      pipette.path(recipe),
      planes.map(({ map, plane }) => {
        const [value, error] = given[`${map.name}_${String(plane)}`] ?? [NaN, NaN];
        return { values: [value], noise: [error], calibration: [NaN] };
      }),
      { time: [], potential: [], current: [] },
    );
    return Object.fromEntries((pipette.handsOn?.(maps, recipe) ?? []).map((v) => [v.key, v]));
  };

  it('is the weighted mean of the blanks, and the current in air', () => {
    const { strayCapacitance, airCurrent } = handed({
      stray_capacitance_0: [10e-15, 1e-15],
      stray_capacitance_1: [11e-15, 1e-15],
      stray_capacitance_2: [10.5e-15, 0.1e-15],
      air_current_0: [-30e-15, 0.1e-15],
    });
    expect(strayCapacitance?.value).toBeCloseTo(10.5e-15, 19);
    expect(strayCapacitance?.error).toBeCloseTo(102 ** -0.5 * 1e-15, 19);
    expect(airCurrent).toMatchObject({ value: -30e-15, error: 0.1e-15 });
  });

  it('is no better known than the blanks agree', () => {
    const { strayCapacitance } = handed({
      stray_capacitance_0: [8e-15, 0.1e-15],
      stray_capacitance_1: [10e-15, 0.1e-15],
      stray_capacitance_2: [12e-15, 0.1e-15],
    });
    // Scatter of 2 fF over √3.
    expect(strayCapacitance?.error).toBeCloseTo(2e-15 / Math.sqrt(3), 18);
    expect(handed({})['strayCapacitance']).toBeUndefined();
  });
});

describe('a straight line', () => {
  it('goes through points on it without error', () => {
    const x = Float64Array.of(0, 1, 2, 3);
    const line = lineThrough(
      x,
      x.map((v) => 5 - 2 * v),
    );
    expect(line).toMatchObject({ slope: -2, intercept: 5 });
    expect(line?.slopeError).toBeCloseTo(0, 12);
  });

  it('is none for two points, or for points above each other', () => {
    expect(lineThrough(Float64Array.of(0, 1, NaN), Float64Array.of(0, 1, 2))).toBeNull();
    expect(lineThrough(Float64Array.of(1, 1, 1), Float64Array.of(0, 1, 2))).toBeNull();
  });
});
