import { expect, test } from 'vitest';
import { tabSeparated } from './copy-table';

test('a line a row, and no cell that parts itself', () => {
  expect(
    tabSeparated([
      ['a', 'b\tc'],
      ['1', 'two\nlines'],
    ]),
  ).toBe('a\tb c\n1\ttwo lines\n');
  expect(tabSeparated([])).toBe('');
});
