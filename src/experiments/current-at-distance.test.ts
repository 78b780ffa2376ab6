import { evaluationOf } from './evaluations';
import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { concentrationExponent, currentInBath } from '../kinetics/conductance/concentration';
import { ohmicShift, saltAfterSteps, type CurrentStep } from '../kinetics/conductance/salt';
import { currentAtDistance as experiment } from './current-at-distance';
import { visitBy } from './program/test-visit';
import { parseStep, stepText } from './program/step-text';
import { stepsOf } from './program/program';
import { checkRecipe } from './recipe/check';
import { measuredMaps } from './results/findings';

const preset = experiment.presets.find(({ id }) => id === 'hard-carbon-distance-gitt');
const recipe = preset?.recipe ?? {};
const path = experiment.path(recipe);
const maps = experiment.maps(recipe);
const SALT = { diffusivity: 2.5e-10, transference: 0.3 };
const BATH = { reference: 3.4e-3, conductivity: 0.6 };
const CLEAR = 5.4e-9;
const DISTANCES = [10e-6, 100e-6, 3000e-6];
const CONE = (5 * Math.PI) / 180;
/** A visit: 60 s of rest and two pulses with their rests, and half a minute on the way to the next. */
const [VISIT, WAY] = [900, 30];
const READINGS = 900;

const steps: CurrentStep[] = [0, 1, 2].flatMap((visit) =>
  [0, 1].flatMap((pulse) => {
    const at = visit * (VISIT + WAY) + 60 + 420 * pulse;
    return [
      { time: at, currentDensity: 8 },
      { time: at + 120, currentDensity: 0 },
    ];
  }),
);
const densityAt = (t: number): number => steps.findLast((s) => s.time <= t)?.currentDensity ?? 0;
const length = 3 * (VISIT + WAY);
const time = Float64Array.from({ length }, (_, k) => k + 0.5);
const track = {
  time,
  potential: time.map((t) => 1.7 - t / length),
  current: time.map((t) => -1e-4 * densityAt(t)),
};
const gauss = randomNormal.source(randomLcg(0.4))(0, 1e-12);
const tipAt = (distance: number, t: number): number => {
  const ratio = 1 + saltAfterSteps(steps, distance, t, SALT) / 1000;
  return CLEAR * (1 + ohmicShift(densityAt(t), distance, BATH) / 0.7) * currentInBath(ratio, CONE) + gauss();
};
const planes = [
  [1, 1, 1],
  [9e-6, 9e-6, 9e-6],
  DISTANCES,
  [0, 1, 2].map((visit) => visit * (VISIT + WAY) + 0.5),
  ...Array.from({ length: READINGS }, (_, k) =>
    DISTANCES.map((distance, visit) => tipAt(distance, visit * (VISIT + WAY) + k + 0.5)),
  ),
];

describe('the findings at distances', () => {
  const found = evaluationOf(experiment.id).findings(measuredMaps(maps, path, planes, track), recipe);
  const figure = async (key: string) => (await found).figures.find((f) => f.key === key);

  it('have what a switch changes at once, near and 3 mm away', async () => {
    const expected = (distance: number): number => (CLEAR * ohmicShift(8, distance, BATH)) / 0.7;
    const [near, far] = [await figure('switching_step'), await figure('switching_step_far')];
    expect(Math.abs((near?.value ?? NaN) / expected(10e-6) - 1)).toBeLessThan(0.01);
    expect(Math.abs((far?.value ?? NaN) / expected(3e-3) - 1)).toBeLessThan(0.02);
    expect(near?.interval?.[0]).toBeLessThan(near?.value ?? NaN);
  });

  it('have the salt from the distance that its way is long enough to, and say where it is not', async () => {
    expect(Math.abs(((await figure('salt_diffusivity'))?.value ?? NaN) / 2.5e-10 - 1)).toBeLessThan(0.05);
    expect(Math.abs(((await figure('transference'))?.value ?? NaN) - 0.3)).toBeLessThan(0.05);
    expect((await figure('salt_diffusivity'))?.label).toMatch(/100.µm$/);
    const { warnings } = await found;
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/not identifiable at 10.µm, 3\.0.mm: /);
  });

  it('have tip, its parts, the salt and the sample on one axis of time', async () => {
    const [timeline] = (await found).timelines ?? [];
    expect(timeline?.panels.map(({ title }) => title)).toEqual([
      'ion current',
      'ohmic part',
      'diffusive part',
      'salt at the tip',
      'sample current',
      'sample potential',
    ]);
    const names = timeline?.panels[0]?.series.map(({ name }) => name.replace(/\s/, ' '));
    expect(names).toEqual(['10 µm', '100 µm', '3.0 mm']);
    const [near] = timeline?.panels[3]?.series ?? [];
    if (near?.kind !== 'line') throw new Error('no salt');
    const end = Array.from(near.x).findIndex((t) => t > 179);
    expect(Math.abs((near.y[end] ?? NaN) - 1 - saltAfterSteps(steps, 10e-6, 179.5, SALT) / 1e3)).toBeLessThan(
      0.005,
    );
    expect(concentrationExponent(CONE)).toBeCloseTo(0.532, 3);
  });

  it('have the salt by a calibration, without what the current of the sample adds at once', async () => {
    // The tangent of the pipette's law at 1 M, told as a calibration of 0.2 to 1.05 M.
    const slope = (concentrationExponent(CONE) * CLEAR) / 1000;
    const calibrated = {
      ...recipe,
      ...{ calibrationSlope: slope, calibrationSlopeError: 0.01 * slope, calibrationSolutions: 5 },
      ...{ calibrationCentre: 1000, calibrationCurrent: CLEAR, calibrationCurrentError: 1e-12 },
      ...{ calibrationLeast: 200, calibrationGreatest: 1050, calibrationBias: 0.7 },
      ...{ calibrationRadius: 50e-9, calibrationRadiusError: 5e-9 },
    };
    expect(checkRecipe(experiment, calibrated)).toEqual([]);
    const own = await evaluationOf(experiment.id).findings(
      measuredMaps(maps, path, planes, track),
      calibrated,
    );
    const value = (key: string): number => own.figures.find((f) => f.key === key)?.value ?? NaN;
    expect(Math.abs(value('salt_at_rest') - 1000)).toBeLessThan(2);
    const least = Math.min(...Array.from({ length: 900 }, (_, t) => saltAfterSteps(steps, 10e-6, t, SALT)));
    // The line is straight and the law is not: within a tenth of the change.
    expect(Math.abs((value('salt_furthest') - 1000) / least - 1)).toBeLessThan(0.1);
    const panel = own.timelines?.[0]?.panels.find(({ title }) => title === 'salt by the calibration');
    expect(panel?.series[0]).toMatchObject({ kind: 'band' });
    expect(own.tables.at(-1)?.rows).toHaveLength(3);
    expect((await found).tables).toHaveLength(1);
  });

  it('are none of a run that heard nothing', async () => {
    const nothing = planes.map((plane) => plane.map(() => NaN));
    expect(
      (await evaluationOf(experiment.id).findings(measuredMaps(maps, path, nothing, track), recipe)).headline,
    ).toBe('');
  });
});

describe('the program at a distance', () => {
  const program = experiment.program(recipe);

  it('comes back by the coarse axis as far as it went, and meets the sample before and after it listens', () => {
    DISTANCES.forEach((distance, k) => {
      const own = stepsOf(program, k);
      const coarse = own.flatMap((step) => (step.verb === 'COARSE' ? [step.distance] : []));
      expect(coarse).toHaveLength(2);
      expect((coarse[0] ?? NaN) + (coarse[1] ?? NaN)).toBe(0);
      // The rest of the way is that of the hop, and where the setpoint is met.
      expect(Math.abs((coarse[0] ?? NaN) - (distance - 1.05e-6))).toBeLessThan(0.02e-6);
      const verbs = own.map(({ verb }) => verb).filter((verb) => ['SYNC', 'HOLD', 'COARSE'].includes(verb));
      expect(verbs).toEqual(['COARSE', 'SYNC', 'HOLD', 'SYNC', 'COARSE']);
    });
  });

  it('withdraws even from where nothing was met, so that the sample is never waited for in vain', () => {
    const verbs = stepsOf(program, 0).map(({ verb }) => verb);
    expect(verbs.indexOf('RETRACT')).toBeLessThan(verbs.indexOf('SYNC'));
  });

  it('drives the sample as its kind says', () => {
    const levels = (id: string): string[] => {
      const { recipe: own = {} } = experiment.presets.find((p) => p.id === id) ?? {};
      const { track: driven } = experiment.program(own);
      for (const step of driven?.steps ?? [])
        expect(parseStep(stepText(step))).toEqual({ ok: true, value: step });
      return (driven?.steps ?? []).map((step) =>
        step.verb === 'HOLD' ? `${step.control} ${String(Number(step.level.toPrecision(6)))}` : step.verb,
      );
    };
    expect(levels('hard-carbon-distance-cv').slice(0, 5)).toEqual([
      'POTENTIAL 1.7',
      'SYNC',
      'POTENTIAL 1.7',
      'CYCLE',
      'SYNC',
    ]);
    expect(levels('hard-carbon-distance-constant').slice(3, 5)).toEqual([
      'CURRENT -0.0004',
      'CURRENT 0.0004',
    ]);
    expect(levels('hard-carbon-distance-gitt').slice(3, 7)).toEqual([
      'CURRENT -0.0008',
      'CURRENT 0',
      'CURRENT -0.0008',
      'CURRENT 0',
    ]);
  });

  it('takes the charge of pulses out again between distances, by a current', () => {
    const { track: driven } = experiment.program(recipe);
    const returns = (driven?.steps ?? []).flatMap((step, k) =>
      driven?.labels[k] === 'return' && step.verb === 'HOLD' ? [step] : [],
    );
    expect(returns).toHaveLength(DISTANCES.length - 1);
    for (const step of returns) {
      expect(step.level).toBeCloseTo(0.8e-3, 9);
      expect(step.until).toMatchObject({ channel: 'sample_potential', condition: 'ABOVE', value: 1.7 });
      expect(step.seconds).toBeGreaterThan(240);
    }
  });

  it('is refused with too many readings, or a distance within the hop', () => {
    expect(checkRecipe(experiment, recipe)).toEqual([]);
    expect(checkRecipe(experiment, { ...recipe, tipInterval: 0.1 })[0]?.message).toMatch(/at most 1000/);
    const near = { ...recipe, distances: [5e-6], retract: 3e-6 };
    expect(checkRecipe(experiment, near)[0]?.message).toMatch(/twice the hop/);
  });
});

describe('a visit', () => {
  const program = experiment.program(recipe);

  it('has the current that was held at the distance, reading by reading', () => {
    const hop = visitBy(program, { height: 9e-6, current: (t) => 5e-9 + 1e-12 * t });
    const place = program.steps.findIndex(({ verb }) => verb === 'COARSE');
    const approach = program.steps.findIndex(({ verb }) => verb === 'APPROACH');
    const down = hop.steps.get(approach);
    if (!down) throw new Error('no approach');
    const z = Float32Array.from(
      { length: down.count },
      (_, k) => 9e-6 + 1e-9 * Math.min(300, down.count - 1 - k),
    );
    const fallen = z.map((at) => (at > 9.001e-6 ? 5e-9 : 0.98 * 5e-9));
    const felt = { ...down, channels: { z, tip_current: fallen } };
    const raised = new Map(hop.steps).set(approach, felt).set(place, {
      step: place,
      flags: 0,
      start: 0,
      interval: 0.1,
      count: 2,
      channels: { z: Float32Array.of(10e-6, 18.95e-6), tip_current: new Float32Array(2) },
    });
    const { values } = evaluationOf(experiment.id).reduce({ ...hop, steps: raised }, recipe, program);
    const [response, height, distance] = values;
    expect((response ?? NaN) * 1e9).toBeCloseTo(0.899, 3);
    expect((height ?? NaN) * 1e6).toBeCloseTo(9, 6);
    expect((distance ?? NaN) * 1e6).toBeGreaterThan(9.9);
    expect((values[4] ?? NaN) * 1e9).toBeCloseTo(5, 2);
    const { timelines, good } = evaluationOf(experiment.id).detail(
      { ...hop, steps: raised },
      recipe,
      program,
    );
    expect(good).toBe(true);
    expect(timelines?.[0]?.panels.map((p) => p.y.unit)).toEqual(['nA', 'mA', 'V']);
  });

  it('has no numbers where the surface was not found', () => {
    const { values, reason } = evaluationOf(experiment.id).reduce(visitBy(program, {}), recipe, program);
    expect(values.every(Number.isNaN)).toBe(true);
    expect(reason).toMatch(/did not meet/);
  });
});
