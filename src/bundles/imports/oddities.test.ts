import { describe, expect, it } from 'vitest';
import { looksReversed, unevenSteps } from './oddities';

const triangle = Float64Array.from({ length: 201 }, (_, i) => (i <= 100 ? i : 200 - i) / 100);
/** Double layer on a resistor: anodic positive. */
const loop = triangle.map((e, i) => 0.5 * e + (i < 100 ? 1 : -1));

describe('unevenSteps', () => {
  it('says nothing about even steps and about turns', () => {
    expect(unevenSteps(triangle)).toBeNull();
    expect(unevenSteps(triangle.map((e, i) => e + 1e-4 * (i % 2)))).toBeNull();
  });

  it('counts the steps that differ', () => {
    const gap = triangle.filter((_, i) => i !== 30 && i !== 150);
    expect(unevenSteps(gap)).toBe(
      'The potential steps are uneven: 2 of 198 differ by more than a quarter from the usual 10 mV.',
    );
  });
});

describe('looksReversed', () => {
  it('tells the two signs apart', () => {
    expect(looksReversed(triangle, loop)).toBe(false);
    expect(
      looksReversed(
        triangle,
        loop.map((i) => -i),
      ),
    ).toBe(true);
  });

  it('compares only what both directions cover', () => {
    const longer = Float64Array.from({ length: 301 }, (_, i) => (i <= 100 ? i : 200 - i) / 100);
    const current = longer.map((e, i) => (i < 100 ? 1 : -1) - (e < 0 ? -50 : 0));
    expect(looksReversed(longer, current)).toBe(false);
  });

  it('does not know a single sweep', () =>
    expect(looksReversed(triangle.slice(0, 101), loop.slice(0, 101))).toBeNull());
});
