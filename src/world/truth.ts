import { sampleOf } from './samples';

/** What a run would have measured without noise and overshoot, one value per point. */
interface Truth {
  /** Square of the mean of √D over the contact, m²/s. */
  readonly diffusion: Float64Array;
  /** Of the surface as the stage reads it at that moment, m. */
  readonly height: Float64Array;
  /** V. */
  readonly halfWave: Float64Array;
  /** 1 where the contact lies across a boundary of grains. */
  readonly boundary: Uint8Array;
}

/** Truth at places of the stage (m) and times of contact (s since boot); null for an unknown sample. */
export function truthAt(
  sample: string,
  seed: number,
  points: readonly { readonly x: number; readonly y: number; readonly time: number }[],
): Truth | null {
  const known = sampleOf(sample, seed);
  if (!known) return null;
  const contacts = points.map(({ x, y, time }) => known.contact(x, y, time));
  return {
    diffusion: Float64Array.from(contacts, (c) => c.diffusion),
    height: Float64Array.from(points, ({ x, y, time }) => known.surface(x, y, time)),
    halfWave: Float64Array.from(contacts, (c) => c.halfWave),
    boundary: Uint8Array.from(contacts, (c) => (c.boundary ? 1 : 0)),
  };
}
