import { describe, expect, it } from 'vitest';
import { column, readTable, words } from '../../../fixtures/reference';
import { feedbackCurrent } from '../../kinetics/feedback/feedback';
import { feedbackMap } from '../feedback-map';
import { apparentRate, farCurrentOf, gapAt, mapDistance } from './apparent-rate';

const recipe = { ...feedbackMap.presets[0]?.recipe };
const L = mapDistance(recipe) / 1e-6;
const above = (kappa: number): number => feedbackCurrent(L, kappa, 5);

describe('the rate at a known distance', () => {
  it.each([0.3, 1, 3])(
    'is that of κ = %d, within an interval of the distance and the approximation',
    (kappa) => {
      const { verdict, k } = apparentRate(above(kappa), 1e-4, recipe);
      expect(verdict).toBe('kinetic');
      expect(k.value / (kappa * 7e-4)).toBeCloseTo(1, 6);
      expect(k.high / k.low).toBeGreaterThan(1.044);
      const surer = apparentRate(above(kappa), 1e-4, { ...recipe, distanceError: 0 }).k;
      expect(surer.low).toBeGreaterThan(k.low);
      expect(surer.high).toBeLessThan(k.high);
      const certain = apparentRate(above(kappa), 1e-4, { ...recipe, farCurrentError: 0 }).k;
      expect(certain.high / certain.low).toBeLessThan(k.high / k.low);
    },
  );

  it('holds the true rate where the surface is as far off as is said', () => {
    const nearer = feedbackCurrent(L - 0.06, 1, 5);
    const { k } = apparentRate(nearer, 1e-4, recipe);
    expect(k.low).toBeLessThan(7e-4);
    expect(k.high).toBeGreaterThan(7e-4);
  });

  it.each([
    [0, 'insulating'],
    [Infinity, 'conducting'],
  ])('has one bound for κ = %d', (kappa, verdict) => {
    const found = apparentRate(above(kappa), 1e-4, recipe);
    expect(found.verdict).toBe(verdict);
    expect(found.k.low > 0).toBe(kappa > 0);
    expect(Number.isFinite(found.k.high)).toBe(kappa === 0);
  });
});

describe('a current beyond that of any surface at the distance', () => {
  it.each([above(Infinity) * 1.5, above(0) * 0.5])('of %d tells nothing', (part) => {
    const { verdict, k } = apparentRate(part, 1e-4, recipe);
    expect(verdict).toBe('undecided');
    expect([k.low, k.high]).toEqual([0, Infinity]);
  });

  it('is that of a conductor while the distance allows for it', () => {
    const { verdict, k } = apparentRate(feedbackCurrent(L - 0.11, Infinity, 5), 1e-4, recipe);
    expect(verdict).toBe('conducting');
    expect(Number.isFinite(k.low)).toBe(true);
  });
});

describe('the distance of a map', () => {
  it('is where the curve has the stop, and the rise after it', () => {
    expect(feedbackCurrent(gapAt(0.3, recipe) / 1e-6, 0, 5)).toBeCloseTo(0.3, 6);
    expect(feedbackCurrent(gapAt(2, recipe) / 1e-6, Infinity, 5)).toBeCloseTo(2, 6);
    expect(mapDistance(recipe) - gapAt(0.3, recipe)).toBeCloseTo(0.3e-6, 12);
  });

  it('is told with the current far away of an approach, where there is one', () => {
    expect(farCurrentOf(recipe) * 1e12).toBeCloseTo(270.16, 1);
    expect(farCurrentOf({ ...recipe, farCurrent: 250e-12 })).toBe(250e-12);
  });
});

describe('the current of finite elements at a known distance', () => {
  const table = readTable('G_secm');
  const rows = words(table, 'substrate').flatMap((substrate, k) => {
    const kappa = Number(String(substrate).replace('kappa=', ''));
    const [wallRatio, distance, exact] = ['RG', 'L=', 'NiT_FEM'].map((of) => column(table, of)[k]!);
    return Number.isFinite(kappa)
      ? [{ wallRatio: wallRatio!, distance: distance!, kappa, exact: exact! }]
      : [];
  });

  it.each(rows)(
    'RG $wallRatio, L $distance, κ $kappa: the interval of k holds it',
    ({ wallRatio, distance, kappa, exact }) => {
      const asked = { ...recipe, wallRatio, distanceError: 0, farCurrentError: 0 };
      const rise = distance * 1e-6 - gapAt(0.3, asked);
      const { k } = apparentRate(exact, 1e-6, { ...asked, rise });
      expect(k.low).toBeLessThanOrEqual(kappa * 7e-4);
      expect(k.high).toBeGreaterThanOrEqual(kappa * 7e-4);
    },
  );
});
