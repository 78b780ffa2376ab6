/**
 * How much work it is to draw a day of track at 10 Hz: three curves of 864 000 samples each in the width of a pane, from finding
 * their extremes, once, to every step of showing a part larger and moving it. Time of the processor, not of the wall.
 */
import type { Plot, Timeline } from '../src/experiments/shown';
import { extremesOf } from '../src/figures/extremes';
import { movedSpan, zoomedSpan } from '../src/figures/time-axis';
import { timelineDrawing, wholeOf } from '../src/figures/timeline-drawing';
import { Random } from '../src/world/random';
import type { Figure } from './run';

const SAMPLES = 864_000;
const INTERVAL = 0.1;
const CURVES = 3;
const STEPS = 200;
const SIZE = { width: 400, height: 110 };

export function run(): Promise<Figure[]> {
  const timeline = day();
  const curves = timeline.panels.flatMap(({ series }) => series.map((s) => ('y' in s ? s.y : [])));
  const found = cpu(() => {
    for (const curve of curves) extremesOf(curve);
  });
  const whole = wholeOf(timeline);
  if (!whole) throw new Error('a day has a time');
  let points = 0;
  let seen = whole;
  const worst = cpu(() => {
    for (let k = 0; k < STEPS; k++) points = pathPoints(timelineDrawing(timeline, whole, SIZE).panels);
  });
  const zoom = cpu(() => {
    for (let k = 0; k < STEPS; k++) {
      seen = zoomedSpan(seen, whole, 0.6 * whole.high, k < STEPS / 2 ? 1.05 : 1 / 1.05);
      timelineDrawing(timeline, movedSpan(seen, whole, 10 * k), SIZE);
    }
  });
  const figure = (what: string, value: number, unit: string, bound: string): Figure => ({
    figure: `${what}, ${String(CURVES)} curves of 24 h at 10 Hz, processor`,
    value,
    unit,
    bound,
  });
  return Promise.resolve([
    figure('Extremes, once', found, 'ms', '<= 100'),
    figure('Drawing of the whole', worst / STEPS, 'ms', '<= 8'),
    figure('Step of showing a part larger and moving it', zoom / STEPS, 'ms', '<= 8'),
    figure('Corners of the paths', points, '1', 'printed'),
  ]);
}

function day(): Timeline {
  const random = new Random(1);
  const time = Float64Array.from({ length: SAMPLES }, (_, k) => k * INTERVAL);
  const panels = Array.from({ length: CURVES }, (_, curve): Plot => {
    const y = Float64Array.from(time, (t) => Math.sin(t / (500 + 900 * curve)) + 0.05 * random.normal());
    const title = `curve ${String(curve)}`;
    return {
      title,
      x: { label: 't', unit: 's' },
      y: { label: 'I', unit: 'nA' },
      series: [{ kind: 'line', name: title, x: time, y }],
    };
  });
  return { title: 'A day', panels };
}

const pathPoints = (panels: ReturnType<typeof timelineDrawing>['panels']): number =>
  panels
    .flatMap((panel) => panel?.marks ?? [])
    .reduce((sum, { path }) => sum + path.split(/[ML]/).length - 1, 0);

/** ms of the processor. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
