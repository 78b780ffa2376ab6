import { REGION } from './sample';
import { immersedSampleOf, sampleOf } from './samples';

/** What a run would have measured without noise and overshoot, one value per point. NaN where there is no such thing. */
export interface Truth {
  /** Square of the mean of √D over the contact, or that of particles that fill alike, m²/s. */
  readonly diffusion: Float64Array;
  /** Of the surface as the stage reads it at that moment, m. */
  readonly height: Float64Array;
  /** V. */
  readonly halfWave: Float64Array;
  /** m/s; NaN for a couple that is always in equilibrium. */
  readonly rateConstant: Float64Array;
  /** Uncompensated, Ω. */
  readonly resistance: Float64Array;
  /** Of double layer and stray together, F. */
  readonly capacitance: Float64Array;
  /** Code of what shapes the wave there (`REGION`). */
  readonly region: Float64Array;
  /** 1 where the contact lies across a boundary of grains. */
  readonly boundary: Float64Array;
  /** Of the wetted disc, m. */
  readonly contactRadius: Float64Array;
  /** Open-circuit potential of the untouched sample, V; NaN where it has none that lasts. */
  readonly equilibrium: Float64Array;
  /** Of the solid within reach of the contact, C; NaN where it has no end. */
  readonly capacity: Float64Array;
  /** Part of the wetted disc that is step edge; NaN on samples without steps. */
  readonly edgeShare: Float64Array;
  /** What the whole insertion into an immersed sample adds to its height, m. */
  readonly swelling: Float64Array;
  /** Salt in the bath, mol/m³. */
  readonly saltConcentration: Float64Array;
  /** State of charge, 0 to 1, at which the surface comes off; NaN where it stays. */
  readonly leaves: Float64Array;
  /** Of what the whole sample gives off, at the place over the mean. */
  readonly release: Float64Array;
}

interface Visited {
  readonly x: number;
  readonly y: number;
  readonly time: number;
}

/** Truth at places of the stage (m) and times of contact (s since boot), in their order; null for an unknown sample. */
export function truthAt(sample: string, seed: number, points: readonly Visited[]): Truth | null {
  return dropletTruth(sample, seed, points) ?? immersedTruth(sample, seed, points);
}

function dropletTruth(sample: string, seed: number, points: readonly Visited[]): Truth | null {
  const known = sampleOf(sample, seed);
  if (!known) return null;
  const met = points.map(({ x, y, time }) => {
    const contact = known.contact(x, y, time);
    known.touched(x, y, time);
    return { ...contact, stray: known.stray(x, y, time), height: known.surface(x, y, time) };
  });
  return {
    ...nothing(points.length),
    diffusion: Float64Array.from(met, (at) => at.model.diffusion),
    height: Float64Array.from(met, (at) => at.height),
    halfWave: Float64Array.from(met, (at) => at.model.halfWave),
    rateConstant: Float64Array.from(met, ({ model: { rateConstant, concentration } }) =>
      concentration > 0 && Number.isFinite(rateConstant) ? rateConstant : NaN,
    ),
    resistance: Float64Array.from(met, (at) => at.model.resistance),
    capacitance: Float64Array.from(met, (at) => at.model.capacitance + at.stray),
    region: Float64Array.from(met, (at) => REGION[at.region]),
    boundary: Float64Array.from(met, (at) => (at.boundary ? 1 : 0)),
    contactRadius: Float64Array.from(met, (at) => at.contactRadius),
    equilibrium: Float64Array.from(met, (at) => at.equilibrium),
    capacity: Float64Array.from(met, (at) => at.capacity),
    edgeShare: Float64Array.from(met, (at) => at.edgeShare ?? NaN),
  };
}

function immersedTruth(sample: string, seed: number, points: readonly Visited[]): Truth | null {
  const known = immersedSampleOf(sample, seed);
  if (!known) return null;
  const met = points.map(({ x, y, time }) => known.truth(x, y, time));
  return {
    ...nothing(points.length),
    height: Float64Array.from(met, (at) => at.height),
    rateConstant: Float64Array.from(met, (at) => at.rateConstant),
    swelling: Float64Array.from(met, (at) => at.swelling),
    saltConcentration: Float64Array.from(met, (at) => at.saltConcentration),
    diffusion: Float64Array.from(met, (at) => at.diffusion),
    leaves: Float64Array.from(met, (at) => at.leaves),
    release: Float64Array.from(met, (at) => at.release),
  };
}

function nothing(count: number): Truth {
  const none = new Float64Array(count).fill(NaN);
  return {
    diffusion: none,
    height: none,
    halfWave: none,
    rateConstant: none,
    resistance: none,
    capacitance: none,
    region: none,
    boundary: none,
    contactRadius: none,
    equilibrium: none,
    capacity: none,
    edgeShare: none,
    swelling: none,
    saltConcentration: none,
    leaves: none,
    release: none,
  };
}
