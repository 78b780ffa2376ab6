/**
 * The samples of the simulated instrument by name. A name and a seed fix everything about a world, so that the truth of
 * a run can be rebuilt from these two alone.
 */
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { ltoFilm } from './lto-film';
import type { Sample } from './sample';
import { SimulatedWorld } from './simulated-world';
import type { World } from './world';

export const SAMPLES = [
  {
    id: 'lto-film',
    title: 'Li4Ti5O12 film',
    shows:
      'Grains of 300–500 nm whose facets differ in diffusion coefficient by a decade around 2.47e-11 cm²/s.',
  },
] as const;

/** The sample of a name, null if there is none; `seed` a whole number. */
export const sampleOf = (id: string, seed: number): Sample | null =>
  id === 'lto-film' ? ltoFilm(seed) : null;

/** A world at rest over the sample: probe at the top of its range, in the middle of the stage, time 0. */
export function createWorld(id: string, seed: number): Result<World, Fault> {
  const sample = sampleOf(id, seed);
  if (sample) return ok(new SimulatedWorld(sample, seed));
  const known = SAMPLES.map((s) => s.id).join(', ');
  return err(fault('value-invalid', `There is no simulated sample “${id}”; there are: ${known}.`));
}
