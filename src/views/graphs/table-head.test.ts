import { expect, test } from 'vitest';
import { headOf } from './table-head';

test.each([
  ['height, nm', 'height', 'nm'],
  ['D, 10⁻⁶ cm²/s', 'D', '10⁻⁶ cm²/s'],
  ['k, cm/s (95 %)', 'k', 'cm/s (95 %)'],
  ['peak', 'peak', ''],
  ['', '', ''],
])('%s', (column, name, unit) => {
  expect(headOf(column)).toEqual({ name, unit });
});
