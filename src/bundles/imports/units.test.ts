import { describe, expect, it } from 'vitest';
import { referenceIn, unitOf, type Quantity } from './units';

describe('unitOf', () => {
  it.each<[string, Quantity, number]>([
    ['V', 'potential', 1],
    ['mV', 'potential', 1e-3],
    ['V vs. Ref.', 'potential', 1],
    ['mV vs. SHE', 'potential', 1e-3],
    ['A', 'current', 1],
    ['mA', 'current', 1e-3],
    ['µA', 'current', 1e-6],
    ['μA', 'current', 1e-6],
    ['uA', 'current', 1e-6],
    ['nA', 'current', 1e-9],
    ['pA', 'current', 1e-12],
    ['A / m2', 'current density', 1],
    ['uA / cm2', 'current density', 1e-2],
    ['mA/cm²', 'current density', 10],
    ['mA cm⁻²', 'current density', 10],
    ['mA·cm^-2', 'current density', 10],
    ['s', 'time', 1],
    ['ms', 'time', 1e-3],
    ['min', 'time', 60],
    ['h', 'time', 3600],
    ['sec', 'time', 1],
    ['V / s', 'scan rate', 1],
    ['mV/s', 'scan rate', 1e-3],
    ['mV s-1', 'scan rate', 1e-3],
    ['cm2', 'area', 1e-4],
  ])('%s', (text, quantity, factor) => {
    const unit = unitOf(text);
    expect(unit?.quantity).toBe(quantity);
    expect(unit?.factor).toBeCloseTo(factor, 15);
  });

  it.each(['', 'C', 'Ohm', 'MA', 'a.u.', 'ma', 'V2', 'A V', '3', 'cm-2', 'µ', 'mils'])(
    'does not understand "%s"',
    (text) => expect(unitOf(text)).toBeNull(),
  );
});

describe('referenceIn', () => {
  it.each([
    ['V vs. Ref.', null],
    ['V', null],
    ['V vs. SHE', 'SHE'],
    ['V vs Ag/AgCl', 'Ag/AgCl'],
  ])('%s', (text, electrode) => expect(referenceIn(text)).toBe(electrode));
});
