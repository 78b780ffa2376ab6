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

  it('lags behind a steady motion and comes to rest at its end', () => {
    const stage = new Stage();
    for (let k = 0; k < 100; k++) expect(stage.follow(-20e-6, 50e-6)).toBe(true);
    expect(stage.atRest).toBe(false);
    expect(20e-6 - stage.z).toBeCloseTo(5e-3 * 20e-6 - 0.3e-3 * 20e-6, 13);
    for (let k = 0; k < 100; k++) stage.follow(0, 50e-6);
    expect(20e-6 - stage.z).toBeCloseTo(5e-3 * 20e-6, 15);
    expect(stage.atRest).toBe(true);
  });

  it('goes the same way however finely its time is cut', () => {
    const [fine, rough] = [50, 1].map((parts) => {
      const stage = new Stage();
      for (let k = 0; k < parts; k++) stage.follow(-1e-3, 1e-3 / parts);
      return stage.z;
    });
    expect(fine).toBeCloseTo(rough!, 15);
  });

  it('tells when the set point meets the end of the fine range, and stays there', () => {
    const stage = new Stage();
    stage.move('z', 1.5e-6);
    expect(stage.follow(-1e-3, 1e-3)).toBe(true);
    expect(stage.follow(-1e-3, 1e-3)).toBe(false);
    stage.follow(0, 1);
    expect(stage.z).toBe(0);
    expect(stage.follow(1e-3, 1e-3)).toBe(true);
  });
});
