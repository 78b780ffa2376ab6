import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { FARADAY } from '../kinetics/constants';
import { feedbackCurrent } from '../kinetics/feedback/feedback';
import type { HopTraces } from '../records/hop';
import { FLAG } from '../records/record';
import { collection as experiment } from './collection';
import { evaluationOf } from './evaluations';
import type { Recipe } from './experiment';
import { mapDistance } from './feedback/apparent-rate';
import { potentialsOf } from './feedback/collected';
import { BACKGROUND, SWEPT } from './feedback/collection-program';
import { stepsOf } from './program/program';
import { visitBy } from './program/test-visit';
import { measuredWithErrors } from './results/findings';

const { reduce, detail, findings, expect: foresee } = evaluationOf(experiment.id);
const [sweep, pulses] = experiment.presets.map((preset) => preset.recipe) as [Recipe, Recipe];
const SURFACE = 17e-6;
const NOISE = 20e-15;
const BEFORE = -15e-12;
const START = 2.6;

/** Collected at a potential of the sample, A, and what the sample passes. */
const law = (potential: number): number => 1e-9 / (1 + Math.exp((4.3 - potential) / 0.06));
const passes = (potential: number): number => 5e-6 + 2e4 * law(potential);
/** Where the law comes to a level. */
const onsetAt = (level: number): number => 4.3 - 0.06 * Math.log(1e-9 / level - 1);

/** A visit of a place; `drift` of the tip's current, A/s. */
function visit(recipe: Recipe, { drift = 0, program = 0 } = {}): HopTraces {
  const gauss = randomNormal.source(randomLcg(0.3 + 0.01 * program))(0, NOISE);
  const top = 4.7;
  const swept = (time: number): number => {
    const way = (time * 2e-3) % (2 * (top - START));
    return START + (way < top - START ? way : 2 * (top - START) - way);
  };
  const at = (time: number, label: string): number => {
    if (label === BACKGROUND) return START;
    return label === SWEPT ? swept(time) : Number(/at ([\d.]+)/.exec(label)?.[1]);
  };
  return visitBy(experiment.program(recipe), {
    height: SURFACE,
    program,
    current: (time, label) =>
      BEFORE + drift * time - (label === BACKGROUND ? 0 : law(at(time, label))) + gauss(),
    samplePotential: at,
    sampleCurrent: (time, label) => passes(at(time, label)) * (1 + (1e-4 * gauss()) / NOISE),
  });
}

const reduced = (recipe: Recipe, hop: HopTraces) => {
  const { values, noise, calibration, reason } = reduce(hop, recipe, experiment.program(recipe));
  const maps = experiment.maps(recipe);
  const place = (name: string, plane: number): number => {
    let at = 0;
    for (const map of maps) {
      if (map.name === name) return at + plane;
      at += map.axis?.values.length ?? 1;
    }
    return -1;
  };
  return {
    reason,
    value: (name: string, plane = 0): number => values[place(name, plane)] ?? NaN,
    noise: (name: string, plane = 0): number => noise[place(name, plane)] ?? NaN,
    calibration: (name: string, plane = 0): number => calibration[place(name, plane)] ?? NaN,
  };
};

describe.each([
  ['a sweep', sweep],
  ['pulses', pulses],
] as const)('what is collected in %s', (_, recipe) => {
  const found = reduced(recipe, visit(recipe));
  const potentials = potentialsOf(recipe);

  it('is the current less its background, at each potential, and the part of that of the sample', () => {
    potentials.forEach((potential, k) => {
      const [value, error] = [found.value('collected_current', k), found.noise('collected_current', k)];
      // A part of a sweep is as wide as the law is curved.
      expect(Math.abs(value - law(potential))).toBeLessThan(5 * error + 0.01 * law(potential));
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(1e-12);
    });
    const most = potentials.length - 1;
    expect(
      found.value('collection_efficiency', most) / (law(potentials[most]!) / passes(potentials[most]!)),
    ).toBeCloseTo(1, 2);
    expect(found.value('background') / BEFORE).toBeCloseTo(1, 2);
  });

  it('has its onsets in their intervals, which end no nearer than the next potentials', () => {
    [1e-12, 20e-12].forEach((level, k) => {
      const [low, value, high] = ['onset_low', 'onset_potential', 'onset_high'].map((name) =>
        found.value(name, k),
      ) as [number, number, number];
      expect(low).toBeLessThanOrEqual(onsetAt(level));
      expect(high).toBeGreaterThanOrEqual(onsetAt(level));
      expect(value).toBeGreaterThan(low - 1e-12);
      expect(value).toBeLessThan(high + 1e-12);
      const near = Math.min(...potentials.slice(1).map((e, i) => e - potentials[i]!));
      expect(high - low).toBeGreaterThanOrEqual(near - 1e-9);
    });
  });

  it('is a concentration around a shielded disc, no surer than the approximation is', () => {
    const k = potentials.length - 1;
    const L = mapDistance(recipe) / 12.5e-6;
    const far = 4 * 2 * FARADAY * 1.5e-9 * 12.5e-6;
    const concentration = found.value('collected_current', k) / (far * feedbackCurrent(L, 0, 5));
    expect(found.value('concentration', k) / concentration).toBeCloseTo(1, 9);
    expect(found.calibration('concentration', k) / concentration).toBeGreaterThan(0.036 / 1.96);
    expect(found.calibration('concentration', k) / concentration).toBeLessThan(0.1);
  });
});

describe('what keeps a place from being told', () => {
  it('is an approach that met nothing: the distance is not known, whatever the tip reads then', () => {
    const whole = visit(pulses);
    const missed = [...whole.steps].map(([place, trace]) =>
      trace.channels.z ? ([place, { ...trace, flags: FLAG.noContact }] as const) : ([place, trace] as const),
    );
    const hop = { ...whole, flags: FLAG.noContact | FLAG.lastOfHop, steps: new Map(missed) };
    const found = reduced(pulses, hop);
    expect(found.reason).toMatch(/did not meet the surface/);
    for (const name of ['collected_current', 'collection_efficiency', 'concentration', 'onset_potential']) {
      expect(found.value(name)).toBeNaN();
    }
    const shown = detail(hop, pulses, experiment.program(pulses));
    expect(shown).toMatchObject({ good: false, headline: 'Nothing told' });
  });

  it('is a visit that ended early, for the pulses that it did not come to', () => {
    const whole = visit(pulses);
    const places = [...whole.steps.keys()].slice(0, -4);
    const cut = { ...whole, steps: new Map(places.map((k) => [k, whole.steps.get(k)!])) };
    const found = reduced(pulses, cut);
    const known = potentialsOf(pulses).map((_, k) => Number.isFinite(found.value('collected_current', k)));
    expect(known.filter(Boolean)).toHaveLength(known.length - 2);
    expect(known.slice(0, 3)).toEqual([true, true, true]);
  });

  it('is a background that drifts: it becomes part of the interval', () => {
    const [calm, drifting] = [0, 1e-14].map((drift) => reduced(sweep, visit(sweep, { drift })));
    const last = potentialsOf(sweep).length - 1;
    expect(drifting!.noise('collected_current', last)).toBeGreaterThan(
      10 * calm!.noise('collected_current', last),
    );
    const off = drifting!.value('collected_current', last) - law(potentialsOf(sweep)[last]!);
    expect(Math.abs(off)).toBeLessThan(2 * drifting!.noise('collected_current', last));
  });
});

describe('places together', () => {
  const visits = [0, 1, 2, 3].map((program) =>
    reduce(visit(pulses, { program }), pulses, experiment.program(pulses)),
  );
  const maps = experiment.maps(pulses);
  const count = visits[0]!.values.length;
  const measured = measuredWithErrors(
    maps,
    experiment.path(pulses),
    Array.from({ length: count }, (_, k) => ({
      values: visits.map(({ values }) => values[k] ?? NaN),
      noise: visits.map(({ noise }) => noise[k] ?? NaN),
      calibration: visits.map(({ calibration }) => calibration[k] ?? NaN),
    })),
  );

  it('have their curves in one picture, their onsets in a table, and figures with intervals', async () => {
    const { headline, figures, tables, plots, warnings } = await findings(measured, pulses);
    expect(headline).toMatch(/^Onset 3\.\d+.V at 1\.00.pA$/);
    expect(figures.map(({ key }) => key)).toEqual(['onset_1', 'onset_2', 'greatest_current', 'efficiency']);
    for (const { interval } of figures) expect(interval?.[0]).toBeLessThan(interval?.[1] ?? NaN);
    expect(tables[0]?.rows).toHaveLength(4);
    expect(plots[0]?.series.filter(({ kind }) => kind === 'band')).toHaveLength(4);
    expect(warnings).toEqual([]);
  });

  it('of which none collects say so', async () => {
    const none = {
      ...measured,
      plane: (map: string, plane?: number) =>
        map.startsWith('onset') ? [NaN, NaN, NaN, NaN] : measured.plane(map, plane),
    };
    const { headline, warnings } = await findings(none, pulses);
    expect(headline).toMatch(/^Nothing collected/);
    expect(warnings).toHaveLength(1);
  });
});

describe('the program', () => {
  it('meets the track before and after each background, at marks of its own, and visits each place once', () => {
    const { steps, track } = experiment.program(pulses);
    const marksOf = (all: typeof steps): number[] =>
      all.flatMap((step) => (step.verb === 'SYNC' ? [step.mark] : []));
    expect(marksOf(steps)).toEqual(marksOf(track?.steps ?? []));
    expect(new Set(marksOf(steps)).size).toBe(2 * 4 * potentialsOf(pulses).length);
    expect(experiment.path(pulses).points.every(({ once }) => once === 'begun')).toBe(true);
    const levels = (track?.steps ?? []).flatMap((step) => (step.verb === 'HOLD' ? [step.level] : []));
    expect(levels.slice(0, 4)).toEqual([START, START, 2.8, START]);
    expect(levels.at(-1)).toBe(START);
  });

  it('stops by the current that is expected far away, since the way down may begin near', () => {
    const approach = stepsOf(experiment.program(sweep), 0).find(({ verb }) => verb === 'APPROACH');
    const far = 4 * FARADAY * 1e-9 * 0.3 * 12.5e-6;
    expect(approach).toMatchObject({ condition: 'BELOW' });
    expect(approach?.verb === 'APPROACH' ? approach.threshold / (0.4 * far) : NaN).toBeCloseTo(1, 9);
  });
});

describe('a recipe', () => {
  const amplifier = [{ full_scale: 2e-9, noise: [{ cutoff: 100, rms: 50e-15 }] }];

  it('is warned of levels and of a stop within the noise, and of a disc that may touch', () => {
    expect(foresee(sweep, amplifier).warnings).toEqual([]);
    expect(foresee({ ...sweep, onsetLevels: [1e-15] }, amplifier).warnings).toHaveLength(1);
    expect(foresee({ ...sweep, distanceError: 9e-6 }, amplifier).warnings).toHaveLength(1);
    const loud = [{ full_scale: 2e-9, noise: [{ cutoff: 100, rms: 0.2e-9 }] }];
    expect(foresee(sweep, loud).warnings.some((text) => /stop lies within the noise/.test(text))).toBe(true);
  });

  it('is refused with a stop where the way begins, a sweep to nowhere, pulses or levels out of order, too many parts', () => {
    const keys = (change: Recipe): string[] =>
      experiment.problems({ ...sweep, ...change }).map(({ key }) => key);
    expect(keys({})).toEqual([]);
    expect(keys({ stop: 1 })).toEqual(['stop']);
    expect(keys({ sampleVertex: START })).toEqual(['sampleVertex']);
    expect(keys({ potentialStep: 1e-3 })).toEqual(['potentialStep']);
    expect(keys({ onsetLevels: [2e-12, 1e-12] })).toEqual(['onsetLevels']);
    expect(keys({ sampleForm: 'pulses', pulsePotentials: [3, 4, 3.5] })).toEqual(['pulsePotentials']);
  });
});
