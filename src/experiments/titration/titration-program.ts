/**
 * The train of pulses: the probe listens in one visit a pulse, and the sample's potentiostat comes to each at a mark with a rest,
 * the pulse and the rest that follows it. So each visit holds all that its pulse is told from.
 */
import { maskOf } from '../../records/record';
import type { Path, Program, Recipe } from '../experiment';
import type { Line } from '../program/hop-program';
import { numberOf } from '../recipe/recipe';
import { sampleHold, trackOf } from '../track/sample-cycle';
import { driven, insertingCurrent, openCircuit } from '../track/sample-drive';

/** How the label of the hold of a visit begins. */
export const PULSE = 'pulse';
/** Part of the rest that is recorded with the pulse that follows it, and fewest readings of it. */
const BEFORE = 0.05;
const FEWEST_BEFORE = 10;

export const pulseCount = (recipe: Recipe): number => 2 * numberOf(recipe, 'pulses');

/** Of a pulse by its place in the run, A, anodic positive: first insertion, then extraction. */
export const pulseCurrent = (recipe: Recipe, place: number): number =>
  (place < numberOf(recipe, 'pulses') ? 1 : -1) * insertingCurrent(recipe);

/** s of rest before a pulse within its visit. */
const leadOf = (recipe: Recipe): number =>
  Math.max(BEFORE * numberOf(recipe, 'pulseRest'), FEWEST_BEFORE * numberOf(recipe, 'trackInterval'));

function visit(recipe: Recipe, place: number): Line[] {
  const seconds = leadOf(recipe) + numberOf(recipe, 'driveTime') + numberOf(recipe, 'pulseRest');
  const [level, interval] = [numberOf(recipe, 'pipetteBias'), numberOf(recipe, 'trackInterval')];
  const cutoff = numberOf(recipe, 'approachCutoff');
  return [
    [{ verb: 'MOVE' }, ''],
    [{ verb: 'AMPLIFIER', fullScale: numberOf(recipe, 'fullScale'), cutoff }, ''],
    [{ verb: 'SYNC', mark: place + 1 }, ''],
    [{ verb: 'HOLD', control: 'POTENTIAL', level, seconds, interval }, `${PULSE} ${String(place + 1)}`],
    [{ verb: 'END' }, ''],
  ];
}

function pulse(recipe: Recipe, place: number): Line[] {
  const name = String(place + 1);
  const [time, rest] = [numberOf(recipe, 'driveTime'), numberOf(recipe, 'pulseRest')];
  return [
    [{ verb: 'SYNC', mark: place + 1 }, ''],
    openCircuit(recipe, leadOf(recipe), `before pulse ${name}`),
    driven(recipe, pulseCurrent(recipe, place), time, `pulse ${name}`),
    openCircuit(recipe, rest, `rest ${name}`),
  ];
}

export function titrationProgram(recipe: Recipe): Program {
  const places = Array.from({ length: pulseCount(recipe) }, (_, place) => place);
  const lines = places.flatMap((place) => visit(recipe, place));
  const first = sampleHold(recipe, numberOf(recipe, 'sampleStart'), numberOf(recipe, 'sampleRest'), 'start');
  return {
    steps: lines.map(([step]) => step),
    labels: lines.map(([, label]) => label),
    channelMask: maskOf('sample_potential', 'sample_current'),
    clearance: 1e-6,
    travelHeight: null,
    track: trackOf([first, ...places.flatMap((place) => pulse(recipe, place))]),
  };
}

/** One visit a pulse; none is made twice. */
export function titrationPath(recipe: Recipe): Path {
  const at = { x: numberOf(recipe, 'pointX'), y: numberOf(recipe, 'pointY'), row: 0, once: 'begun' } as const;
  const columns = pulseCount(recipe);
  const points = Array.from({ length: columns }, (_, column) => ({ ...at, column, program: column }));
  return { points, rows: 1, columns, listed: true, x: points.map((_, k) => k + 1), y: [1] };
}
