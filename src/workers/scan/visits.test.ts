import { describe, expect, it, test } from 'vitest';
import { diffusionMap } from '../../experiments/diffusion-map';
import type { Recipe } from '../../experiments/experiment';
import { FLAG } from '../../records/record';
import type { HopTraces } from '../../records/hop';
import { cameOf, outcomeOf, placeOf } from './visits';

const recipe: Recipe = { ...diffusionMap.presets[0]?.recipe, columns: 4, rows: 3 };
const program = diffusionMap.program(recipe);
const APPROACH = 3;
const THRESHOLD = 2e-12;

/** A hop whose approach has so much noise, A rms, about a level before it meets the surface. */
function hop(flags: number, rms = THRESHOLD / 6, level = 0): HopTraces {
  const tip_current = Float32Array.from({ length: 200 }, (_, k) => level + (k % 2 === 0 ? rms : -rms));
  const trace = { step: APPROACH, flags, start: 0, interval: 0.2e-3, count: 200, channels: { tip_current } };
  return { hop: 0, flags, steps: new Map([[APPROACH, trace]]) };
}

test.each([
  ['a landing', FLAG.contact, 'good'],
  ['no contact', FLAG.noContact, 'missed'],
  ['an early trigger', FLAG.early, 'missed'],
  ['the end of the travel', FLAG.noContact | FLAG.limit, 'missed'],
  ['a clipped wave', FLAG.contact | FLAG.clipped, 'spoilt'],
  ['an overload', FLAG.contact | FLAG.overload, 'spoilt'],
  ['a gap', FLAG.contact | FLAG.gap, 'good'],
] as const)('%s', (_what, flags, outcome) => {
  const found = outcomeOf(hop(flags), program);
  expect(found.outcome).toBe(outcome);
  expect(found.why === '').toBe(outcome === 'good');
});

it('is spoilt by noise above a third of the threshold', () => {
  expect(outcomeOf(hop(FLAG.contact, THRESHOLD / 4), program).outcome).toBe('good');
  expect(outcomeOf(hop(FLAG.contact, THRESHOLD / 2), program)).toMatchObject({ outcome: 'spoilt' });
});

it.each([
  ['MAGNITUDE', 2e-12, 1.5e-12],
  ['ABOVE', 2e-12, 1.5e-12],
  ['BELOW', -1e-12, -0.5e-12],
  ['FALL', 0.01, 50e-12],
] as const)('is judged by how far away the level of contact is: %s', (condition, threshold, level) => {
  const steps = program.steps.map((step, place) =>
    place === APPROACH && step.verb === 'APPROACH' ? { ...step, condition, threshold } : step,
  );
  const outcome = (rms: number): string =>
    outcomeOf(hop(FLAG.contact, rms, level), { ...program, steps }).outcome;
  const away = 0.5e-12;
  expect(outcome(away / 4)).toBe('good');
  expect(outcome(away / 2)).toBe('spoilt');
});

describe('a fresh spot', () => {
  const path = diffusionMap.path(recipe);

  it('lies half a pitch towards the middle', () => {
    const [pitchX = 0, pitchY = 0] = [path.x, path.y].map(([a = 0, b = 0]) => b - a);
    const first = placeOf(path, { point: 0, place: 'beside' });
    expect(first.x).toBeCloseTo((path.x[0] ?? 0) + pitchX / 2, 12);
    expect(first.y).toBeCloseTo((path.y[0] ?? 0) + pitchY / 2, 12);
    const last = placeOf(path, { point: path.points.length - 1, place: 'beside' });
    expect(last.x).toBeCloseTo((path.x.at(-1) ?? 0) - pitchX / 2, 12);
    expect(last.y).toBeCloseTo((path.y.at(-1) ?? 0) - pitchY / 2, 12);
  });

  it('stays on a line of points', () => {
    const line = diffusionMap.path({ ...recipe, rows: 1 });
    expect(placeOf(line, { point: 0, place: 'beside' }).y).toBe(line.points[0]?.y);
  });
});

test.each([
  [FLAG.contact, 'met'],
  [FLAG.contact | FLAG.clipped, 'met'],
  [FLAG.noContact, 'nothing'],
  [FLAG.noContact | FLAG.limit, 'nothing'],
  [FLAG.noContact | FLAG.early, 'neither'],
  [FLAG.contact | FLAG.aborted, 'neither'],
  [FLAG.early, 'neither'],
  [FLAG.limit, 'neither'],
  [0, 'neither'],
] as const)('what came of an approach with flags %d: %s', (flags, came) => {
  expect(cameOf(flags)).toBe(came);
});
