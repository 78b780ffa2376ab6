import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { meanDeviation, surfaceDeviation } from '../kinetics/solver/constant-flux';
import type { HopTraces } from '../records/hop';
import { evaluationOf } from './evaluations';
import type { Recipe } from './experiment';
import { intermittentTitration as experiment } from './intermittent-titration';
import { parseStep, stepText } from './program/step-text';
import { numberOf } from './recipe/recipe';
import { measuredWithErrors } from './results/findings';
import { PULSE_VERDICT, type PulseVerdict } from './titration/pulse';

const published = { ...experiment.presets[0]?.recipe, pulses: 2 };
const { reduce, detail, findings, expect: foresee } = evaluationOf(experiment.id);
const maps = experiment.maps(published);
const place = (name: string): number => maps.findIndex((map) => map.name === name);

const D = 2e-15;
const CURRENT = 0.4e-3;
const RESISTANCE = 80;
/** V from rest to rest. */
const CHANGE = -8e-3;

interface Laws {
  readonly diffusion?: number;
  /** A instead of what was set; V and V rms besides. */
  readonly current?: number;
  readonly resistance?: number;
  readonly noise?: number;
  readonly beside?: (t: number) => number;
  /** Which pulse, and s of it. */
  readonly pulse?: number;
  readonly duration?: number;
}

/** A visit to spheres by the exact solution, with a straight titration curve; the current begins between two readings. */
function visit(recipe: Recipe, laws: Laws = {}): HopTraces {
  const program = experiment.program(recipe);
  const { diffusion = D, resistance = RESISTANCE, noise = 5e-6, beside = () => 0, pulse = 0 } = laws;
  const number = `pulse ${String(pulse + 1)}`;
  const at = program.labels.indexOf(number);
  const hold = program.steps[at];
  if (hold?.verb !== 'HOLD') throw new Error('no hold');
  const { duration = numberOf(recipe, 'driveTime') } = laws;
  const sign = pulse < numberOf(recipe, 'pulses') ? -1 : 1;
  const current = sign * (laws.current ?? CURRENT);
  const lead = hold.seconds - numberOf(recipe, 'driveTime') - numberOf(recipe, 'pulseRest') + 0.3;
  const perSecond = diffusion / 1.5e-6 ** 2;
  const deviation = (t: number): number => (t > 0 ? surfaceDeviation('sphere', perSecond * t) : 0);
  const mean = meanDeviation('sphere', perSecond * duration);
  const gauss = randomNormal.source(randomLcg(0.2))(0, noise);
  const count = Math.round(hold.seconds / hold.interval);
  /** Of a reading, the part in which the current flows. */
  const flowing = (k: number): number => {
    const [from, to] = [k * hold.interval - lead, (k + 1) * hold.interval - lead];
    return Math.max(0, Math.min(to, duration) - Math.max(from, 0)) / hold.interval;
  };
  const potential = Float32Array.from({ length: count }, (_, k) => {
    const t = (k + 0.5) * hold.interval - lead;
    const filled = (deviation(t) - deviation(t - duration)) / mean;
    return 0.6 - sign * CHANGE * filled + resistance * current * flowing(k) + beside(t) + gauss();
  });
  const trace = {
    step: at,
    flags: 0,
    start: 1000 + hold.interval / 2,
    interval: hold.interval,
    count,
    channels: {
      sample_potential: potential,
      sample_current: Float32Array.from({ length: count }, (_, k) => current * flowing(k)),
      tip_current: new Float32Array(count).fill(5e-9),
    },
  };
  return { hop: 1, flags: 0, steps: new Map([[at, trace]]) };
}

const valuesOf = (recipe: Recipe, laws?: Laws): ReturnType<typeof reduce> =>
  reduce(visit(recipe, laws), recipe, experiment.program(recipe));
function verdictOf({ values }: ReturnType<typeof reduce>): PulseVerdict | undefined {
  const code = values[place('verdict')];
  const words = Object.keys(PULSE_VERDICT) as PulseVerdict[];
  return words.find((word) => PULSE_VERDICT[word] === code);
}

describe('the program', () => {
  it('comes to every pulse at a mark, inserts first, and ends a pulse at the limits', () => {
    const { track, steps } = experiment.program(published);
    const lines = (track?.steps ?? []).map(stepText);
    expect(lines.filter((line) => line.startsWith('SYNC'))).toEqual(['SYNC,1', 'SYNC,2', 'SYNC,3', 'SYNC,4']);
    expect(steps.flatMap((step) => (step.verb === 'SYNC' ? [step.mark] : []))).toEqual([1, 2, 3, 4]);
    const pulses = (track?.steps ?? []).flatMap((step) =>
      step.verb === 'HOLD' && step.control === 'CURRENT' && step.level !== 0 ? [step] : [],
    );
    expect(pulses.map(({ level }) => level)).toEqual([-CURRENT, -CURRENT, CURRENT, CURRENT]);
    expect(pulses.map(({ until }) => until?.condition)).toEqual(['BELOW', 'BELOW', 'ABOVE', 'ABOVE']);
    for (const line of lines) expect(parseStep(line)).toMatchObject({ ok: true });
    expect(experiment.path(published).points.every(({ once }) => once === 'begun')).toBe(true);
  });

  it('fits into the memory of a bridge at most', () => {
    const longest = experiment.program({ ...published, pulses: 300 });
    expect(Math.max(longest.steps.length, longest.track?.steps.length ?? 0)).toBeLessThan(4096);
  });

  it('is refused where nothing could come of it', () => {
    const keys = (change: Recipe): string[] =>
      experiment.problems({ ...published, ...change }).map(({ key }) => key);
    expect(keys({})).toEqual([]);
    expect(keys({ sampleVertex: 0.8 })).toEqual(['sampleVertex']);
    expect(keys({ trackInterval: 10 })).toEqual(['trackInterval']);
    expect(keys({ particleRadiusError: 2e-6 })).toEqual(['particleRadiusError']);
  });
});

describe('a pulse', () => {
  it('tells D with what noise and the radius leave open, apart', () => {
    const { values, noise, calibration } = valuesOf(published);
    const at = place('diffusion_coefficient');
    const sigma = noise[at] ?? NaN;
    expect(Math.abs((values[at] ?? NaN) - D)).toBeLessThan(3 * sigma);
    expect(sigma / D).toBeLessThan(0.02);
    expect((calibration[at] ?? NaN) / (values[at] ?? NaN)).toBeCloseTo(2 / 30, 9);
    expect((values[place('equilibrium_change')] ?? NaN) / CHANGE).toBeCloseTo(1, 2);
    expect(values[place('resistance')]).toBeCloseTo(RESISTANCE, 1);
    expect(values[place('pulse_time')]).toBeCloseTo(60, 4);
    expect(values[place('pulse_begin')]).toBeCloseTo(1015.3, 4);
    expect(values[place('pulse_depth')]).toBeCloseTo((D * 60) / 1.5e-6 ** 2, 3);
  });

  it('tells the same while it is taken out, and one that ended at a limit', () => {
    for (const laws of [{ pulse: 3 }, { duration: 31 }]) {
      const reduction = valuesOf(published, laws);
      const { values, noise } = reduction;
      const at = place('diffusion_coefficient');
      expect(verdictOf(reduction)).toBe('good');
      expect(Math.abs((values[at] ?? NaN) - D)).toBeLessThan(3 * (noise[at] ?? NaN));
    }
  });

  it('reads a quarter of D for half the radius, and the formula less than that of a sphere', () => {
    const half = valuesOf({ ...published, particleRadius: 0.75e-6 });
    expect((half.values[place('diffusion_coefficient')] ?? NaN) / D).toBeCloseTo(0.25, 2);
    const formula = valuesOf(published).values[place('diffusion_coefficient_formula')] ?? NaN;
    expect(formula / D).toBeGreaterThan(0.3);
    expect(formula / D).toBeLessThan(0.7);
  });

  it.each<[PulseVerdict, Recipe, Laws]>([
    ['too_long', { driveTime: 300 }, {}],
    ['too_long', {}, { diffusion: 1e-12 }],
    ['too_short', { pulseRest: 60 }, { diffusion: 2e-19 }],
    ['unsettled', { pulseRest: 60 }, {}],
    ['unsettled', {}, { beside: (t) => 2e-6 * t }],
    ['ohmic', {}, { resistance: 3000 }],
    ['noisy', {}, { noise: 5e-3 }],
    ['misfit', {}, { beside: (t) => (t > 0 && t < 60 ? 2e-3 * Math.sin(t / 3) : 0) }],
    ['overload', {}, { current: 0.3e-3 }],
    ['no_pulse', {}, { current: 0 }],
    ['no_pulse', {}, { duration: 3 }],
  ])('is %s with %o and %o, has no D, and says why', (verdict, change, laws) => {
    const recipe = { ...published, ...change };
    const reduction = valuesOf(recipe, laws);
    const { values, reason } = reduction;
    expect(verdictOf(reduction)).toBe(verdict);
    expect(values[place('diffusion_coefficient')]).toBeNaN();
    expect(reason).not.toBe('');
    const shown = detail(visit(recipe, laws), recipe, experiment.program(recipe));
    expect([shown.good, shown.reason]).toEqual([false, reason]);
    expect(shown.headline).toBe(`No D: ${verdict.replaceAll('_', ' ')}`);
  });

  it('shows its fit, and what other shapes would read', () => {
    const shown = detail(visit(published), published, experiment.program(published));
    expect(shown.headline).toMatch(/^D 2\.0\d?\(1\d\) × 10⁻¹¹/);
    expect(shown.plots.map(({ series }) => series.length)).toEqual([2, 2]);
    expect(shown.tables?.[0]?.rows.map(([shape]) => shape)).toEqual(['sphere', 'cylinder', 'plane']);
    expect(shown.timelines?.[0]?.panels).toHaveLength(3);
  });
});

describe('the findings', () => {
  const pixels = Array.from({ length: 4 }, (_, pulse) => {
    const overloaded = pulse === 1 ? { current: 0.3e-3 } : {};
    return valuesOf(published, { pulse, ...overloaded });
  });
  const column = (part: 'values' | 'noise' | 'calibration', map: number): Float64Array =>
    Float64Array.from(pixels, (pixel) => pixel[part][map] ?? NaN);
  const planes = maps.map((_, k) => ({
    values: k === place('pulse_begin') ? Float64Array.of(100, 500, 900, 1300) : column('values', k),
    noise: column('noise', k),
    calibration: column('calibration', k),
  }));
  const time = Float64Array.from({ length: 1700 }, (_, k) => k);
  const flows = (t: number, from: number): boolean => t >= from && t < from + 60;
  const track = {
    time,
    potential: time.map(() => 0.6),
    current: time.map((t) =>
      flows(t, 100) || flows(t, 500) ? -CURRENT : flows(t, 900) || flows(t, 1300) ? CURRENT : 0,
    ),
  };
  const told = findings(measuredWithErrors(maps, experiment.path(published), planes, track), published);

  it('have D over the state of charge both ways, with its interval', async () => {
    const { figures, plots, tables, headline } = await told;
    for (const key of ['diffusion_insertion', 'diffusion_extraction']) {
      const figure = figures.find((f) => f.key === key);
      expect(figure?.interval?.[0]).toBeLessThan(D);
      expect(figure?.interval?.[1]).toBeGreaterThan(D);
    }
    expect(plots[0]?.series.map(({ x }) => x.length)).toEqual([1, 2]);
    const charges = [...(plots[1]?.series ?? [])].flatMap(({ x }) => Array.from(x));
    // 24 mC of 0.8 C a pulse.
    expect(charges[0]).toBeCloseTo(0, 1);
    expect(charges[1]).toBeCloseTo(6, 1);
    expect(charges[2]).toBeCloseTo(3, 1);
    expect(tables[0]?.rows.map((row) => row.at(-1))).toEqual(['good', 'overload', 'good', 'good']);
    expect(headline).toMatch(/median of 3 pulses between 1\.5 and 4\.5.%/);
  });

  it('mark the pulses in time, and warn of those that tell nothing', async () => {
    const { timelines, warnings } = await told;
    const marks = timelines?.[0]?.panels[0]?.series[1];
    expect(marks?.kind).toBe('points');
    expect(Array.from(marks?.x ?? [])).toEqual([100, 900, 1300]);
    expect(warnings).toEqual(['1 of 4 pulses tell no D: overload.']);
  });
});

describe('what can be known before', () => {
  const amplifier = [{ full_scale: 2e-8, noise: [{ cutoff: 100, rms: 0.05e-12 }] }];

  it('is the D that settles and is not too fast', () => {
    const { headline, numbers, warnings } = foresee(published, amplifier);
    expect(headline).toMatch(/^Tells D from 1\.\d × 10⁻¹¹ to 7\.5 × 10⁻¹¹/);
    expect(numbers[0]?.text).toMatch(/^3\.0/);
    expect(warnings).toEqual([]);
  });

  it('are warnings of a rest that is too short, and of coarse pulses', () => {
    expect(foresee({ ...published, pulseRest: 20 }, amplifier).warnings[0]).toMatch(/rest longer/);
    expect(foresee({ ...published, sampleDensity: 20 }, amplifier).warnings[0]).toMatch(/bend too much/);
    expect(foresee({ ...published, fullScale: 1e-9 }, amplifier).warnings[0]).toMatch(/full scale/);
  });
});
