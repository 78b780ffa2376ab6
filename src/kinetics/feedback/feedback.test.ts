import { describe, expect, it } from 'vitest';
import { column, readTable, words } from '../../../fixtures/reference';
import { accuracyAt, conductorLaw, feedbackCurrent, insulatorLaw } from './feedback';

const table = readTable('G_secm');
const kappaOf = (substrate: string): number => {
  if (substrate === 'ins') return 0;
  return substrate === 'cond' ? Infinity : Number(substrate.replace('kappa=', ''));
};
const rows = words(table, 'substrate').map((substrate, k) => ({
  wallRatio: column(table, 'RG')[k]!,
  L: column(table, 'L=')[k]!,
  kappa: kappaOf(String(substrate)),
  formula: column(table, 'NiT_Cornut')[k]!,
  exact: column(table, 'NiT_FEM')[k]!,
}));

describe('current above a surface', () => {
  it.each(rows)('RG $wallRatio, L $L, κ $kappa', ({ wallRatio, L, kappa, formula, exact }) => {
    const found = feedbackCurrent(L, kappa, wallRatio);
    expect(found / formula).toBeCloseTo(1, 7);
    expect(Math.abs(found / exact - 1)).toBeLessThan(accuracyAt(kappa));
  });

  it('is 1 far away and between insulator and conductor near by', () => {
    for (const wallRatio of [1.5, 3, 10]) {
      for (const kappa of [0, 0.1, 1, 10, Infinity]) {
        expect(Math.abs(feedbackCurrent(1000, kappa, wallRatio) - 1)).toBeLessThan(0.01);
      }
      for (const kappa of [0.1, 1, 10]) {
        const between = feedbackCurrent(0.3, kappa, wallRatio);
        expect(between).toBeGreaterThan(insulatorLaw(wallRatio)(0.3));
        expect(between).toBeLessThan(conductorLaw(wallRatio)(0.3));
      }
    }
  });
});
