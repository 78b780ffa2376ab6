/**
 * A disc-shaped contact on a thick solid: ions also spread sideways. In units of radius and a²/D, the mean flux into the
 * solid under a uniform surface concentration is Y(s) = √s + β(√s): β is 4/π for slow changes (the stationary disc) and
 * 1 + 1/(4√s) for fast ones (the edge's first correction). β in between was computed from the dual integral equations of
 * the disc (Galerkin, 30 Legendre polynomials) and is kept as a rational function, largest deviation 4.1e-5.
 */
const EXCESS = 4 / Math.PI - 1;
const N1 = 0.14704318;
const N2 = 0.06001915;
const D1 = 1.23322955;
const D2 = 0.7248605;
const D3 = 4 * N2;

/** β(q), q = √(s·a²/D) real and positive. */
export function discSpread(q: number): number {
  return 1 + (EXCESS + q * (N1 + q * N2)) / (1 + q * (D1 + q * (D2 + q * D3)));
}

/**
 * Spectral density of 1/Y at rate λ (in D/a²), per unit of ln λ: −(λ/π)·Im 1/Y(s = −λ + i0), where √s = i√λ.
 */
export function discDensity(rate: number): number {
  const mu = Math.sqrt(rate);
  const numeratorRe = EXCESS - N2 * rate;
  const numeratorIm = N1 * mu;
  const denominatorRe = 1 - D2 * rate;
  const denominatorIm = mu * (D1 - D3 * rate);
  const norm = denominatorRe ** 2 + denominatorIm ** 2;
  const re = 1 + (numeratorRe * denominatorRe + numeratorIm * denominatorIm) / norm;
  const im = mu + (numeratorIm * denominatorRe - numeratorRe * denominatorIm) / norm;
  return ((rate / Math.PI) * im) / (re * re + im * im);
}
