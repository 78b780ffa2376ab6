import { expect, it } from 'vitest';
import { radiusOfResistance } from './pipette-resistance';

it.each([
  [0.3, 3, 421.58096],
  [0.3, 5, 259.21991],
  [0.3, 10, 137.015],
])('of %d S/m, %d° and %d MΩ is an opening of 50 nm', (conductivity, degrees, megaohms) => {
  const cone = { conductivity, halfConeAngle: (degrees * Math.PI) / 180 };
  expect(radiusOfResistance(megaohms * 1e6, cone) * 1e9).toBeCloseTo(50, 4);
});

it.each([0, -1, NaN])('has no opening for %d Ω', (resistance) => {
  expect(radiusOfResistance(resistance, { conductivity: 1, halfConeAngle: 0.1 })).toBeNaN();
});
