import { describe, expect, it, test } from 'vitest';
import { assembleHop, HOP_STATUS, isComplete, statusOf } from './hop';
import { channelsOf, FLAG, maskOf, type BridgeRecord } from './record';

const record = (change: Partial<BridgeRecord>): BridgeRecord => ({
  number: 0,
  hop: 7,
  step: 4,
  flags: 0,
  firstSample: 0,
  sampleCount: 2,
  channelMask: maskOf('tip_current', 'tip_potential'),
  start: 100,
  interval: 0.5,
  payload: Float32Array.of(1, 2, 10, 20),
  ...change,
});

describe('records of a hop', () => {
  it('are joined per step, channel by channel', () => {
    const hop = assembleHop([
      record({ flags: FLAG.firstOfStep }),
      record({
        firstSample: 2,
        sampleCount: 1,
        start: 101,
        flags: FLAG.lastOfStep,
        payload: Float32Array.of(3, 30),
      }),
      record({ step: 5, sampleCount: 1, channelMask: maskOf('z'), payload: Float32Array.of(9) }),
      record({ step: 6, sampleCount: 0, flags: FLAG.lastOfHop, payload: new Float32Array(0) }),
    ]);
    expect(hop.hop).toBe(7);
    expect([...hop.steps.keys()]).toEqual([4, 5]);
    const step = hop.steps.get(4);
    expect(step).toMatchObject({
      start: 100,
      interval: 0.5,
      count: 3,
      flags: FLAG.firstOfStep | FLAG.lastOfStep,
    });
    expect([...(step?.channels.tip_current ?? [])]).toEqual([1, 2, 3]);
    expect([...(step?.channels.tip_potential ?? [])]).toEqual([10, 20, 30]);
    expect(hop.flags).toBe(FLAG.lastOfHop);
  });

  it('leave NaN where samples were lost, and the step begins when it began', () => {
    const hop = assembleHop([record({ firstSample: 3, start: 101.5, flags: FLAG.gap })]);
    const step = hop.steps.get(4);
    expect(step).toMatchObject({ start: 100, count: 5 });
    expect([...(step?.channels.tip_current ?? [])]).toEqual([NaN, NaN, NaN, 1, 2]);
    expect(statusOf(hop.flags)).toBe('gap');
  });

  test.each([
    [0, 'ok'],
    [FLAG.contact | FLAG.lastOfHop, 'ok'],
    [FLAG.noContact, 'no_contact'],
    [FLAG.clipped | FLAG.overload, 'overload'],
    [FLAG.clipped, 'clipped'],
    [FLAG.limit | FLAG.clipped, 'limit'],
    [FLAG.early | FLAG.limit, 'early'],
    [FLAG.aborted | FLAG.noContact, 'aborted'],
  ] as const)('flags %i are %s', (flags, status) => {
    expect(statusOf(flags)).toBe(status);
    expect(HOP_STATUS[status]).toBeTypeOf('number');
  });

  it('make a complete hop only when it was closed and not aborted', () => {
    expect(isComplete(FLAG.lastOfHop)).toBe(true);
    expect(isComplete(0)).toBe(false);
    expect(isComplete(FLAG.lastOfHop | FLAG.aborted)).toBe(false);
  });
});

it('channels follow their bits', () => {
  expect(channelsOf(maskOf('tip_potential', 'z')).map((c) => c.name)).toEqual(['z', 'tip_potential']);
  expect(maskOf('z', 'ac_amplitude')).toBe(0b1000001);
});
