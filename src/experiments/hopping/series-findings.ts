/** What a series of topographies says: how the surface rose and fell with the sample, what stays changed, what came off. */
import { fixed, quantity, significant } from '../../quantity';
import type { Figure, Findings, MeasuredMaps, Recipe } from '../experiment';
import type { ImagePlot, Series, Table } from '../shown';
import { numberOf } from '../recipe/recipe';
import { medianOf, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { NANOMETRE, PERCENT, VOLT } from '../results/map-specs';
import { isByCurrent, potentialsOf } from '../track/sample-frames';
import { chargeAt, historyOf, rowAt, type SampleHistory } from '../track/sample-history';
import { samplePanels } from '../track/sample-panels';
import { timePanel } from '../track/time-panel';

interface Frame {
  readonly plane: number;
  readonly potential: number;
  /** s since the bridge's boot, in the middle of the frame. */
  readonly time: number;
  /** Of the sample then: V, and its state of charge in parts of the run's greatest span. */
  readonly measured: number;
  readonly charge: number;
  /** Median change since the first frame, m; what the whole area has in common. */
  readonly rise: number;
  /** Changes beyond that, m. */
  readonly own: Float64Array;
  /** Part of the pixels that sank by more than the depth. */
  readonly detached: number;
}

export function seriesFindings({ path, plane, track }: MeasuredMaps, recipe: Recipe): Findings {
  const depth = numberOf(recipe, 'detachedDepth');
  const history = historyOf(track);
  const frames = potentialsOf(recipe).flatMap((potential, k): Frame[] => {
    const change = plane('height_change', k);
    const known = sortedNumbers(change);
    if (known.length === 0) return [];
    const rise = medianOf(known).value;
    const own = Float64Array.from(change, (v) => v - rise);
    const detached = own.filter((v) => v < -depth).length / known.length;
    const time = medianOf(sortedNumbers(plane('time', k))).value;
    const at = Float64Array.of(time);
    const [measured = NaN, charge = NaN] = [...rowAt(history, 'potential', at), ...chargeAt(history, at)];
    return [{ plane: k, potential, time, measured, charge, rise, own, detached }];
  });
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first || !last || frames.length < 2) return NO_FINDINGS;
  const most = frames.reduce((a, b) => (b.rise > a.rise ? b : a));
  const gone = frames.find(({ detached }) => detached > 0);
  return {
    ...NO_FINDINGS,
    headline: `Rises by ${quantity(significant(most.rise * 1e6), 'µm')} at ${quantity(significant(most.potential), 'V')}; ${quantity(significant(100 * last.detached, 2), '%')} of the area has come off`,
    figures: [
      nm('rise', 'Greatest median rise', most.rise),
      nm('rise_left', 'Median change in the last frame', last.rise),
      share('detached_share', 'Detached in the last frame', last.detached),
      ...(isByCurrent(recipe)
        ? [share('charge_left', 'State of charge in the last frame', last.charge)]
        : []),
      ...(gone
        ? [
            {
              key: 'detached_from',
              label: 'Detached for the first time at',
              value: gone.potential,
              unit: 'V',
              shown: VOLT,
            },
          ]
        : []),
    ],
    tables: [frameTable(frames)],
    timelines: [timelineOf(frames, history)],
    images: imageOf(path, last),
    warnings: gone
      ? [
          `From ${quantity(significant(gone.potential), 'V')} on parts of the surface have sunk by more than ${quantity(significant(depth * 1e9), 'nm')}: something has come off there.`,
        ]
      : [],
  };
}

const nm = (key: string, label: string, value: number): Figure => ({
  key,
  label,
  value,
  unit: 'm',
  shown: NANOMETRE,
});
const share = (key: string, label: string, value: number): Figure => ({
  key,
  label,
  value,
  unit: '',
  shown: PERCENT,
});

function frameTable(frames: readonly Frame[]): Table {
  return {
    title: 'Frames',
    columns: ['to, V', 'E, V', 'state of charge, %', 'median change, nm', 'detached, %'],
    rows: frames.map(({ potential, measured, charge, rise, detached }) => [
      significant(potential),
      significant(measured),
      fixed(100 * charge, 1),
      significant(rise * 1e9),
      significant(100 * detached, 2),
    ]),
  };
}

function timelineOf(
  frames: readonly Frame[],
  history: SampleHistory,
): NonNullable<Findings['timelines']>[number] {
  const begin = Math.min(history.time[0] ?? Infinity, ...frames.map(({ time }) => time));
  const over = (name: string, of: (frame: Frame) => number): Series => ({
    kind: 'points',
    name,
    x: frames.map(({ time }) => time - begin),
    y: frames.map(of),
  });
  const times = history.time.map((t) => t - begin);
  const sample = samplePanels({ ...history, time: times });
  return {
    title: 'Frames over time',
    panels: [
      timePanel('median change', 'Δz', 'nm', [over('median change', ({ rise }) => rise * 1e9)]),
      timePanel('detached', 'part', '%', [over('detached', ({ detached }) => 100 * detached)]),
      sample.potential,
      sample.current,
      timePanel('state of charge', 'SOC', '%', [
        {
          kind: 'line',
          name: 'state of charge',
          x: times,
          y: chargeAt(history, history.time).map((part) => 100 * part),
        },
      ]),
    ],
    frames: frames.map(({ time, plane }) => ({ time: time - begin, map: 'height', plane })),
  };
}

/** The last frame against the first without what the whole area has in common: drift, and swelling that is left. */
function imageOf({ x, y, rows, columns }: MeasuredMaps['path'], { own }: Frame): ImagePlot[] {
  const axis = (label: string, of: readonly number[]): ImagePlot['x'] => ({
    label,
    unit: 'µm',
    first: (of[0] ?? NaN) * 1e6,
    last: (of.at(-1) ?? NaN) * 1e6,
  });
  return [
    {
      title: 'Change that stays, less its median',
      x: axis('x', x),
      y: axis('y', y),
      z: { label: 'change', unit: 'nm' },
      rows,
      columns,
      values: own.map((v) => v * 1e9),
    },
  ];
}
