/** What passes over a line say of the film below while it is charged: its height over time and place, and the current above it. */
import { restingDrift } from '../../kinetics/charge/resting-drift';
import { findStages, type Stage } from '../../kinetics/charge/stages';
import { quantity, significant } from '../../quantity';
import type { Findings, MeasuredMaps, Recipe } from '../experiment';
import type { ImagePlot, TimelineFrame } from '../shown';
import { linePath } from '../path/line';
import { numberOf } from '../recipe/recipe';
import { NO_FINDINGS } from '../results/findings';
import { NANOMETRE, ONE, SECOND } from '../results/map-specs';
import { historyOf, rowAt } from '../track/sample-history';
import { clearDrift } from './clear-drift';
import { NOT_RESTED, stageFigures, stageTable } from './height-findings';
import { overTime, passImage } from './line-images';
import { lastingChange, passesOf, type Passes } from './line-passes';
import { levelsIn } from './profile-map';
import { swellingTimeline } from './swelling-timeline';

const FEWEST = 2;
/** A point has lost or gained material where its lasting change is beyond this, m. */
const LASTING = 0.3e-6;

export function lineFindings({ plane, track }: MeasuredMaps, recipe: Recipe): Findings {
  const [heights, times, modes] = [plane('height'), plane('time'), plane('mode_current')];
  const visits = { heights, times, currents: plane('clear_current') };
  const passes = passesOf(visits, numberOf(recipe, 'linePoints'));
  const { time, rise, clear, which } = passes;
  if (time.length < FEWEST) return NO_FINDINGS;
  const history = historyOf(track);
  const inserted = rowAt(history, 'inserted', time);
  const potential = rowAt(history, 'potential', time);
  const most = history.inserted.reduce((a, b) => Math.max(a, b), 0);
  const resting = restingDrift(time, rise, inserted);
  const drift = (pass: number): number => resting?.drift[pass] ?? 0;
  const swelling = rise.map((h, pass) => h - drift(pass));
  const stages = findStages(time, swelling);
  const rising = stages.filter(({ size }) => size > 0);
  const thickness = numberOf(recipe, 'filmThickness');
  const begin = Math.min(time[0] ?? NaN, history.time[0] ?? Infinity);
  const drifting = clearDrift(plane('clear_current'), recipe);
  const lasting = lastingChange(passes, heights);
  const changed = [...lasting].filter((by) => Math.abs(by) > LASTING).length;
  const line = { passes, x: linePath(recipe).x, begin };
  const lowest = Array.from(heights)
    .filter(Number.isFinite)
    .reduce((a, b) => Math.min(a, b), Infinity);
  const base = (which[0] ?? 0) * passes.points;
  const levels = levelsIn(recipe);
  const current = Array.from(levels, (_, k) => plane('approach_current', k));
  const curves = {
    heights,
    levels,
    current: (visit: number, level: number) => current[level]?.[visit] ?? NaN,
    mode: (visit: number) => modes[visit] ?? NaN,
  };
  const shown = momentsOf(stages, inserted).map((pass) =>
    passImage(line, curves, pass, potential[pass] ?? NaN),
  );
  return {
    ...NO_FINDINGS,
    headline:
      rising.length > 0
        ? `The line rises by ${rising.map(({ size }) => quantity(significant((100 * size) / thickness), '%')).join(' and ')} of ${quantity(significant(thickness * 1e6), 'µm')}; ${String(changed)} of ${String(passes.points)} points change for good`
        : `${String(time.length)} passes, without a stage of the height that stands out`,
    figures: [
      ...rising.flatMap((stage, k) => stageFigures(stage, k + 1, thickness)),
      ...drifting.figures,
      {
        key: 'changed_points',
        label: `Points that changed for good by more than ${quantity(significant(LASTING * 1e9), 'nm')}`,
        value: changed,
        unit: '',
        shown: ONE,
      },
      {
        key: 'pass_time',
        label: 'From pass to pass, mean',
        value: ((time.at(-1) ?? NaN) - (time[0] ?? NaN)) / (time.length - 1),
        unit: 's',
        shown: SECOND,
      },
      {
        key: 'lasting_deepest',
        label: 'Lowest of the lasting changes',
        value: lasting.reduce((a, b) => Math.min(a, b), Infinity),
        unit: 'm',
        shown: NANOMETRE,
      },
    ],
    tables: stages.length > 0 ? [stageTable(stages, { time, begin, thickness }, potential)] : [],
    images: [
      overTime(line, 'Change of the height over time', 'change', (visit, pass) => {
        const from = heights[base + (visit % passes.points)] ?? NaN;
        return (heights[visit] ?? NaN) - from - drift(pass);
      }),
      overTime(
        line,
        'Height over time',
        'height',
        (visit, pass) => (heights[visit] ?? NaN) - drift(pass) - lowest,
      ),
      ...shown.filter((image): image is ImagePlot => image !== null),
    ],
    timelines: [
      {
        ...swellingTimeline({ time, swelling, current: clear, inserted, most, thickness, begin }, history),
        frames: framesOf(passes, begin),
      },
    ],
    warnings: [...drifting.warnings, ...(resting ? [] : [NOT_RESTED])],
  };
}

/** The points of each pass, at its time. */
const framesOf = ({ time, which, points }: Passes, begin: number): TimelineFrame[] =>
  which.map((pass, k) => ({
    time: (time[k] ?? NaN) - begin,
    points: { from: pass * points, to: (pass + 1) * points },
  }));

/** Passes at the beginning, where stages are fastest, where most is inserted, and at the end. */
function momentsOf(stages: readonly Stage[], inserted: Float64Array): number[] {
  const fullest = inserted.indexOf(inserted.reduce((a, b) => Math.max(a, b), -Infinity));
  const moments = [0, ...stages.map(({ fastest }) => fastest), fullest, inserted.length - 1];
  return [...new Set(moments.filter((pass) => pass >= 0))].sort((a, b) => a - b);
}
