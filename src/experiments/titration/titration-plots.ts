/** D and the potential at rest over the state of charge; potential and current over time with the pulses marked. */
import type { Plot, Series, Timeline } from '../shown';
import type { SampleHistory } from '../track/sample-history';
import { samplePanels } from '../track/sample-panels';
import { timePanel } from '../track/time-panel';
import type { Pulse } from './titration-pulses';

const CM2 = 1e4;
const CHARGE = { label: 'state of charge', unit: '%' };

/** Pulses of one sign that tell D. */
export interface Way {
  readonly name: 'insertion' | 'extraction';
  readonly of: readonly Pulse[];
}

export const diffusionPlot = (ways: readonly Way[]): Plot => ({
  title: 'Diffusion coefficient over the state of charge, with the noise of each pulse',
  x: CHARGE,
  y: { label: 'log₁₀ D', unit: 'cm²/s' },
  series: ways.map(({ name, of }) => ({
    kind: 'points',
    name,
    x: of.map(({ charged }) => 100 * charged),
    y: of.map(({ diffusion }) => Math.log10(diffusion * CM2)),
    error: of.map(({ diffusion, noise }) => noise / diffusion / Math.LN10),
  })),
});

export function titrationPlot(pulses: readonly Pulse[]): Plot {
  const known = pulses.filter(({ rest }) => Number.isFinite(rest));
  const way = (name: string, of: readonly Pulse[]): Series => ({
    kind: 'points',
    name,
    x: of.map(({ chargedBefore }) => 100 * chargedBefore),
    y: of.map(({ rest }) => rest),
  });
  return {
    title: 'Titration curve: potential at rest before each pulse',
    x: CHARGE,
    y: { label: 'E', unit: 'V' },
    series: [
      way(
        'insertion',
        known.filter(({ current }) => current < 0),
      ),
      way(
        'extraction',
        known.filter(({ current }) => current > 0),
      ),
    ],
  };
}

export function titrationTimeline(
  pulses: readonly Pulse[],
  history: SampleHistory,
  capacity: number,
): Timeline {
  const begin = history.time[0] ?? NaN;
  const time = history.time.map((t) => t - begin);

  const sample = samplePanels({ ...history, time });
  const known = pulses.filter(({ rest }) => Number.isFinite(rest));
  const marks: Series = {
    kind: 'points',
    name: 'pulse begins',
    x: known.map((pulse) => pulse.begin - begin),
    y: known.map(({ rest }) => rest),
  };
  return {
    title: 'Sample potential, current and charge',
    panels: [
      { ...sample.potential, series: [...sample.potential.series, marks] },
      sample.current,
      timePanel('state of charge', 'SOC', '%', [
        {
          kind: 'line',
          name: 'state of charge',
          x: time,
          y: history.inserted.map((q) => (100 * q) / capacity),
        },
      ]),
    ],
  };
}
