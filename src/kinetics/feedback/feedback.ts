/**
 * Steady current of a disc microelectrode in a sheath above a surface that regenerates its mediator at a rate, in units of
 * the current far away: Cornut and Lefrou, J. Electroanal. Chem. 604 (2007) 91, 608 (2007) 59 and 621 (2008) 178. L = d/r,
 * RG the sheath's radius over that of the disc, κ = kr/D. What these approximations are off by against finite elements
 * stands in `ACCURACY`.
 */

/** Greatest relative error of the current, for RG from 1.5 to 10 and L from 0.1 to 5. */
export const ACCURACY = { conductor: 0.0181, insulator: 0.036, fast: 0.022, slow: 0.074 } as const;
/** κ from which on the kinetic approximation is as good as for a fast reaction. */
const FAST = 1;

/** Relative error of the current above a surface of a κ; that of an insulator at 0, of a conductor at Infinity. */
export function accuracyAt(kappa: number): number {
  if (kappa === 0) return ACCURACY.insulator;
  if (kappa === Infinity) return ACCURACY.conductor;
  return kappa >= FAST ? ACCURACY.fast : ACCURACY.slow;
}

/** Current over that far away at a distance L. */
export type FeedbackLaw = (L: number) => number;

/** Above a surface where the mediator is always regenerated. */
export function conductorLaw(wallRatio: number): FeedbackLaw {
  const q = (2 / Math.PI) * Math.acos(1 / wallRatio);
  const beta = 1 + 0.639 * (1 - q) - 0.186 * (1 - q * q);
  const a = Math.LN2 * (1 + (1 - q) - (1 - q * q));
  const [near, far] = [Math.PI / (4 * beta), (1 - a - 1 / (2 * beta)) * (2 / Math.PI)];
  return (L) => {
    const angle = Math.atan(L);
    return a + near / angle + far * angle;
  };
}

/** Above a surface where nothing happens. */
export function insulatorLaw(wallRatio: number): FeedbackLaw {
  const t = 2.08 / wallRatio ** 0.358;
  const [above, below] = [1.585 - (t * 0.145) / wallRatio, 1.57 + t * 0.0023 * wallRatio];
  const [log, part] = [Math.log(wallRatio), 2 / (Math.PI * wallRatio)];
  return (L) => (t * L + above) / (t * L + below + log / L + part * Math.log1p(1 / (part * L)));
}

/** Above a surface with a first-order rate; `kappa` from 0 to Infinity. What a surface and a sheath fix is worked out once. */
export function feedbackLaw(kappa: number, wallRatio: number): FeedbackLaw {
  const [conductor, insulator] = [conductorLaw(wallRatio), insulatorLaw(wallRatio)];
  if (kappa === 0) return insulator;
  if (kappa === Infinity) return conductor;
  const near = 2.47 * wallRatio ** 0.31 * kappa;
  const power = 0.006 * wallRatio + 0.113;
  const far = kappa ** (-0.0236 * wallRatio + 0.91);
  return (L) => conductor(L + 1 / kappa) + (insulator(L) - 1) / ((1 + near * L) * (1 + L ** power * far));
}

/** At one distance; for many of them above one surface take the law. */
export const feedbackCurrent = (L: number, kappa: number, wallRatio: number): number =>
  feedbackLaw(kappa, wallRatio)(L);
