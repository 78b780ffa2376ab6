import { describe, expect, it } from 'vitest';
import { ok } from '../../result';
import { parseState, STATE_FORM } from './state-text';

const running = {
  state: 'RUNNING',
  hop: 12,
  step: 3,
  queued: 40,
  firstRecord: 100,
  nextRecord: 260,
  z: 1.2e-5,
  reason: '',
};

describe('the state', () => {
  it.each([
    ['RUNNING,12,3,40,100,260,1.2e-05,', running],
    ['RUNNING,12,3,40,100,260,0.000012,""', running],
    [
      'SAFE,-1,-1,0,0,0,2E-5,host silent, too long',
      {
        ...running,
        state: 'SAFE',
        hop: -1,
        step: -1,
        queued: 0,
        firstRecord: 0,
        nextRecord: 0,
        z: 2e-5,
        reason: 'host silent, too long',
      },
    ],
    ['RUNNING,12,3,40,100,260,1.2e-05,"retracting"', { ...running, reason: 'retracting' }],
  ])('is read from %s', (text, state) => {
    expect(text).toMatch(STATE_FORM);
    expect(parseState(text)).toEqual(ok(state));
  });

  it.each([
    ['BUSY,1,2,3,4,5,6,', 'unknown state BUSY'],
    ['IDLE,x,-1,0,0,0,0,', 'hop is no whole number'],
    ['IDLE,-1,-1,,0,0,0,', 'queued is no whole number'],
    ['IDLE,-1,-1,0,0,1.5,0,', 'nextRecord is no whole number'],
    ['IDLE,-1,-1,0,-2,0,0,', 'firstRecord is no whole number'],
    ['IDLE,-1,-1,0,0,0,nan,', 'z is no number'],
    ['IDLE,-1,-1,0,0,0', 'z is no number'],
  ])('is not read from %s', (text, why) => {
    const parsed = parseState(text);
    expect(!parsed.ok && parsed.error).toContain(why);
  });

  it.each(['0,"No error"', '1.0', 'IDLE', 'IDLE,1,2,3', 'Acme,Bridge,1,2'])('is not meant by %s', (text) => {
    expect(text).not.toMatch(STATE_FORM);
  });
});
