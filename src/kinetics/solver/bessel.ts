/**
 * Four-pole Bessel low-pass, as amplifiers of small currents have it: H(s) = 105/(s⁴+10s³+45s²+105s+105) in units of its
 * delay, scaled so that |H|² = ½ at the cut-off. The filter is stepped exactly for an input linear between samples.
 *
 *     const filter = createBessel(1000);
 *     filter.reset(first);
 *     for (const value of signal) out.push(filter.next(value, interval));
 */

/** ω at −3 dB, in units of 1/delay. */
const OMEGA_3DB = 2.113917674904216;
/** Poles p in the upper half plane and their residues r, in units of 1/delay: [Re p, Im p, Re r, Im r]. */
const POLES: readonly (readonly [number, number, number, number])[] = [
  [-2.896210602820372, 0.8672341289345038, 1.663391415937109, -8.396300315296035],
  [-2.103789397179628, 2.657418041856753, -1.663391415937109, 2.244077320545401],
];

/** Delay of slow signals times the cut-off: a wave swept at v is shifted by BESSEL_DELAY·v/fc. */
export const BESSEL_DELAY = OMEGA_3DB / (2 * Math.PI);

/** ∫|H(f)|²df over all positive frequencies, in units of the cut-off: white noise S gives the variance S·BESSEL_NOISE_BANDWIDTH·fc. */
export const BESSEL_NOISE_BANDWIDTH = 1.0463688869863819;

/** ∫|H(f)|²f²df in units of the cut-off cubed: noise of density R·f² gives the variance R·BESSEL_RISING_BANDWIDTH·fc³. */
export const BESSEL_RISING_BANDWIDTH = 0.7126542537545445;

/** |H(f)|² for a frequency and a cut-off in the same unit; 1 for an infinite cut-off. */
export function besselPower(frequency: number, cutoff: number): number {
  const u = ((OMEGA_3DB * frequency) / cutoff) ** 2;
  return 105 ** 2 / ((u * u - 45 * u + 105) ** 2 + u * (105 - 10 * u) ** 2);
}

export interface Bessel {
  /** The filtered value `dt` seconds after the last one, the input having gone linearly to `value`. */
  next: (value: number, dt: number) => number;
  /** The input jumps by this much here, before the next value. */
  jump: (step: number) => void;
  /** As if the input had been `value` for ever. */
  reset: (value: number) => void;
}

/** A filter at rest at 0; `cutoff` in Hz, Infinity for no filter at all. */
export function createBessel(cutoff: number): Bessel {
  if (cutoff === Infinity) return { next: (value) => value, jump: () => undefined, reset: () => undefined };
  return new BesselFilter(cutoff);
}

/** Coefficients of one pole pair: decay e, share a of the input before and b of the input now, each Re and Im. */
const STRIDE = 6;

class BesselFilter implements Bessel {
  private readonly unit: number;
  /** 2r·y of each pair, Re and Im; the output is the sum of the real parts. */
  private readonly pairs = new Float64Array(2 * POLES.length);
  private readonly coefficients = new Float64Array(STRIDE * POLES.length);
  private readonly input = new Float64Array(1);
  private dt = 0;

  constructor(cutoff: number) {
    this.unit = (2 * Math.PI * cutoff) / OMEGA_3DB;
  }

  reset(value: number): void {
    this.input[0] = value;
    POLES.forEach(([pr, pi, rr, ri], k) => {
      const norm = pr * pr + pi * pi;
      this.pairs[2 * k] = (-2 * value * (rr * pr + ri * pi)) / norm;
      this.pairs[2 * k + 1] = (-2 * value * (ri * pr - rr * pi)) / norm;
    });
  }

  jump(step: number): void {
    this.input[0] = (this.input[0] as number) + step;
  }

  next(value: number, dt: number): number {
    if (dt !== this.dt) this.prepare(dt);
    const { pairs, coefficients: c, input } = this;
    const before = input[0]!;
    const re1 = c[0]! * pairs[0]! - c[1]! * pairs[1]! + c[2]! * before + c[4]! * value;
    const im1 = c[0]! * pairs[1]! + c[1]! * pairs[0]! + c[3]! * before + c[5]! * value;
    const re2 = c[6]! * pairs[2]! - c[7]! * pairs[3]! + c[8]! * before + c[10]! * value;
    const im2 = c[6]! * pairs[3]! + c[7]! * pairs[2]! + c[9]! * before + c[11]! * value;
    pairs[0] = re1;
    pairs[1] = im1;
    pairs[2] = re2;
    pairs[3] = im2;
    input[0] = value;
    return re1 + re2;
  }

  /** y' = p·y + u over dt with u linear: y₁ = e·y₀ + A·u₀ + B·u₁, z = p·dt, B = dt(e−1−z)/z², A = dt(e(z−1)+1)/z². */
  private prepare(dt: number): void {
    this.dt = dt;
    POLES.forEach(([pr, pi, rr, ri], k) => {
      const zr = pr * this.unit * dt;
      const zi = pi * this.unit * dt;
      const er = Math.exp(zr) * Math.cos(zi);
      const ei = Math.exp(zr) * Math.sin(zi);
      // 2·r·unit·dt / z²
      const [qr, qi] = divide(
        2 * rr * this.unit * dt,
        2 * ri * this.unit * dt,
        zr * zr - zi * zi,
        2 * zr * zi,
      );
      const br = er - 1 - zr;
      const bi = ei - zi;
      const ar = er * (zr - 1) - ei * zi + 1;
      const ai = er * zi + ei * (zr - 1);
      this.coefficients.set(
        [er, ei, qr * ar - qi * ai, qr * ai + qi * ar, qr * br - qi * bi, qr * bi + qi * br],
        STRIDE * k,
      );
    });
  }
}

function divide(ar: number, ai: number, br: number, bi: number): readonly [number, number] {
  const norm = br * br + bi * bi;
  return [(ar * br + ai * bi) / norm, (ai * br - ar * bi) / norm];
}
