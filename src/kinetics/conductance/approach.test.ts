import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { approachCurve, distanceAt, gapResistance } from './approach';

const degrees = (angle: number): number => (angle * Math.PI) / 180;
const rows = (name: string, prefixes: readonly string[]): number[][] => {
  const columns = prefixes.map((prefix) => column(readTable(name), prefix));
  return (columns[0] ?? []).map((_, k) => columns.map((values) => values[k] ?? NaN));
};

describe('gapResistance', () => {
  it.each(rows('E_dR_universal', ['ro/ri', 'delta', 'dR*sigma*ri mean', 'dR*sigma*ri fit']))(
    'RG %d, δ %d: %d by finite elements',
    (wall, delta, exact, fit) => {
      const found = gapResistance(wall)(delta);
      expect(found / fit).toBeCloseTo(1, 5);
      expect(Math.abs(found / exact - 1)).toBeLessThan(0.0165);
    },
  );

  it('lies between the fitted walls for a wall between them', () => {
    for (const delta of [0.05, 0.3, 1, 5]) {
      const [thin, middle, thick] = [1.25, 1.35, 1.5].map((wall) => gapResistance(wall)(delta)) as [
        number,
        number,
        number,
      ];
      expect(middle).toBeGreaterThan(thin);
      expect(middle).toBeLessThan(thick);
    }
  });
});

describe('approachCurve', () => {
  it.each(rows('E_sicm_approach', ['half_cone', 'ro/ri', 'd/ri', 'I/Isat_FEM']))(
    '%d°, RG %d, δ %d: I/I∞ is %d to 0.42 %%',
    (angle, wallRatio, delta, exact) => {
      const curve = approachCurve({
        radius: 50e-9,
        halfConeAngle: degrees(angle),
        wallRatio: wallRatio,
      });
      expect(Math.abs(curve(delta * 50e-9) / exact - 1)).toBeLessThan(0.0042);
    },
  );

  it('ends at the surface', () => {
    const curve = approachCurve({ radius: 50e-9, halfConeAngle: degrees(5), wallRatio: 1.5 });
    expect(curve(0)).toBe(0);
    expect(curve(-1e-9)).toBe(0);
  });
});

describe('distanceAt', () => {
  const tip = { radius: 50e-9, halfConeAngle: degrees(5), wallRatio: 1.5 };

  it('undoes the curve', () => {
    for (const distance of [1e-9, 20e-9, 48e-9, 1e-6]) {
      expect(distanceAt(approachCurve(tip)(distance), tip) / distance).toBeCloseTo(1, 6);
    }
  });

  it('is 48 nm at a setpoint of 98 %, which a drift of 0.5 % moves by −8 or +13 nm', () => {
    const at = distanceAt(0.98, tip) * 1e9;
    expect(Math.abs(at - 48)).toBeLessThan(1);
    expect(Math.abs(distanceAt(0.98 / 1.005, tip) * 1e9 - at + 8)).toBeLessThan(1.5);
    expect(Math.abs(distanceAt(0.98 / 0.995, tip) * 1e9 - at - 13)).toBeLessThan(2.5);
  });

  it.each([0, 1, -0.1, 1.2, NaN])('has none for a fraction of %d', (fraction) => {
    expect(distanceAt(fraction, tip)).toBeNaN();
  });
});
