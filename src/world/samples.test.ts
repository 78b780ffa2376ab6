import { describe, expect, it } from 'vitest';
import { SIMULATED_SAMPLES } from '../simulated-samples';
import { createWorld } from './samples';
import { AXES } from './stage';

describe('the world of a sample', () => {
  it.each(SIMULATED_SAMPLES)('begins at the top of the fine range: $id', ({ id }) => {
    const made = createWorld(id, 1);
    if (!made.ok) throw new Error(made.error.happened);
    const { z, coarse } = made.value.position;
    expect(z).toBe(coarse + AXES.z.max);
    expect(made.value.time).toBe(0);
  });

  it('holds a sample that the fine axis does not reach', () => {
    const made = createWorld('lfp-composite-far', 1);
    if (!made.ok) throw new Error(made.error.happened);
    const world = made.value;
    world.travel('z', -1);
    expect(world.position.z).toBeCloseTo(45e-6, 12);
    world.wait(0.01);
    expect(world.attached).toBe(false);
    world.travel('coarse', 0);
    world.wait(0.01);
    expect(world.attached).toBe(true);
  });

  it('is not there for a name that nobody has', () => {
    expect(createWorld('nowhere', 1)).toMatchObject({ ok: false, error: { code: 'value-invalid' } });
  });
});
