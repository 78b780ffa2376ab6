/** What a train of pulses says: D over the state of charge with its uncertainty, pulse by pulse, and what was wrong. */
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { quantity, significant, withError } from '../../quantity';
import type { Figure, Findings, MeasuredMaps, Recipe } from '../experiment';
import type { Table } from '../shown';
import { numberOf } from '../recipe/recipe';
import { medianOf, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { ONE, PERCENT } from '../results/map-specs';
import { historyOf } from '../track/sample-history';
import { calibrationOf } from './calibration';
import { diffusionPlot, titrationPlot, titrationTimeline, type Way } from './titration-plots';
import { pulsesOf, type Pulse } from './titration-pulses';

const CM2 = 1e4;
const MILLI = 1e3;

export function titrationFindings(maps: MeasuredMaps, recipe: Recipe): Findings {
  const history = historyOf(maps.track);
  const pulses = pulsesOf(maps, recipe, history);
  if (pulses.length === 0) return NO_FINDINGS;
  const told = pulses.filter(({ diffusion }) => Number.isFinite(diffusion));
  const ways: readonly Way[] = [
    { name: 'insertion', of: told.filter(({ current }) => current < 0) },
    { name: 'extraction', of: told.filter(({ current }) => current > 0) },
  ];
  return {
    headline: headlineOf(told, pulses.length, recipe),
    figures: [
      ...ways.flatMap((way) => (way.of.length > 0 ? [diffusionFigure(way, recipe)] : [])),
      {
        key: 'radius_uncertainty',
        label: 'u(D) by the size of a particle, 1σ',
        value: calibrationOf(recipe),
        unit: '',
        shown: PERCENT,
      },
      { key: 'pulses_told', label: 'Pulses that tell D', value: told.length, unit: '', shown: ONE },
      { key: 'pulses', label: 'Pulses made', value: pulses.length, unit: '', shown: ONE },
      {
        key: 'resistance',
        label: 'Ohmic drop over current, median',
        ...medianOf(sortedNumbers(pulses.map(({ resistance }) => resistance))),
        unit: 'ohm',
        shown: { unit: 'Ω', factor: 1 },
      },
      {
        key: 'inserted_charge',
        label: 'Charge taken up at most',
        value: history.inserted.reduce((a, b) => Math.max(a, b), 0),
        unit: 'C',
        shown: { unit: 'mC', factor: MILLI },
      },
    ],
    tables: [pulseTable(pulses, recipe)],
    plots: [diffusionPlot(ways), titrationPlot(pulses)],
    timelines: [titrationTimeline(pulses, history, numberOf(recipe, 'sampleCapacity'))],
    warnings: warningsOf(pulses),
  };
}

const medianDiffusion = (of: readonly Pulse[]): Pick<Figure, 'value' | 'interval'> =>
  medianOf(sortedNumbers(of.map(({ diffusion }) => diffusion)));

/** The median over the pulses; its interval is that of the pulses among each other, widened by what they all have in common. */
function diffusionFigure({ name, of }: Way, recipe: Recipe): Figure {
  const { value, interval = [value, value] } = medianDiffusion(of);
  const common = NORMAL_95 * calibrationOf(recipe) * value;
  return {
    key: `diffusion_${name}`,
    label: `D in ${name}, median`,
    value,
    interval: [
      value - Math.hypot(value - interval[0], common),
      value + Math.hypot(interval[1] - value, common),
    ],
    unit: 'm2/s',
    shown: { unit: 'cm²/s', factor: CM2 },
  };
}

function headlineOf(told: readonly Pulse[], all: number, recipe: Recipe): string {
  if (told.length === 0) return `None of ${String(all)} pulses tells D`;
  const { value } = medianDiffusion(told);
  const charged = told.map(({ charged: part }) => 100 * part);
  const [low, high] = [Math.min(...charged), Math.max(...charged)];
  const text = quantity(withError(value * CM2, calibrationOf(recipe) * value * CM2), 'cm²/s');
  return `D ${text}, median of ${String(told.length)} pulses between ${significant(low, 2)} and ${quantity(significant(high, 2), '%')} of charge`;
}

function pulseTable(pulses: readonly Pulse[], recipe: Recipe): Table {
  const calibration = NORMAL_95 * 100 * calibrationOf(recipe);
  return {
    title: 'Pulses',
    columns: [
      '',
      'τ, s',
      'charge, %',
      'E at rest, V',
      'ΔEs, mV',
      'ΔEτ, mV',
      'Dτ/L²',
      'D, cm²/s',
      '95 % by noise, %',
      '95 % by radius, %',
      'verdict',
    ],
    rows: pulses.map((pulse) => {
      const known = Number.isFinite(pulse.diffusion);
      return [
        String(pulse.number),
        significant(pulse.duration, 3),
        significant(100 * pulse.charged, 3),
        significant(pulse.rest, 4),
        significant(pulse.equilibrium * MILLI),
        significant(pulse.transient * MILLI),
        significant(pulse.depth, 2),
        significant(pulse.diffusion * CM2),
        significant((NORMAL_95 * 100 * pulse.noise) / pulse.diffusion, 2),
        known ? significant(calibration, 2) : significant(NaN),
        pulse.verdict,
      ];
    }),
  };
}

/** Which verdicts took D from pulses, and how many. */
function warningsOf(pulses: readonly Pulse[]): string[] {
  const counts = new Map<string, number>();
  for (const { verdict } of pulses) {
    if (verdict !== 'good') counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return [...counts].map(
    ([verdict, n]) => `${String(n)} of ${String(pulses.length)} pulses tell no D: ${verdict}.`,
  );
}
