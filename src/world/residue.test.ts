import { describe, expect, it } from 'vitest';
import { Residue } from './residue';

const REACH = 50e-9;

describe('Residue', () => {
  it('is met within its reach, on all sides, and nowhere else', () => {
    const residue = new Residue(REACH);
    expect(residue.at(1e-6, -2e-6)).toBe(false);
    residue.leave(1e-6, -2e-6);
    for (let k = 0; k < 12; k++) {
      const [dx, dy] = [Math.cos((k * Math.PI) / 6), Math.sin((k * Math.PI) / 6)];
      expect(residue.at(1e-6 + 0.95 * REACH * dx, -2e-6 + 0.95 * REACH * dy)).toBe(true);
      expect(residue.at(1e-6 + 1.05 * REACH * dx, -2e-6 + 1.05 * REACH * dy)).toBe(false);
    }
  });

  it('holds many droplets, neighbours too', () => {
    const residue = new Residue(REACH);
    for (let k = 0; k < 1000; k++) residue.leave(k * 60e-9, 0);
    expect(residue.at(500 * 60e-9 + 30e-9, 0)).toBe(true);
    expect(residue.at(500 * 60e-9, 70e-9)).toBe(false);
  });
});
