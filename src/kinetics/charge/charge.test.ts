import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chargeOfCurrent,
  chargeOfVolume,
  concentrationOfCapacity,
  radiusOfVolume,
  volumeOfCharge,
  volumeOfRadius,
} from './charge';

/** Li4Ti5O12-like host of 612 mAh/cm³. */
const CONCENTRATION = concentrationOfCapacity(612) ?? NaN;

describe('charge and volume', () => {
  it('turns 612 mAh/cm³ into a concentration', () => expect(1e-6 * CONCENTRATION).toBeCloseTo(0.0228346, 7));

  it('gives 15 pAh a volume and a radius', () => {
    const volume = volumeOfCharge(15e-12 * 3600, CONCENTRATION) ?? NaN;
    expect(1e18 * volume).toBeCloseTo(24.5098, 4);
    expect(1e6 * (radiusOfVolume(volume, 'sphere') ?? NaN)).toBeCloseTo(1.80198, 5);
  });

  it('gives 5 pA in 0.6 s a volume and a radius, whatever the sign', () => {
    const volume = volumeOfCharge(-5e-12 * 0.6, CONCENTRATION) ?? NaN;
    expect(1e21 * volume).toBeCloseTo(1.36166, 5);
    expect(1e9 * (radiusOfVolume(volume, 'sphere') ?? NaN)).toBeCloseTo(68.7585, 4);
    expect(1e9 * (radiusOfVolume(volume, 'hemisphere') ?? NaN)).toBeCloseTo(68.7585 * Math.cbrt(2), 4);
  });

  it('goes there and back', () => {
    const body = fc.constantFrom('sphere' as const, 'hemisphere' as const);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), body, (radius, shape) => {
        const volume = volumeOfRadius(radius, shape) ?? NaN;
        const charge = chargeOfVolume(volume, CONCENTRATION) ?? NaN;
        const again = radiusOfVolume(volumeOfCharge(charge, CONCENTRATION) ?? NaN, shape) ?? NaN;
        expect(again / radius).toBeCloseTo(1, 12);
      }),
    );
  });

  it('has no answer where a number is not positive', () => {
    expect(concentrationOfCapacity(-1)).toBeNull();
    expect(volumeOfCharge(1, 0)).toBeNull();
    expect(volumeOfCharge(0, 1)).toBeNull();
    expect(volumeOfCharge(NaN, 1)).toBeNull();
    expect(chargeOfVolume(1, -1)).toBeNull();
    expect(radiusOfVolume(0, 'sphere')).toBeNull();
    expect(volumeOfRadius(Infinity, 'sphere')).toBeNull();
  });
});

describe('chargeOfCurrent', () => {
  it('integrates, with the sign', () => {
    const time = Float64Array.of(0, 1, 3);
    expect(chargeOfCurrent(time, Float64Array.of(0, -2, -2))).toBe(-5);
  });

  it('has no answer where the points make none', () => {
    expect(chargeOfCurrent(Float64Array.of(0), Float64Array.of(1))).toBeNull();
    expect(chargeOfCurrent(Float64Array.of(0, 1), Float64Array.of(1))).toBeNull();
    expect(chargeOfCurrent(Float64Array.of(1, 0), Float64Array.of(1, 1))).toBeNull();
    expect(chargeOfCurrent(Float64Array.of(0, 1), Float64Array.of(1, NaN))).toBeNull();
  });
});
