/**
 * The current of a reversible couple during a sweep, in units of F·A·C·√(D·f·v), f = F/RT.
 *
 * x counts forward from the half-wave potential in units of RT/F: x = ±f(E − E½), rising during the first sweep. A
 * reversible couple imposes the surface concentration c(x) = 1/(1 + e⁻ˣ) on the solid, so the current follows from c
 * alone, without an equation to solve. Into the solid below a disc of radius a it is (√s + β/p)·ĉ(s) in Laplace space, s in
 * units of fv, with β = β(p√s) as in `disc.ts` and p = a·√(fv/D). Hence
 *
 *     χ(x; p) = χ∞(x) + G(x; p)/p,   G = c + ∫₀^∞ c′(x − u) k(u/p²) du,   k̂(s) = (β(√s) − 1)/s,
 *
 * where χ∞ is the half-derivative of c, the planar wave (2/√π) ∫₀^∞ c′(x − u²) du (Nicholson and Shain 1964 as a series).
 * p = Infinity is planar.
 *
 * The sweep back from x = λ is linear in what c does, too: up to terms of e^(−λ) it is the first sweep's shape run on to
 * 2λ − x, less the shape mirrored, χ(2λ − x) − χ(−x). Holds and earlier waves of a hop would enter the same way, by what
 * the c that they leave adds to the shape.
 *
 * A small resistance enters through the two terms of `ohmic.ts`, with ρ = f·R·FAC√(Dfv).
 *
 *     shapeOf(7.7).crest.value // 0.551, the peak of the published wave at 1.25 V/s
 */
import { type Blend, blendOf } from './blend';
import {
  CELLS,
  FIRST,
  FIRST_COLUMN,
  LAST,
  LAST_COLUMN,
  LOG_STEP,
  mixtureFor,
  PER_UNIT,
  planarTable,
} from './shape-tables';

/** One member of the family. */
export class Shape {
  /** Contact radius over the diffusion length √(D/fv); Infinity for planar diffusion. */
  readonly p: number;
  /** f·R·FAC√(Dfv). */
  readonly rho: number;
  /** As `crest`, without resistance. */
  readonly free: Crest;
  readonly blend: Blend;
  private dropped: Crest | null = null;

  constructor(p: number, rho: number) {
    this.p = p;
    this.rho = rho;
    this.free = crestOf(p);
    this.blend = blendOf(p, rho);
  }

  get crest(): Crest {
    return (this.dropped ??= this.rho === 0 ? this.free : crestIn(this.blend, this.free));
  }
}

/** Greatest |ρ| for which the two ohmic terms describe the wave, to 2e-4 of its peak. */
export const LARGEST_RHO = 0.5;

let planarShape: Shape | undefined;

/** The shape for p, from `SMALLEST_P` to Infinity, and ρ, up to `LARGEST_RHO`. */
export function shapeOf(p: number, rho = 0): Shape {
  if (p === Infinity && rho === 0) return (planarShape ??= new Shape(p, rho));
  return new Shape(p, rho);
}

/** The maximum of a shape near the crest of the wave without resistance. */
function crestIn(blend: Blend, { x: start, logSlope }: Crest): Crest {
  let node = Math.min(CELLS - 1, Math.round((start - FIRST) * PER_UNIT));
  while (node < CELLS - 1 && blend.entry(2 * node + 1) > 0) node++;
  while (node > 1 && blend.entry(2 * node + 1) < 0) node--;
  const d0 = blend.entry(2 * node + 1);
  const d1 = blend.entry(2 * node + 3);
  const f0 = blend.entry(2 * node);
  const a = d0 + d1 - 2 * (blend.entry(2 * node + 2) - f0);
  const b = blend.entry(2 * node + 2) - f0 - d0 - a;
  let t = d0 / (d0 - d1);
  for (let round = 0; round < 3; round++) t -= (d0 + t * (2 * b + 3 * t * a)) / (2 * b + 6 * t * a);
  const x = FIRST + (node + t) / PER_UNIT;
  return { x, value: f0 + t * (d0 + t * (b + t * a)), logSlope };
}

/**
 * Fills `value` and `slope` (dχ/dx) at x = at[k] + shift for the whole of `at`. What smooths the recorded wave enters as
 * χ + blur·χ″, `blur` half its variance in x².
 */
export function fillShape(
  { blend, p }: Shape,
  blur: number,
  at: Float64Array,
  shift: number,
  value: Float64Array,
  slope: Float64Array,
): void {
  const curvature = blur * PER_UNIT * PER_UNIT;
  for (let k = 0; k < at.length; k++) {
    const x = (at[k] as number) + shift;
    const place = (x - FIRST) * PER_UNIT;
    if (place < 0) {
      value[k] = slope[k] = (1 + 1 / p) * Math.exp(x);
    } else if (place >= CELLS) {
      value[k] = tail(x) - tail(LAST) + blend.entry(2 * CELLS);
      slope[k] = (-0.5 * tail(x)) / x;
    } else {
      const cell = place | 0;
      const i = 2 * cell;
      const t = place - cell;
      const f0 = blend.entry(i);
      const d0 = blend.entry(i + 1);
      const d1 = blend.entry(i + 3);
      const rise = blend.entry(i + 2) - f0;
      const a = d0 + d1 - 2 * rise;
      const b = rise - d0 - a;
      value[k] = f0 + t * (d0 + t * (b + t * a)) + curvature * (2 * b + 6 * t * a);
      slope[k] = (d0 + t * (2 * b + 3 * t * a)) * PER_UNIT;
    }
  }
}

/** χ∞ far beyond the peak: Sommerfeld's expansion, error below 1e-8 for x > 60. */
const tail = (x: number): number => (1 + 1.2337 / (x * x)) / Math.sqrt(Math.PI * x);

/** Peak of a shape: its place, its height χmax, and d ln χmax/d ln p. */
export interface Crest {
  readonly x: number;
  readonly value: number;
  readonly logSlope: number;
}

/** Crests at the columns of the tables. */
const crests: Crest[] = [];

const crestAt = (column: number): Crest =>
  (crests[column - FIRST_COLUMN] ??= climbed(Math.exp(column * LOG_STEP)));

/** Maximum of χ(x; p): at 1.10895 and 0.446295 high for p = Infinity, further and higher the more the ions spread. */
export function crestOf(p: number): Crest {
  const place = Math.log(p) / LOG_STEP;
  const column = Math.floor(place);
  if (!(column > FIRST_COLUMN && column + 2 < LAST_COLUMN)) return climbed(p);
  const a = crestAt(column - 1);
  const b = crestAt(column);
  const c = crestAt(column + 1);
  const d = crestAt(column + 2);
  // The cubic through four columns.
  const t = place - column;
  const l = t * (t - 1);
  const r = (t + 1) * (t - 2);
  const wa = (-l * (t - 2)) / 6;
  const wb = (r * (t - 1)) / 2;
  const wc = (-r * t) / 2;
  const wd = (l * (t + 1)) / 6;
  const value = wa * a.value + wb * b.value + wc * c.value + wd * d.value;
  const slope =
    ((-3 * t * t + 6 * t - 2) * a.value) / 6 +
    ((3 * t * t - 4 * t - 1) * b.value) / 2 +
    ((-3 * t * t + 2 * t + 2) * c.value) / 2 +
    ((3 * t * t - 1) * d.value) / 6;
  return { x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, value, logSlope: slope / (LOG_STEP * value) };
}

/** The same by Newton's method. */
function climbed(p: number): Crest {
  const grid = planarTable();
  const { near, far, nearWeight: v, farWeight: w } = mixtureFor(p);
  let x = 1.10895 + 2.13 * Math.log1p(1 / p);
  for (let round = 0; ; round++) {
    const place = (x - FIRST) * PER_UNIT;
    const cell = Math.floor(place);
    const i = 2 * cell;
    const t = place - cell;
    const f0 = (grid[i] as number) + v * (near[i] as number) + w * (far[i] as number);
    const d0 = (grid[i + 1] as number) + v * (near[i + 1] as number) + w * (far[i + 1] as number);
    const f1 = (grid[i + 2] as number) + v * (near[i + 2] as number) + w * (far[i + 2] as number);
    const d1 = (grid[i + 3] as number) + v * (near[i + 3] as number) + w * (far[i + 3] as number);
    const a = d0 + d1 - 2 * (f1 - f0);
    const b = f1 - f0 - d0 - a;
    const bend = 2 * b + 6 * t * a;
    const slope = d0 + t * (2 * b + 3 * t * a);
    const step = bend < 0 ? Math.max(-0.5, Math.min(0.5, -slope / (bend * PER_UNIT))) : 0.5;
    if (Math.abs(step) < 1e-6 || round === 30) {
      const value = f0 + t * (d0 + t * (b + t * a));
      const low = (near[i] as number) + t * ((near[i + 2] as number) - (near[i] as number));
      const high = (far[i] as number) + t * ((far[i + 2] as number) - (far[i] as number));
      const turned = ((high - low) * (v + w)) / LOG_STEP;
      return { x, value, logSlope: (turned - v * low - w * high) / value };
    }
    x += step;
  }
}
