/** Complementary error function to 1.2e-7 (W. H. Press et al., Numerical Recipes, erfcc). */
export function erfc(x: number): number {
  const t = 1 / (1 + Math.abs(x) / 2);
  const series = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
    1.00002368, -1.26551223,
  ].reduce((sum, coefficient) => sum * t + coefficient, 0);
  const tail = t * Math.exp(-x * x + series);
  return x >= 0 ? tail : 2 - tail;
}

const ROOT_PI = Math.sqrt(Math.PI);

/** Its integral from x on, exp(−x²)/√π − x·erfc x, to 1e-3 of itself up to x = 50. */
export const ierfc = (x: number): number => Math.exp(-x * x) / ROOT_PI - x * erfc(x);
