import { describe, expect, it } from 'vitest';
import { Residue } from './residue';

const REACH = 50e-9;

describe('Residue', () => {
  it('is met within its reach, on all sides, and nowhere else', () => {
    const residue = new Residue<unknown>(REACH);
    expect(residue.at(1e-6, -2e-6)).toBeNull();
    residue.leave(1e-6, -2e-6, true);
    for (let k = 0; k < 12; k++) {
      const [dx, dy] = [Math.cos((k * Math.PI) / 6), Math.sin((k * Math.PI) / 6)];
      expect(residue.at(1e-6 + 0.95 * REACH * dx, -2e-6 + 0.95 * REACH * dy)).toBe(true);
      expect(residue.at(1e-6 + 1.05 * REACH * dx, -2e-6 + 1.05 * REACH * dy)).toBeNull();
    }
  });

  it('holds many droplets, neighbours too', () => {
    const residue = new Residue<unknown>(REACH);
    for (let k = 0; k < 1000; k++) residue.leave(k * 60e-9, 0, k);
    expect(residue.at(500 * 60e-9 - 20e-9, 0)).toBe(499);
    expect(residue.at(500 * 60e-9, 70e-9)).toBeNull();
  });
});
