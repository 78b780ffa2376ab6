/** What a person sees of one pulse. */
import { quantity, significant, withError } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import { listeningTimeline } from '../distance/listening-timeline';
import type { Recipe, Recorded } from '../experiment';
import type { PixelDetail, Plot, Series, Timeline } from '../shown';
import { channelOf, timesOf } from '../holds/holds';
import { fitPulse } from '../../kinetics/charge/titration-pulse';
import { calibrationOf } from './calibration';
import { bodyOf, pulseHold, readPulse, type PulseReading } from './pulse';
import { reasonOf } from './pulse-words';

const CM2 = 1e4;
const MILLI = 1e3;

const diffusionText = (value: number, error = NaN): string =>
  quantity(withError(value * CM2, error * CM2), 'cm²/s');

export function pulseDetail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const reading = readPulse(hop, recipe, recorded);
  const { verdict, fit, diffusion } = reading;
  const good = verdict === 'good' && diffusion !== undefined;
  const error = diffusion ? Math.hypot(diffusion.error, calibrationOf(recipe) * diffusion.value) : NaN;
  return {
    headline: good ? `D ${diffusionText(diffusion.value, error)}` : `No D: ${verdict.replaceAll('_', ' ')}`,
    reason: reasonOf(reading),
    good,
    numbers: numbersOf(reading, recipe),
    plots: plotsOf(reading),
    timelines: listenedTo(hop, recorded),
    ...(fit ? { tables: [shapesTable(reading, recipe)] } : {}),
  };
}

function numbersOf(reading: PulseReading, recipe: Recipe): PixelDetail['numbers'] {
  const { fit, diffusion, record, current, validity, remaining, formula, corrected } = reading;
  if (!fit || !diffusion || !record || current === undefined || !validity) return [];
  const { value, error } = diffusion;
  const millivolts = (v: { value: number; error: number }): string =>
    quantity(withError(v.value * MILLI, v.error * MILLI), 'mV');
  return [
    {
      label: 'τ',
      text: quantity(significant(record.duration, 4), 's'),
      title: 'For which the current flowed',
    },
    { label: 'ΔEs', text: millivolts(fit.equilibrium), title: 'From rest to rest' },
    {
      label: 'ΔEτ',
      text: millivolts({ value: fit.transient, error: fit.jump.error }),
      title: 'Under the current, without the ohmic drop',
    },
    {
      label: 'Ohmic drop',
      text: millivolts(fit.jump),
      title: 'With the current at once, electrolyte and surface',
    },
    {
      label: 'R',
      text: quantity(withError(fit.jump.value / current, fit.jump.error / Math.abs(current)), 'Ω'),
      title: 'Ohmic drop over current',
    },
    {
      label: 'Dτ/L²',
      text: significant(validity.T, 2),
      title: 'Of the pulse; a plate is a half space up to 0.2',
    },
    {
      label: 'Still to come',
      text: quantity(significant(100 * (remaining ?? NaN), 2), '%'),
      title: 'Of the change at the surface, after the rest',
    },
    {
      label: 'u(D), noise',
      text: quantity(significant((100 * error) / value, 2), '%'),
      title: '1σ: of the readings, by the bend of the titration curve, and by the rest before',
    },
    {
      label: 'u(D), radius',
      text: quantity(significant(100 * calibrationOf(recipe), 2), '%'),
      title: '1σ, from the uncertainty of the particle’s radius',
    },
    {
      label: 'Formula',
      text: diffusionText(formula?.value ?? NaN, formula?.error),
      title: `Weppner and Huggins, from ΔEs and ΔEτ; of this shape it reads ${significant(validity.reads, 2)} of D`,
    },
    {
      label: 'Formula, undone',
      text: diffusionText(corrected ?? NaN),
      title: 'D of which the formula reads that, if the titration curve is straight',
    },
  ];
}

/** The same record as other bodies of the same length would have it. */
function shapesTable(reading: PulseReading, recipe: Recipe): NonNullable<PixelDetail['tables']>[number] {
  const { length } = bodyOf(recipe);
  const rows = (['sphere', 'cylinder', 'plane'] as const).map((geometry) => {
    const fit = reading.record ? fitPulse(reading.record, { geometry, length }) : 'few';
    if (typeof fit === 'string') return [geometry, '–', '–'];
    const { value, error } = fit.diffusion;
    return [geometry, withError(value * CM2, error * CM2), significant(fit.scatter * 1e6, 2)];
  });
  return { title: 'Other shapes of this size', columns: ['', 'D, cm²/s', 'residuals, µV'], rows };
}

/** The whole visit, the ion current of the pipette with it. */
function listenedTo(hop: HopTraces, recorded: Recorded): Timeline[] {
  const held = pulseHold(hop, recorded);
  if (!held) return [];
  const time = timesOf(held.trace);
  return [
    listeningTimeline(
      [{ name: 'pipette', time, current: channelOf(held.trace, 'tip_current') }],
      {
        time,
        potential: channelOf(held.trace, 'sample_potential'),
        current: channelOf(held.trace, 'sample_current'),
      },
      [],
    ),
  ];
}

function plotsOf({ record, fit }: PulseReading): Plot[] {
  if (!record) return [];
  const under = [...record.time.keys()].filter((k) => {
    const t = record.time[k] ?? NaN;
    return t > 0 && t < record.duration;
  });
  const series = (x: Float64Array, y: (of: Float64Array) => Float64Array): Series[] => [
    { kind: 'points', name: 'measured', x, y: y(record.potential) },
    ...(fit ? [{ kind: 'fit', name: 'diffusion', x, y: y(fit.fitted) } as const] : []),
  ];
  return [
    {
      title: 'Potential before, under and after the current',
      x: { label: 't', unit: 's' },
      y: { label: 'E', unit: 'V' },
      series: series(record.time, (e) => e),
    },
    {
      title: 'Under the current',
      x: { label: '√t', unit: '√s' },
      y: { label: 'E', unit: 'V' },
      series: series(
        Float64Array.from(under, (k) => Math.sqrt(record.time[k] ?? NaN)),
        (e) => Float64Array.from(under, (k) => e[k] ?? NaN),
      ),
    },
  ];
}
