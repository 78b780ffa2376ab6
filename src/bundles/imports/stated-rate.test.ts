import { describe, expect, it } from 'vitest';
import { chooseRate, headerRate, ratesIn, rateWithoutUnit } from './stated-rate';

describe('ratesIn', () => {
  it.each<[string, number[]]>([
    ['5 mVs-1', [0.005]],
    ['ferrocene 50 mV/s, glassy carbon', [0.05]],
    ['100 mV s⁻¹', [0.1]],
    ['0.05 V/s', [0.05]],
    ['0,05 V / s', [0.05]],
    ['20 V·s-1', [20]],
    ['0005mVs-repeat1.csv', [0.005]],
    ['CV_50mVs_02.txt', [0.05]],
    ['50 mV/sec', [0.05]],
    ['250 µV/s', [0.00025]],
    ['1e2 mV/s', [0.1]],
    ['50 mV/s then 100 mV/s, again 50 mV/s', [0.05, 0.1]],
    ['scanrate0.005', []],
    ['step 5 mV, scan', []],
    ['from 1 V scan down', []],
    ['0 mV/s', []],
  ])('%s', (text, rates) => {
    const found = ratesIn(text);
    expect(found).toHaveLength(rates.length);
    found.forEach((rate, i) => expect(rate).toBeCloseTo(rates[i] ?? NaN, 12));
  });
});

describe('rateWithoutUnit', () => {
  it.each([
    ['Medida_ECSA_scanrate0.005', 'scanrate0.005'],
    ['Scan rate: 50', 'Scan rate: 50'],
    ['scan rate 50 mV/s', null],
    ['scan rate 0.05 V/s', null],
    ['nothing', null],
  ])('%s', (text, words) => expect(rateWithoutUnit(text)).toBe(words));
});

describe('headerRate', () => {
  it('needs number and unit', () => {
    expect(headerRate('100,000', 'mV/s')).toEqual({ rate: 0.1, from: 'header' });
    expect(headerRate('NaN', 'mV/s')).toBeNull();
    expect(headerRate('-1', 'mV/s')).toBeNull();
    expect(headerRate('100', 'mV')).toBeNull();
  });
});

describe('chooseRate', () => {
  it('prefers the header and lets the others confirm it', () => {
    const chosen = chooseRate([
      { rate: 0.1004, from: 'time' },
      { rate: 0.1, from: 'header' },
    ]);
    expect(chosen).toEqual({ rate: 0.1, from: 'header', remarks: [] });
  });

  it('says where a rate comes from that nobody stated', () => {
    expect(chooseRate([{ rate: 0.05, from: 'time' }]).remarks).toEqual([
      'The scan rate, 50 mV/s, comes from the times of the points.',
    ]);
    expect(chooseRate([{ rate: 0.005, from: 'name' }]).from).toBe('name');
  });

  it('gives none where two disagree', () => {
    const chosen = chooseRate([
      { rate: 0.1, from: 'header' },
      { rate: 0.05, from: 'time' },
    ]);
    expect(chosen.rate).toBeNull();
    expect(chosen.remarks[0]).toMatch(/by the header 100 mV\/s and the times of the points 50 mV\/s/);
    expect(chooseRate([]).rate).toBeNull();
  });
});
