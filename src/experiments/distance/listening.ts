/**
 * The tip listens at distances from the surface, one after the other, while the sample is driven: form fields, steps, and what
 * was recorded.
 */
import type { HopTraces } from '../../records/hop';
import type { Field, Path, Program, Recipe, Recorded } from '../experiment';
import { bathConcentrationField } from '../calibration/applied-calibration';
import { holdsOf, type Held } from '../holds/holds';
import { hopProgram } from '../hopping/hop';
import { hopCurve } from '../hopping/hop-curve';
import { distanceOf } from '../hopping/ion-pipette';
import type { Line } from '../program/hop-program';
import { COARSE_INTERVAL } from '../program/timing';
import { seconds } from '../recipe/field-units';
import { listOf, numberOf } from '../recipe/recipe';
import { sampleHold, trackOf } from '../track/sample-cycle';
import { driveSeconds, sampleDrive, sampleReturn } from '../track/sample-drive';
import { SAMPLE_CHANNELS } from '../track/sample-maps';

const GROUP = 'Listening';
const LISTENING = 'at the distance';
/** Of the coarse axis, m/s. */
const COARSE_RATE = 0.5e-3;

export const listeningFields: readonly Field[] = [
  {
    key: 'distances',
    group: GROUP,
    label: 'Distances',
    unit: 'µm',
    factor: 1e6,
    kind: 'list',
    min: 5e-6,
    max: 10e-3,
    length: [1, 20],
    explanation: 'From the surface, in the order in which they are visited. The coarse axis makes them.',
  },
  seconds({
    key: 'tipInterval',
    group: GROUP,
    label: 'Read the tip every',
    min: 1e-3,
    max: 60,
    explanation: 'Means over so long are kept of the ion current.',
  }),
  bathConcentrationField,
  {
    key: 'bathReach',
    analysis: 'bath-reach',
    group: GROUP,
    label: 'Still up to',
    unit: 'mm',
    factor: 1e3,
    kind: 'number',
    min: 0.1e-3,
    max: 1,
    explanation: 'Distance from the sample at which convection keeps the salt as it is.',
  },
  {
    key: 'saltDiffusivity',
    analysis: 'salt-diffusivity',
    group: GROUP,
    label: 'Diffusivity of the salt',
    unit: '10⁻⁶ cm²/s',
    factor: 1e10,
    kind: 'number',
    min: 1e-12,
    max: 1e-7,
    explanation: 'Taken where the run does not tell it: there the parts of the response rest on it.',
  },
];

/** How often the tip is read at a distance. */
export const readingsOf = (recipe: Recipe): number =>
  Math.max(1, Math.round(driveSeconds(recipe) / numberOf(recipe, 'tipInterval')));

/** Down to the surface, up to the distance, held there between two marks that the track meets; and the coarse axis back. */
function visit(recipe: Recipe, distance: number, place: number): Line[] {
  const hop = hopProgram(recipe);
  const stop = distanceOf(recipe, numberOf(recipe, 'setpoint'));
  const far = distance - numberOf(recipe, 'retract') - stop;
  const coarse = (by: number): Line => [
    { verb: 'COARSE', distance: by, rate: COARSE_RATE, interval: COARSE_INTERVAL },
    by > 0 ? 'withdrawal' : 'back',
  ];
  const interval = numberOf(recipe, 'tipInterval');
  const lines = hop.steps.slice(0, -1).map((step, k): Line => [step, hop.labels[k] ?? '']);
  const level = numberOf(recipe, 'pipetteBias');
  return [
    ...lines,
    coarse(far),
    [{ verb: 'SYNC', mark: beginOf(place) }, ''],
    [
      { verb: 'HOLD', control: 'POTENTIAL', level, seconds: readingsOf(recipe) * interval, interval },
      LISTENING,
    ],
    [{ verb: 'SYNC', mark: beginOf(place) + 1 }, ''],
    coarse(-far),
    [{ verb: 'END' }, ''],
  ];
}

const beginOf = (place: number): number => 1 + 2 * place;

export function listeningProgram(recipe: Recipe): Program {
  const lines = listOf(recipe, 'distances').flatMap((distance, k) => visit(recipe, distance, k));
  const first = sampleHold(recipe, numberOf(recipe, 'sampleStart'), numberOf(recipe, 'trackInterval'), '');
  const track = listOf(recipe, 'distances').flatMap((_, k): Line[] => [
    ...(k > 0 ? sampleReturn(recipe) : []),
    [{ verb: 'SYNC', mark: beginOf(k) }, ''],
    ...sampleDrive(recipe),
    [{ verb: 'SYNC', mark: beginOf(k) + 1 }, ''],
  ]);
  return {
    ...hopProgram(recipe),
    steps: lines.map(([step]) => step),
    labels: lines.map(([, label]) => label),
    channelMask: SAMPLE_CHANNELS,
    track: trackOf([first, ...track]),
  };
}

/** One visit a distance. */
export function listeningPath(recipe: Recipe): Path {
  const at = { x: numberOf(recipe, 'pointX'), y: numberOf(recipe, 'pointY'), row: 0 };
  const points = Array.from({ length: listOf(recipe, 'distances').length }, (_, k) => ({
    ...at,
    column: k,
    program: k,
  }));
  return { points, rows: 1, columns: points.length, listed: true, x: points.map((_, k) => k + 1), y: [1] };
}

export const listenedTo = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).find(({ label }) => label === LISTENING);

/** How far from the surface the tip was, m: where the withdrawal ended above where the way down did. */
export function withdrawn(hop: HopTraces, recipe: Recipe, recorded: Recorded): number {
  const curve = hopCurve(hop, recorded);
  const place = recorded.steps.findIndex(
    (step, k) => step.verb === 'COARSE' && step.distance > 0 && hop.steps.has(k),
  );
  const z = hop.steps.get(place)?.channels.z?.at(-1);
  return curve?.felt && z !== undefined ? z - curve.end + distanceOf(recipe, curve.left) : NaN;
}
