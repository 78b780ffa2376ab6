import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BridgeState, Instrument } from '../../devices/instrument';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { beat } from './heartbeat';

const IDLE: BridgeState = {
  ...{ state: 'IDLE', hop: -1, step: -1, queued: 0, firstRecord: 0, nextRecord: 0, z: 20e-6, reason: '' },
};
const SILENT = fault('link-silent', 'The bridge did not answer.');

/** An instrument that answers in turn what it is given, and how often it was asked. */
function setUp(answers: readonly Result<BridgeState, Fault>[], alone = () => true) {
  let asked = 0;
  let lose: (why: Fault) => void = () => undefined;
  const closed = new Promise<Fault>((resolve) => (lose = resolve));
  const state = () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? ok(IDLE));
  const heard: BridgeState[] = [];
  const silent: Fault[] = [];
  const over = beat({ closed, state } as unknown as Instrument, {
    alone,
    heard: (s) => heard.push(s),
    silent: (why) => silent.push(why),
  });
  return { asked: () => asked, heard, silent, lose, over };
}

describe('the heartbeat', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks once a second and tells what it hears', async () => {
    const { heard, silent } = setUp([ok(IDLE)]);
    await vi.advanceTimersByTimeAsync(3500);
    expect(heard).toEqual([IDLE, IDLE, IDLE]);
    expect(silent).toEqual([]);
  });

  it('keeps quiet while somebody else talks with the instrument', async () => {
    let alone = false;
    const { asked } = setUp([ok(IDLE)], () => alone);
    await vi.advanceTimersByTimeAsync(3500);
    expect(asked()).toBe(0);
    alone = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked()).toBe(1);
  });

  it('tells of an instrument that is not heard', async () => {
    const { heard, silent } = setUp([ok(IDLE), err(SILENT)]);
    await vi.advanceTimersByTimeAsync(2500);
    expect(heard).toHaveLength(1);
    expect(silent).toEqual([SILENT]);
  });

  it('ends with the link, without another question', async () => {
    const { asked, lose, over } = setUp([ok(IDLE)]);
    await vi.advanceTimersByTimeAsync(1500);
    lose(fault('link-lost', 'The cable is out.'));
    await over;
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked()).toBe(1);
  });
});
