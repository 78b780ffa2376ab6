import { describe, expect, it } from 'vitest';
import { Headers } from './headers';

const headers = new Headers([
  ['*IDN?', 'identity'],
  ['RUN', 'run'],
  ['STATe?', 'state'],
  ['SYSTem:ERRor?', 'error'],
  ['SYSTem:RETRact', 'retract'],
  ['DATA?', 'data'],
  ['DATA:RELease', 'release'],
]);

describe('headers', () => {
  it.each([
    ['*IDN?', 'identity'],
    ['*idn?', 'identity'],
    ['RUN', 'run'],
    ['run', 'run'],
    ['STAT?', 'state'],
    ['state?', 'state'],
    ['SYSTem:ERRor?', 'error'],
    ['syst:err?', 'error'],
    ['SYSTEM:ERR?', 'error'],
    ['syst:ERROR?', 'error'],
    [':SYST:ERR?', 'error'],
    ['SYST:RETR', 'retract'],
    ['data?', 'data'],
    ['data:rel', 'release'],
  ])('knows %s', (header, meaning) => {
    expect(headers.find(header)).toBe(meaning);
  });

  it.each([
    '',
    'R',
    'RUNS',
    'STA?',
    'STATE',
    'SYST',
    'SYST:ERR',
    'SYSTE:ERR?',
    'ERR?',
    'SYST:RETR?',
    ':*IDN?',
    'SYST::ERR?',
  ])('does not know "%s"', (header) => {
    expect(headers.find(header)).toBeUndefined();
  });
});
