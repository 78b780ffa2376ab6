import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { pipetteResistance, radiusOfResistance } from './pipette-resistance';

const table = readTable('E_pipette_R');
const total = column(table, 'R_total');
const cones = column(table, 'sigma').map((conductivity, k) => ({
  conductivity,
  halfConeAngle: ((column(table, 'half_cone')[k] ?? NaN) * Math.PI) / 180,
}));

describe('pipette resistance', () => {
  it.each(cones.map((cone, k) => [cone, total[k] ?? NaN] as const))(
    '%o with an opening of 50 nm: %d MΩ, and back',
    (cone, megaohms) => {
      expect(pipetteResistance(50e-9, cone) / 1e6).toBeCloseTo(megaohms, 4);
      expect(radiusOfResistance(megaohms * 1e6, cone) * 1e9).toBeCloseTo(50, 4);
    },
  );

  it.each([0, -1, NaN])('has no opening for %d Ω', (resistance) => {
    expect(radiusOfResistance(resistance, { conductivity: 1, halfConeAngle: 0.1 })).toBeNaN();
  });
});
