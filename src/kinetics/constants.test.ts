import { describe, expect, it } from 'vitest';
import { readTable, words } from '../../fixtures/reference';
import {
  BOLTZMANN,
  ELEMENTARY_CHARGE,
  FARADAY,
  GAS_CONSTANT,
  IRREVERSIBLE_PEAK,
  IRREVERSIBLE_WIDTH,
  REVERSIBLE_PEAK,
  REVERSIBLE_PEAK_SHIFT,
  REVERSIBLE_WIDTH,
  thermal,
  THIN_LAYER_PEAK,
} from './constants';

const table = readTable('A_constants');
const names = words(table, 'name').map(String);
const reference = (prefix: string): number =>
  Number(words(table, 'value')[names.findIndex((name) => name.startsWith(prefix))]);

describe('constants', () => {
  it('are one consistent set', () => {
    expect(BOLTZMANN / ELEMENTARY_CHARGE).toBeCloseTo(GAS_CONSTANT / FARADAY, 16);
    expect(thermal(298.15)).toBeCloseTo(reference('f=F/RT'), 7);
    expect(1e3 / thermal(298.15)).toBeCloseTo(reference('RT/F'), 8);
  });

  it.each([
    ['chi_p_rev', REVERSIBLE_PEAK],
    ['x_p_rev', REVERSIBLE_PEAK_SHIFT],
    ['(xp-xhalf)_rev', REVERSIBLE_WIDTH],
    ['phi_p_irr', IRREVERSIBLE_PEAK],
    ['(up-uhalf)_irr', IRREVERSIBLE_WIDTH],
    ['thin-layer rev peak', THIN_LAYER_PEAK],
  ])('%s', (name, value) => expect(value).toBeCloseTo(reference(name), 10));

  it('give the Randles–Ševčík factor in cm units', () => {
    const factor = 100 * REVERSIBLE_PEAK * FARADAY * Math.sqrt(thermal(298.15)) * 1e-2;
    expect(factor).toBeCloseTo(reference('RS numeric const rev'), 2);
  });
});
