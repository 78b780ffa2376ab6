import { describe, expect, it } from 'vitest';
import { chargeConfirms, meets, type Criterion } from './contact';

const current = (condition: Criterion['condition'], threshold: number): Criterion => ({
  channel: 'tip_current',
  condition,
  threshold,
});

describe('condition of an approach', () => {
  it.each([
    [current('ABOVE', 2), 2.1, 0, true],
    [current('ABOVE', 2), 2, 0, false],
    [current('ABOVE', 2), -9, 0, false],
    [current('BELOW', -2), -2.1, 0, true],
    [current('BELOW', -2), 0, 0, false],
    [current('MAGNITUDE', 2), -2.1, 0, true],
    [current('MAGNITUDE', 2), 2.1, 0, true],
    [current('MAGNITUDE', 2), 1.9, 0, false],
    [current('FALL', 0.02), 4.89, 5, true],
    [current('FALL', 0.02), 4.91, 5, false],
    [current('FALL', 0.02), -4.89, -5, true],
    [current('FALL', 0.02), -5.2, -5, false],
  ] as const)('%o at %f with %f clear of the surface: %s', (criterion, value, clear, met) => {
    expect(meets(criterion, value, clear)).toBe(met);
  });
});

describe('charge of a contact that died away', () => {
  const cutoff = 1000;
  // What noise leaves after it has crossed 2 pA at 1 kHz: 2 pA / (4 * 1 kHz); a double layer of a large droplet: 5 fC.
  const noise = 2e-12 / (4 * cutoff);
  const doubleLayer = 5e-15;

  it('confirms in the direction of the condition', () => {
    expect(chargeConfirms(current('MAGNITUDE', 2e-12), -doubleLayer, 0, cutoff)).toBe(true);
    expect(chargeConfirms(current('MAGNITUDE', 2e-12), doubleLayer, 0, cutoff)).toBe(true);
    expect(chargeConfirms(current('ABOVE', 2e-12), doubleLayer, 0, cutoff)).toBe(true);
    expect(chargeConfirms(current('ABOVE', 2e-12), -doubleLayer, 0, cutoff)).toBe(false);
    expect(chargeConfirms(current('BELOW', -2e-12), -doubleLayer, 0, cutoff)).toBe(true);
    expect(chargeConfirms(current('BELOW', -2e-12), doubleLayer, 0, cutoff)).toBe(false);
  });

  it('does not take noise for a contact, nor other channels for a charge', () => {
    expect(chargeConfirms(current('MAGNITUDE', 2e-12), noise, 0, cutoff)).toBe(false);
    expect(chargeConfirms(current('FALL', 0.02), doubleLayer, 0, cutoff)).toBe(false);
    expect(chargeConfirms({ channel: 'z', condition: 'ABOVE', threshold: 0 }, doubleLayer, 0, cutoff)).toBe(
      false,
    );
  });
});
