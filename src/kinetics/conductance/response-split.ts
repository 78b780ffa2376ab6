/**
 * What the tip current of an ion-conductance pipette tells of a current at the sample, in two parts: one that is there at
 * once and goes with the sample's current (ohmic), and one that follows as salt diffuses (√t near the surface):
 *
 *     ln I = ln I₀ + ln(1 + a·j) + n·ln(1 + b·s/c),
 *
 * j the density of insertion, s the change of the salt that it would make without migration, c the bath's salt, n the
 * exponent of the pipette, b = 1 − t₊. Linear least squares in ln I₀, a and b, again with what the logarithms bend.
 */
import type { Estimate } from '../numerics/estimate';
import { linearFit } from '../numerics/linear-fit';
import { DiffusionColumn } from './diffusion-column';
import { saltFlux } from './salt';

/** On one time axis, in its order. */
export interface TipTrace {
  /** s. */
  readonly time: Float64Array;
  /** Through the tip, A, of one sign; NaN while it was elsewhere and only the sample went on. */
  readonly current: Float64Array;
  /** Density at the sample, insertion positive, A/m². */
  readonly density: Float64Array;
}

export interface TipSetting {
  /** From the surface, m, and from there to where convection keeps the bath, m. */
  readonly distance: number;
  readonly reach: number;
  /** Salt of the bath, mol/m³, and dlnI/dlnc of the pipette in it. */
  readonly concentration: number;
  readonly exponent: number;
}

export interface ResponseSplit {
  /** Tip current without a current at the sample, A. */
  readonly clear: Estimate;
  /** Relative change at once per current density, m²/A. */
  readonly ohmic: Estimate;
  /** Part of the salt that the current moves, 1 − t₊. */
  readonly moved: Estimate;
  /** The two parts, A, at each time, and the change of the salt at the tip, mol/m³. */
  readonly ohmicPart: Float64Array;
  readonly diffusivePart: Float64Array;
  readonly salt: Float64Array;
  /** 1σ of what is left of ln I, sum of its squares, and by how much the errors of independent ones were enlarged. */
  readonly scatter: number;
  readonly sumOfSquares: number;
  readonly inflation: number;
}

const ROUNDS = 4;
/** ln of a change is taken of no less than this part of what was there. */
const LEAST = 1e-3;

/**
 * The split for a salt diffusivity, m²/s. Null for fewer than five readings, a current that changes sign or is none, or where
 * the two parts cannot be told apart (a sample current that never changes).
 */
export function splitResponse(
  trace: TipTrace,
  setting: TipSetting,
  diffusivity: number,
): ResponseSplit | null {
  const { current, density } = trace;
  const { concentration, exponent } = setting;
  const isSeen = (_: number, k: number): boolean => !Number.isNaN(current[k]);
  const seen = current.filter(isSeen);
  const sign = Math.sign(seen[0] ?? 0);
  if (seen.length < 5 || sign === 0 || seen.some((i) => !(i * sign > 0))) return null;
  const salt = saltAtTip(trace, setting, diffusivity);
  const [seenDensity, seenSalt] = [density.filter(isSeen), salt.filter(isSeen)];
  const one = new Float64Array(seen.length).fill(1);
  const logarithms = seen.map((i) => Math.log(i * sign));
  const relative = seenSalt.map((s) => (exponent * s) / concentration);
  let [a, b] = [0, 0];
  let fit: ReturnType<typeof linearFit> = null;
  for (let round = 0; round < ROUNDS; round++) {
    const straight = logarithms.map((value, k) => {
      const [ohmic, change] = [a * (seenDensity[k] as number), (b * (seenSalt[k] as number)) / concentration];
      return value - bend(ohmic) - exponent * bend(change);
    });
    fit = linearFit([one, seenDensity, relative], straight);
    if (!fit) return null;
    [, a = NaN, b = NaN] = fit.coefficients;
  }
  if (!fit) return null;
  const [start = NaN] = fit.coefficients;
  const [startError = NaN, aError = NaN, bError = NaN] = fit.errors;
  const clear = sign * Math.exp(start);
  const moved = b;
  return {
    clear: { value: clear, error: Math.abs(clear) * startError },
    ohmic: { value: a, error: aError },
    moved: { value: moved, error: bError },
    ohmicPart: density.map((j) => clear * a * j),
    diffusivePart: salt.map(
      (s) => clear * (Math.max(LEAST, 1 + (moved * s) / concentration) ** exponent - 1),
    ),
    salt: salt.map((s) => moved * s),
    scatter: fit.scatter,
    sumOfSquares: fit.sumOfSquares,
    inflation: fit.inflation,
  };
}

/** ln(1 + x) − x. */
const bend = (x: number): number => Math.log(Math.max(LEAST, 1 + x)) - x;

/** Change of the salt at the tip, mol/m³, if no cation arrived by migration; none before the trace. */
function saltAtTip(
  { time, density }: TipTrace,
  { distance, reach }: TipSetting,
  diffusivity: number,
): Float64Array {
  const column = new DiffusionColumn({ diffusivity, reach });
  const salt = new Float64Array(time.length);
  for (let k = 1; k < time.length; k++) {
    const dt = (time[k] as number) - (time[k - 1] as number);
    const [from, to] = [-saltFlux(density[k - 1] as number, 0), -saltFlux(density[k] as number, 0)];
    if (dt > 0) column.advance(from, to, dt);
    salt[k] = column.at(distance);
  }
  return salt;
}
