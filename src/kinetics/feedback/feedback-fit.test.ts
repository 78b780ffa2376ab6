import { describe, expect, it } from 'vitest';
import { column, readTable, words } from '../../../fixtures/reference';
import { ACCURACY, feedbackCurrent } from './feedback';
import { fitFeedback, type Disc, type FeedbackCurve } from './feedback-fit';

const D = 7e-10;
const RADIUS = 1e-6;
const SURFACE = 10e-6;
const FAR = 0.27e-9;
const disc: Disc = { radius: RADIUS, wallRatio: 5, free: [] };

/** From 8 radii down to 0.15, with 0.2 % of noise. */
function curve(kappa: number, wallRatio = 5): FeedbackCurve {
  let random = 7;
  const z = Float64Array.from({ length: 120 }, (_, k) => SURFACE + RADIUS * (0.15 + 8 * (1 - k / 119) ** 2));
  const current = z.map((height) => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const noise = 1 + 3.5e-3 * (random / 2 ** 31 - 1);
    return FAR * noise * feedbackCurrent((height - SURFACE) / RADIUS, kappa, wallRatio);
  });
  return { z, current };
}

describe('fitFeedback', () => {
  it.each([0.2, 1, 5])('finds a rate of κ = %d, no better than the approximation', (kappa) => {
    const fit = fitFeedback(curve(kappa), disc, 'kinetic', D)!;
    const { value, low, high } = fit.rateConstant!;
    const k = (kappa * D) / RADIUS;
    // A fast rate and the height of the surface stand in for each other.
    if (kappa < 5) expect(Math.abs(value / k - 1)).toBeLessThan(0.1);
    expect(low).toBeLessThan(k);
    expect(high).toBeGreaterThan(k);
    // A current known to 2 % or 7 % leaves at least as much of k.
    expect(high / low - 1).toBeGreaterThan(2 * (kappa < 1 ? ACCURACY.slow : ACCURACY.fast));
    expect(Math.abs(fit.height.value - SURFACE)).toBeLessThan(Math.max(20e-9, 3 * fit.height.error));
    expect(Math.abs(fit.farCurrent.value / FAR - 1)).toBeLessThan(0.01);
  });

  it('leaves k open above what looks like a conductor, and below what looks like an insulator', () => {
    expect(fitFeedback(curve(Infinity), disc, 'kinetic', D)!.rateConstant!.high).toBe(Infinity);
    expect(fitFeedback(curve(0), disc, 'kinetic', D)!.rateConstant!.low).toBe(0);
  });

  it('knows no bound from above where a conductor further away would do as well', () => {
    const { z, current } = curve(1);
    // Down to 1.2 radii only: the current has risen by a sixth and not yet begun to fall.
    const far = z.map((height, k) => (height > SURFACE + 1.2 * RADIUS ? k : -1)).filter((k) => k >= 0);
    const cut = { z: far.map((k) => z[k]!), current: far.map((k) => current[k]!) };
    expect(fitFeedback(cut, disc, 'kinetic', D)!.rateConstant!.high).toBe(Infinity);
    expect(fitFeedback({ z, current }, disc, 'kinetic', D)!.rateConstant!.high).toBeLessThan(3e-3);
  });

  it.each([
    ['insulating', 0],
    ['conducting', Infinity],
  ] as const)('knows an %s surface from the others by what is left', (surface, kappa) => {
    const right = fitFeedback(curve(kappa), disc, surface, D)!;
    const wrong = fitFeedback(curve(kappa), disc, surface === 'insulating' ? 'conducting' : 'insulating', D)!;
    expect(right.rateConstant).toBeNull();
    expect(right.scatter / FAR).toBeLessThan(0.01);
    expect(wrong.scatter / right.scatter).toBeGreaterThan(5);
  });

  it('finds sheath and radius where they are not known', () => {
    const thick = fitFeedback(curve(0, 3), { ...disc, free: ['wallRatio'] }, 'insulating', D)!;
    expect(Math.abs(thick.wallRatio.value - 3)).toBeLessThan(Math.max(0.15, 3 * thick.wallRatio.error));
    const guess = { ...disc, radius: 1.3e-6, free: ['radius'] as const };
    const found = fitFeedback(curve(Infinity), guess, 'conducting', D)!;
    expect(Math.abs(found.radius.value / RADIUS - 1)).toBeLessThan(0.05);
    expect(found.radius.error).toBeGreaterThan(0);
    expect(fitFeedback(curve(Infinity), disc, 'conducting', D)!.radius.error).toBe(0);
  });

  it('needs points, and a current', () => {
    const { z, current } = curve(1);
    expect(fitFeedback({ z: z.slice(0, 5), current: current.slice(0, 5) }, disc, 'kinetic', D)).toBeNull();
    expect(fitFeedback({ z, current: current.map(() => 0) }, disc, 'kinetic', D)).toBeNull();
  });
});

describe('the curve of finite elements', () => {
  const table = readTable('G_secm');
  const groups = new Map<string, { wallRatio: number; kappa: number; L: number[]; off: number[] }>();
  words(table, 'substrate').forEach((substrate, k) => {
    const kappa = Number(String(substrate).replace('kappa=', ''));
    const [wallRatio, L, exact] = ['RG', 'L=', 'NiT_FEM'].map((of) => column(table, of)[k]!) as [
      number,
      number,
      number,
    ];
    if (!Number.isFinite(kappa)) return;
    const key = `${String(wallRatio)} ${String(kappa)}`;
    const group = groups.get(key) ?? { wallRatio, kappa, L: [], off: [] };
    groups.set(key, group);
    group.L.push(L);
    group.off.push(exact / feedbackCurrent(L, kappa, wallRatio));
  });

  it.each([...groups.values()].filter(({ L }) => Math.min(...L) <= 0.2))(
    'RG $wallRatio, κ $kappa: the interval of k holds it',
    ({ wallRatio, kappa, L, off }) => {
      // What the approximation is off by at the distances of the table, straight in ln L between them, none far away.
      const [from, to] = [Math.min(...L), 20];
      const at = (distance: number): number =>
        interpolated([...L, to].map(Math.log), [...off, 1], Math.log(distance));
      const all = Array.from({ length: 120 }, (_, k) => from * (to / from) ** (1 - k / 119));
      const exact: FeedbackCurve = {
        z: Float64Array.from(all, (distance) => SURFACE + RADIUS * distance),
        current: Float64Array.from(
          all,
          (distance) => FAR * at(distance) * feedbackCurrent(distance, kappa, wallRatio),
        ),
      };
      const { low, high } = fitFeedback(exact, { ...disc, wallRatio }, 'kinetic', D)!.rateConstant!;
      expect(low).toBeLessThanOrEqual((kappa * D) / RADIUS);
      expect(high).toBeGreaterThanOrEqual((kappa * D) / RADIUS);
    },
  );
});

function interpolated(x: readonly number[], y: readonly number[], at: number): number {
  const k = Math.max(
    0,
    Math.min(
      x.length - 2,
      x.findLastIndex((v) => v <= at),
    ),
  );
  const part = (at - x[k]!) / (x[k + 1]! - x[k]!);
  return y[k]! + part * (y[k + 1]! - y[k]!);
}
