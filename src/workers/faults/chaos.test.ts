import { expect, test } from 'vitest';
import { chaosScan } from './test-chaos';

/** Seeds that have most faults between them; the benchmark of this name goes through many more. */
const SEEDS = Array.from({ length: 12 }, (_, k) => k + 1);

test.each(SEEDS)(
  'scan %i with a random fault in its way loses nothing and ends with its map',
  async (seed) => {
    const { fault, ...result } = await chaosScan(seed);
    expect({ fault, ...result }).toMatchObject({
      finished: true,
      down: false,
      lost: 0,
      wrong: 0,
      twice: 0,
      different: 0,
    });
    expect(result.empty).toBeLessThanOrEqual(1);
  },
  30_000,
);
