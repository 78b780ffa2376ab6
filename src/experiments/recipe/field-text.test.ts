import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../experiment';
import { textOfValue, valueOfText } from './field-text';

const field = (kind: Field['kind'], factor = 1, more: Partial<Field> = {}): Field => ({
  key: 'k',
  group: 'g',
  label: 'Value',
  unit: 'nm',
  factor,
  kind,
  min: 0,
  max: 1e-6,
  explanation: 'What it is.',
  ...more,
});

describe('texts of values', () => {
  it('are in the shown unit, without the noise of conversion', () => {
    expect(textOfValue(field('number', 1e9), 55e-9)).toBe('55');
    expect(textOfValue(field('number', 1e12), 2e-12)).toBe('2');
    expect(textOfValue(field('list'), [20, 1.25])).toBe('20  1.25');
    expect(textOfValue(field('number'), undefined)).toBe('');
  });

  it('are read with point or comma', () => {
    expect(valueOfText(field('number', 1e9), ' 55 ')).toBe(55e-9);
    expect(valueOfText(field('number'), '0,5')).toBe(0.5);
    expect(valueOfText(field('number'), '\u22121.5')).toBe(-1.5);
    expect(valueOfText(field('number'), '5e-3')).toBe(0.005);
  });

  it('that are no numbers become NaN, not zero', () => {
    for (const text of ['', '  ', 'abc', '1.2.3', '5 nm']) {
      expect(valueOfText(field('number'), text)).toBeNaN();
    }
    expect(valueOfText(field('list'), '1 x 3')).toEqual([1, NaN, 3]);
  });

  it.each([
    ['20 10 5', [20, 10, 5]],
    ['20, 10, 5', [20, 10, 5]],
    ['20; 10;5', [20, 10, 5]],
    ['1,25 2,5', [1.25, 2.5]],
    ['', []],
  ])('list %j', (text, values) => {
    expect(valueOfText(field('list'), text)).toEqual(values);
  });

  it('of a choice give back the value with its type', () => {
    const choice = field('choice', 1, {
      choices: [
        { value: 1, label: 'yes' },
        { value: 'raster', label: 'r' },
      ],
    });
    expect(valueOfText(choice, '1')).toBe(1);
    expect(valueOfText(choice, 'raster')).toBe('raster');
  });

  it('come back as the number they were made of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom(1, 1e3, 1e6, 1e9, 1e12),
        (n, factor) => {
          const si = Number((n / 1000 / factor).toPrecision(15));
          expect(valueOfText(field('number', factor), textOfValue(field('number', factor), si))).toBe(si);
        },
      ),
    );
  });
});
