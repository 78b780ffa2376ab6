import { expect, it } from 'vitest';
import type { Check } from '../../workers/protocol';
import { summary } from './check-marks';

const check = (name: Check['name'], state: Check['state']): Check => ({
  name,
  state,
  words: '',
  remedy: null,
});

it.each<[string, Check[]]>([
  ['1 of 2 passed', [check('Port', 'passed'), check('Noise', 'waiting')]],
  ['0 of 2 passed, look at Noise', [check('Port', 'waiting'), check('Noise', 'warning')]],
  ['0 of 2 passed, look at Height', [check('Noise', 'warning'), check('Height', 'failed')]],
])('says %s', (words, checks) => {
  expect(summary(checks)).toBe(words);
});
