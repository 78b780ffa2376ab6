import { describe, expect, it } from 'vitest';
import { chargeAt, historyOf, rowAt } from './sample-history';

const history = historyOf({
  time: [10, 11, 12, 14],
  potential: [1.7, 1.6, 1.5, 1.3],
  current: [-1e-3, -1e-3, -2e-3, 1e-3],
});

describe('the history of a sample', () => {
  it('adds up what has been inserted, which cathodic current does', () => {
    [0, 1e-3, 2.5e-3, 3.5e-3].forEach((q, k) => {
      expect(history.inserted[k]).toBeCloseTo(q, 9);
    });
  });

  it('has states of charge between the emptiest and the fullest of the run', () => {
    expect([...chargeAt(history, Float64Array.of(10, 12, 14))]).toEqual([0, 2.5 / 3.5, 1]);
    const idle = historyOf({ time: [0, 1], potential: [1, 1], current: [0, 0] });
    expect(chargeAt(idle, Float64Array.of(0.5))[0]).toBeNaN();
  });

  it('is known between its samples', () => {
    expect([...rowAt(history, 'potential', Float64Array.of(10.5, 13))]).toEqual([1.65, 1.4]);
    const none = historyOf({ time: [], potential: [], current: [] });
    expect(rowAt(none, 'potential', Float64Array.of(1))[0]).toBeNaN();
  });
});
