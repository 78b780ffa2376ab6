/**
 * What voltammograms at several rates will tell, by rehearsing them: the solver's waves with the amplifier's noise go through
 * the analysis that a measurement goes through.
 */
import { FARADAY, thermal } from '../../kinetics/constants';
import { analyseDiffusion, type Cell, type DiffusionAnalysis, type Verdict } from '../../kinetics/diffusion';
import { bisect } from '../../kinetics/numerics/search';
import type { ElectrodeModel } from '../../kinetics/solver/electrode';
import { quantity, significant } from '../../quantity';
import type { NoiseTable } from '../landing/amplifier-noise';
import { assumedModel, windowWarning } from './assumed-sample';
import type { Expectation, Program, Recipe } from '../experiment';
import { rehearse, withNoise, type RehearsedWave } from './rehearsal';
import type { CycleStep } from '../program/step';
import { cellOf, chosenModel } from './voltammetry';
import { MODEL_TITLE } from './numbers';

/** Rehearsals that are averaged. */
const DRAWS = 4;
/** A model with less weight than this is ruled out. */
const RULED_OUT = 0.05;

type Numbers = Expectation['numbers'];

/** Everything that a rehearsal needs, and how it is analysed. */
interface Rehearsal {
  readonly program: Program;
  readonly model: ElectrodeModel;
  readonly cell: Cell;
  readonly amplifier: NoiseTable;
  readonly choice: NonNullable<Parameters<typeof analyseDiffusion>[2]>;
}

export function voltammetryExpectation(program: Program, recipe: Recipe, amplifier: NoiseTable): Expectation {
  const rehearsal: Rehearsal = {
    program,
    model: assumedModel(recipe),
    cell: cellOf(recipe),
    amplifier,
    choice: { model: chosenModel(recipe) },
  };
  const waves = rehearse(program.steps, rehearsal.model, 0);
  const draws = Array.from({ length: DRAWS }, (_, k) => analysed(rehearsal, waves, k + 1));
  const [first] = draws;
  const warnings = warningsOf(rehearsal, waves, draws);
  const given = draws.flatMap((d) => d.diffusion ?? []);
  if (!first || given.length < DRAWS) {
    const why = draws.find((d) => !d.diffusion)?.reason ?? '';
    return { headline: 'No diffusion coefficient is expected', numbers: [], warnings: [why, ...warnings] };
  }
  const noise = mean(given.map((d) => d.error / d.value));
  const calibration = mean(given.map((d) => d.calibration / d.value));
  return {
    headline: `u(D) ${percent(noise)} noise, ${percent(calibration)} calibration`,
    numbers: [
      ...parts(rehearsal, waves),
      { label: 'Verdict', text: first.verdict.replaceAll('_', ' '), title: first.reason },
      ...signals(waves, draws),
      ...comparison(draws),
      ...effects(rehearsal),
    ],
    warnings,
  };
}

const analysed = (
  { cell, amplifier, choice }: Rehearsal,
  waves: readonly RehearsedWave[],
  seed: number,
  changes: Partial<Cell> = {},
): DiffusionAnalysis => analyseDiffusion(withNoise(waves, amplifier, seed), { ...cell, ...changes }, choice);

/** What each number of the calibration leaves in D, the largest first. */
function parts(rehearsal: Rehearsal, waves: readonly RehearsedWave[]): Numbers {
  const exact = { contactRadiusError: 0, concentrationError: 0, temperatureError: 0 };
  const only = (key: keyof typeof exact): number => {
    const own = { ...exact, [key]: rehearsal.cell[key] };
    const { value = NaN, calibration = NaN } = analysed(rehearsal, waves, 1, own).diffusion ?? {};
    return calibration / value;
  };
  return (
    [
      ['contact radius', only('contactRadiusError')],
      ['concentration', only('concentrationError')],
      ['temperature', only('temperatureError')],
    ] as const
  )
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, part]) => ({
      label: `u(D) from ${name}`,
      text: percent(part),
      title: 'One standard deviation of D from this number’s own uncertainty',
    }));
}

/** Peak over noise at the fastest and the slowest rate. */
function signals(waves: readonly RehearsedWave[], draws: readonly DiffusionAnalysis[]): Numbers {
  const rates = waves.map(({ wave }) => wave.scanRate);
  return [...new Set([Math.max(...rates), Math.min(...rates)])].map((rate) => {
    const part = mean(
      draws.flatMap(({ waves: all }) => {
        const peak = all.find((w) => w.scanRate === rate)?.first?.current;
        return peak ? [Math.abs(peak.error / peak.value)] : [];
      }),
    );
    return {
      label: `u(ip) at ${String(rate)} V/s`,
      text: percent(part),
      title: 'One standard deviation of a peak current from the amplifier’s noise',
    };
  });
}

/** Which lines through the peak currents the evidence would rule out. */
function comparison(draws: readonly DiffusionAnalysis[]): Numbers {
  const [first] = draws;
  if (!first) return [];
  return first.fits.flatMap(({ model }) => {
    if (model === first.model) return [];
    const tried = draws.flatMap(({ fits, weights, diffusion }) => {
      const place = fits.findIndex((fit) => fit.model === model);
      const value = fits[place]?.diffusion.value;
      if (value === undefined || !diffusion) return [];
      return [{ weight: weights[place] ?? 0, off: value / diffusion.value - 1 }];
    });
    const off = mean(tried.map((t) => t.off));
    const told = mean(tried.map((t) => t.weight)) < RULED_OUT ? 'told apart' : 'not told apart';
    return [
      {
        label: model === 'line' ? 'Textbook line' : capitalised(MODEL_TITLE[model]),
        text: `${told}, D ${off < 0 ? '−' : '+'}${percent(Math.abs(off))}`,
        title: 'Whether the peak currents speak against this model, and how far off its D would be',
      },
    ];
  });
}

/** What a wave is measured in: rate and current of diffusion at the fastest rate, SI. */
interface Scale {
  /** √(Dfv), m/s, and FAC√(Dfv), A. */
  readonly rate: number;
  readonly current: number;
  /** √(D/fv), m. */
  readonly length: number;
  readonly unit: number;
  readonly scanRate: number;
}

/** An effect that a sample may have; `at` gives it a strength, dimensionless, from 0.01 (hidden) to 100. */
interface Effect {
  readonly label: string;
  readonly verdict: Verdict;
  readonly at: (strength: number, scale: Scale) => number;
  readonly model: (value: number) => Partial<ElectrodeModel>;
  readonly stray?: true;
  readonly side: '<' | '>';
  readonly factor: number;
  readonly unit: string;
}

const EFFECTS: readonly Effect[] = [
  {
    label: 'Slow transfer, k⁰',
    verdict: 'kinetic',
    at: (strength, { rate }) => rate / strength,
    model: (rateConstant) => ({ rateConstant }),
    side: '<',
    factor: 100,
    unit: 'cm/s',
  },
  {
    label: 'Series resistance',
    verdict: 'resistive',
    at: (strength, { unit, current }) => strength / (unit * current),
    model: (resistance) => ({ resistance }),
    side: '>',
    factor: 1e-6,
    unit: 'MΩ',
  },
  {
    label: 'Stray capacitance',
    verdict: 'stray_capacitance',
    at: (strength, { current, scanRate }) => (strength * current) / scanRate,
    model: () => ({}),
    stray: true,
    side: '>',
    factor: 1e15,
    unit: 'fF',
  },
  {
    label: 'Thin layer',
    verdict: 'thin_layer',
    at: (strength, { length }) => length / strength,
    model: (thickness) => ({ thickness, discRadius: Infinity }),
    side: '<',
    factor: 1e9,
    unit: 'nm',
  },
];
/** Decades of strength that are tried, and halvings of the one in which an effect appears. */
const DECADES = [-2, -1, 0, 1, 2];
const HALVINGS = 3;

function effects(rehearsal: Rehearsal): Numbers {
  const scale = scaleOf(rehearsal);
  return EFFECTS.flatMap((effect) => {
    const strength = leastNamed(rehearsal, effect, scale);
    if (strength === null) return [];
    const { label, at, side, factor, unit } = effect;
    return [
      {
        label,
        text: `named ${side} ${quantity(significant(at(strength, scale) * factor, 2), unit)}`,
        title: 'The smallest effect of this kind that a verdict would name',
      },
    ];
  });
}

function scaleOf({ program, model }: Rehearsal): Scale {
  const unit = thermal(model.temperature);
  const scanRate = Math.max(...program.steps.map((s) => (s.verb === 'CYCLE' ? s.scanRate : 0)));
  const rate = Math.sqrt(model.diffusion * unit * scanRate);
  const current = FARADAY * model.area * model.concentration * rate;
  return { rate, current, length: model.diffusion / rate, unit, scanRate };
}

/** The least strength that is named; null where none is. Beyond it an effect may hide the wave altogether. */
function leastNamed(rehearsal: Rehearsal, effect: Effect, scale: Scale): number | null {
  const isNamed = (power: number): boolean => {
    const value = effect.at(10 ** power, scale);
    const changed = { ...rehearsal.model, ...effect.model(value) };
    const waves = rehearse(rehearsal.program.steps, changed, effect.stray ? value : 0);
    return analysed(rehearsal, waves, 1).verdict === effect.verdict;
  };
  const decade = DECADES.find(isNamed);
  if (decade === undefined) return null;
  return 10 ** bisect(isNamed, decade - 1, decade, HALVINGS);
}

function warningsOf(
  { program, model }: Rehearsal,
  waves: readonly RehearsedWave[],
  draws: readonly DiffusionAnalysis[],
): string[] {
  const cycles = program.steps.filter((s): s is CycleStep => s.verb === 'CYCLE');
  const beyond = waves.filter(({ wave, fullScale }) =>
    Array.from(wave.current).some((i) => Math.abs(i) > fullScale),
  );
  const windows = cycles.flatMap((c) => windowWarning(model, c.start, c.vertex1) ?? []);
  const changed = draws.filter((d) => d.repeat?.changed).length;
  return [
    ...new Set(windows),
    ...(beyond.length > 0
      ? [
          `${String(beyond.length)} of ${String(waves.length)} voltammograms would go beyond the amplifier’s full scale.`,
        ]
      : []),
    ...(changed > DRAWS / 2
      ? [
          'The first rate will come out differently when repeated: the rests are too short for the film to forget the sweeps before.',
        ]
      : []),
  ];
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const percent = (part: number): string => quantity(significant(100 * part, 2), '%');
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
