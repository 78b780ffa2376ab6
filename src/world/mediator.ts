/**
 * A surface for scanning electrochemical microscopy in water: stripes of glass, of a material that regenerates the mediator
 * slowly, and of gold, under a disc of 1 µm radius in a sheath. The probe oxidizes the mediator above 0.25 V. Currents
 * are those of a steady state at the disc.
 */
import { feedbackLaw } from '../kinetics/feedback/feedback';
import { currentPerConcentration, oxidizedPart, TOUCHING, type Species } from './disc';
import { NO_TRUTH, type ImmersedSample } from './immersed';
import { createMount } from './mount';

/** m. */
export const DISC = { radius: 1e-6, wallRatio: 5 } as const;
/** Its reduced form in the bath, mol/m³. */
export const MEDIATOR = {
  concentration: 1,
  electrons: 1,
  diffusivity: 7e-10,
  halfWave: 0.25,
} as const satisfies Species & { readonly concentration: number };

/** Width of a stripe along x, m; their rate constants, m/s, and heights above glass, m. */
const STRIPE = 33.4e-6;
const STRIPES = [
  { rateConstant: 0, height: 0 },
  { rateConstant: 7e-4, height: 50e-9 },
  { rateConstant: Infinity, height: 100e-9 },
].map((stripe) => ({
  ...stripe,
  law: feedbackLaw((stripe.rateConstant * DISC.radius) / MEDIATOR.diffusivity, DISC.wallRatio),
}));
type Stripe = (typeof STRIPES)[number];

/** Far away, A. */
export const DISC_CURRENT = MEDIATOR.concentration * currentPerConcentration(MEDIATOR, DISC.radius);

const stripeAt = (x: number): Stripe =>
  STRIPES[Math.min(STRIPES.length - 1, Math.max(0, Math.floor(x / STRIPE)))] as Stripe;

/** Places along x under the disc that the current averages over, in its radii. */
const FOOTPRINT = [-0.8, -0.5, -0.2, 0.2, 0.5, 0.8];

/** The laws of the stripes under a disc in the middle of which x is, m, and the parts of it that they have. */
function lawsUnder(x: number): { readonly part: number; readonly law: Stripe['law'] }[] {
  const met = FOOTPRINT.map((by) => stripeAt(x + by * DISC.radius));
  return [...new Set(met)].map((stripe) => ({
    part: met.filter((each) => each === stripe).length / met.length,
    law: stripe.law,
  }));
}

export function createMediatorSample(seed: number): ImmersedSample {
  const mount = createMount(seed);
  const heightOf = (x: number, y: number, time: number): number =>
    mount.plane(x, y) + mount.drift(time).z + stripeAt(x - mount.drift(time).x).height;

  return {
    electrode: null,
    elapse: () => undefined,
    place: (x, y, time) => {
      const height = heightOf(x, y, time);
      const under = lawsUnder(x - mount.drift(time).x);
      // A disc that stands still, at one potential, is worked out once.
      const known = { distance: NaN, potential: NaN, current: NaN };
      return {
        surface: () => height,
        current: (potential, distance) => {
          if (potential !== known.potential || distance !== known.distance) {
            const L = Math.max(TOUCHING, distance / DISC.radius);
            const relative = under.reduce((sum, { part, law }) => sum + part * law(L), 0);
            known.potential = potential;
            known.distance = distance;
            known.current = DISC_CURRENT * oxidizedPart(MEDIATOR, potential) * relative;
          }
          return known.current;
        },
      };
    },
    truth: (x, y, time) => {
      const { rateConstant } = stripeAt(x - mount.drift(time).x);
      return {
        ...NO_TRUTH,
        height: heightOf(x, y, time),
        rateConstant: Number.isFinite(rateConstant) ? rateConstant : NaN,
      };
    },
  };
}
