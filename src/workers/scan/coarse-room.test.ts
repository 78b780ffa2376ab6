import { describe, expect, it } from 'vitest';
import type { Path } from '../../experiments/experiment';
import { millimetreProfile } from '../../experiments/millimetre-profile';
import { coarseLacks, coarseRise } from './coarse-room';

const { recipe = {} } = millimetreProfile.presets[0] ?? {};
const plan = { program: millimetreProfile.program(recipe), path: millimetreProfile.path(recipe) };
const fine = { min: 0, max: 20e-6, max_velocity: 1e-3, resolution: 1e-10 };
const axes = { x: fine, y: fine, z: fine, coarse: { ...fine, min: -5e-3, max: 5e-3 } };

describe('the room above the coarse axis', () => {
  it('has to hold the withdrawal and the sweep', () => {
    expect(coarseRise(plan)).toBeCloseTo(2.6e-3, 9);
    expect(coarseLacks(plan, { axes }, 2.3e-3)).toBeNull();
    expect(coarseLacks(plan, { axes }, 2.5e-3)).toMatchObject({
      code: 'value-invalid',
      happened: expect.stringMatching(/2\.60\smm up, and 2\.50\smm are left/) as string,
    });
  });

  it('does not matter to a run that leaves it where it is, nor for what is done if the surface was missed', () => {
    const still = { ...plan, program: { ...plan.program, steps: [{ verb: 'END' } as const] } };
    expect(coarseLacks(still, { axes }, 5e-3)).toBeNull();
    const points = plan.path.points.map((point) => ({ ...point, ifMissed: 0 }));
    const path: Path = { ...plan.path, points };
    expect(coarseRise({ ...plan, path })).toBe(0);
  });
});
