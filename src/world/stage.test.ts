import { describe, expect, it } from 'vitest';
import { Stage } from './stage';

describe('Stage', () => {
  it('goes where it is told within its ends and answers the distance', () => {
    const stage = new Stage();
    expect(stage.move('x', 80e-6)).toBeCloseTo(30e-6, 12);
    expect(stage.move('x', 150e-6)).toBeCloseTo(20e-6, 12);
    expect(stage.x).toBe(100e-6);
    expect(stage.move('y', -1)).toBeCloseTo(-50e-6, 12);
    expect(stage.move('y', -1)).toBe(0);
  });

  it('reads z as the sum of fine and coarse, and its ends ride on the coarse axis', () => {
    const stage = new Stage();
    stage.move('z', 5e-6);
    expect(stage.move('coarse', -1e-3)).toBeCloseTo(-1e-3, 12);
    expect(stage.z).toBeCloseTo(5e-6 - 1e-3, 12);
    stage.move('z', -1);
    expect(stage.z).toBeCloseTo(-1e-3, 12);
    stage.move('z', 1);
    expect(stage.z).toBeCloseTo(20e-6 - 1e-3, 12);
  });

  it('tells when a small step meets the end of the fine range, and stays there', () => {
    const stage = new Stage();
    stage.move('z', 1.5e-9);
    expect(stage.shiftZ(-1e-9)).toBe(true);
    expect(stage.shiftZ(-1e-9)).toBe(false);
    expect(stage.z).toBe(0);
    expect(stage.shiftZ(1e-9)).toBe(true);
  });
});
