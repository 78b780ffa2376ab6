/** Visits of points: what came of one, and whether the point is visited again. */
import type { Path, Program } from '../../experiments/experiment';
import { approachOf, approachPlace } from '../../experiments/landing/landed';
import { marginOf } from './clear-current';
import { FLAG } from '../../records/record';
import type { HopTraces } from '../../records/hop';

export interface Planned {
  /** Index into the path's points. */
  readonly point: number;
  /** Counts the visits of a point from 0. */
  readonly visit: number;
  /** Visits of this point that came to nothing. */
  readonly tries: number;
  /** At the point, at a fresh spot beside it, or only to find the surface again: then it is no visit of the map. */
  readonly place: 'own' | 'beside' | 'reference';
}

export interface Visit extends Planned {
  /** Hop id: no other visit of the run has it. */
  readonly id: number;
  /** Height at which the probe travels there, m; null is the top of the range. */
  readonly z: number | null;
}

/** `missed`: the surface was not touched. `spoilt`: it was, and what was measured there is of little use. */
export type Outcome = 'good' | 'missed' | 'spoilt';

/** How often a point is tried where the surface was not touched. */
const TRIES = 3;
/** Points that are visited again in one scan: this share of all, but always a few. */
const SHARE = 1 / 8;
const FEW = 16;
/** A threshold is usually six times the noise away; noise above a third of the way there makes contacts doubtful. */
const NOISY = 1 / 3;
/** When an approach begins the bridge waits 4 / cut-off to calm down, then as long to measure the level away from the surface. */
const CALM = 4;
const FEWEST = 8;

/** Whether one more point may go on the list: a scan that fails everywhere is not to be made several times over. */
export const mayRevisit = (total: number, revisits: number): boolean =>
  revisits < Math.max(FEW, Math.ceil(SHARE * total));

/** The next visit of a point after one that came out so; null where there is none to be made. */
export function anotherVisit({ point, visit, tries, place }: Planned, outcome: Outcome): Planned | null {
  if (outcome === 'good') return null;
  const next = { point, visit: visit + 1, tries: tries + 1, place };
  if (outcome === 'missed') return next.tries < TRIES ? next : null;
  return place === 'own' ? { ...next, place: 'beside' } : null;
}

/** What came of a visit, and in words why it is no good one. */
export function outcomeOf(
  hop: HopTraces,
  program: Program,
): { readonly outcome: Outcome; readonly why: string } {
  const { flags } = hop;
  if (flags & FLAG.noContact) return { outcome: 'missed', why: 'the surface was not met' };
  if (flags & FLAG.early) return { outcome: 'missed', why: 'the contact current was there from the start' };
  if (flags & FLAG.limit) return { outcome: 'missed', why: 'the end of the travel was met' };
  if (flags & FLAG.overload) return { outcome: 'spoilt', why: 'the potentiostat was overloaded' };
  if (flags & FLAG.clipped) return { outcome: 'spoilt', why: 'the amplifier was at the end of its range' };
  if (isNoisy(hop, program)) return { outcome: 'spoilt', why: 'the noise is too near to the threshold' };
  return { outcome: 'good', why: '' };
}

/** What came of an approach: it went its whole way down, or to the end of the range, and met nothing; or it met the surface. */
export type Came = 'nothing' | 'met' | 'neither';

export function cameOf(flags: number): Came {
  if ((flags & (FLAG.early | FLAG.aborted)) !== 0) return 'neither';
  if ((flags & FLAG.contact) !== 0) return 'met';
  return (flags & FLAG.noContact) !== 0 ? 'nothing' : 'neither';
}

/** Whether the current away from the surface scatters by more than a third of the way to the approach's threshold. */
function isNoisy(hop: HopTraces, program: Program): boolean {
  const place = approachPlace(hop, program);
  const approach = program.steps[place];
  const amplifier = program.steps.slice(0, Math.max(0, place)).findLast((s) => s.verb === 'AMPLIFIER');
  const trace = approachOf(hop, program);
  const current = trace?.channels.tip_current;
  if (approach?.verb !== 'APPROACH' || amplifier?.verb !== 'AMPLIFIER' || !trace || !current) return false;
  if (approach.channel !== 'tip_current') return false;
  const calm = Math.ceil(CALM / amplifier.cutoff / trace.interval);
  const clear = current.subarray(calm, 2 * calm);
  if (clear.length < FEWEST) return false;
  const mean = clear.reduce((sum, i) => sum + i, 0) / clear.length;
  const variance = clear.reduce((sum, i) => sum + (i - mean) ** 2, 0) / (clear.length - 1);
  return Math.sqrt(variance) > NOISY * marginOf(approach, mean);
}

/**
 * Where a visit lands, m. Beside a point is half a pitch further towards the middle of the grid, as far as can be from
 * what the neighbours have wetted; in a grid of a single column or row along the other axis alone.
 */
export function placeOf(
  path: Path,
  { point, place }: Pick<Visit, 'point' | 'place'>,
): { x: number; y: number } {
  const { x, y } = path.points[point] ?? { x: 0, y: 0 };
  return place === 'beside' ? { x: beside(path.x, x), y: beside(path.y, y) } : { x, y };
}

function beside(centres: readonly number[], at: number): number {
  const [first = at, second = first] = centres;
  const last = centres.at(-1) ?? at;
  const half = Math.abs(second - first) / 2;
  return at + (at <= (first + last) / 2 ? half : -half);
}
