/**
 * A surface for scanning electrochemical microscopy in water: stripes of glass, of a material that regenerates the mediator
 * slowly, and of gold, under a disc of 1 µm radius in a sheath. The probe oxidizes the mediator above 0.25 V. The
 * sample makes oxygen above 0.9 V, which the probe reduces below −0.4 V. Currents are those of a steady state at the disc.
 */
import { FARADAY, thermal } from '../kinetics/constants';
import { DiffusionColumn } from '../kinetics/conductance/diffusion-column';
import { feedbackCurrent, insulatorCurrent } from '../kinetics/feedback/feedback';
import { GeneratingElectrode } from './generating-electrode';
import { NO_TRUTH, type ImmersedSample } from './immersed';
import { createMount } from './mount';
import { TEMPERATURE } from './pipette';

/** m. */
export const DISC = { radius: 1e-6, wallRatio: 5 } as const;
/** Reduced form in the bath, mol/m³; m²/s; V. */
export const MEDIATOR = { concentration: 1, diffusivity: 7e-10, halfWave: 0.25 } as const;
/** Oxygen: four electrons, m²/s; potential of its reduction, V; where convection takes it away, m. */
const OXYGEN = { electrons: 4, diffusivity: 2e-9, halfWave: -0.4, reach: 300e-6 };
const AREA = 1e-4;
const GENERATION = { resistance: 100, capacitance: 0.2 * AREA, most: 1 * AREA, half: 0.9, width: 0.04 };
/** Potential of the untouched sample, V. */
const FRESH = 0.2;

/** Width of a stripe along x, m; their rate constants, m/s, heights above glass, m, and the part of oxygen made there. */
const STRIPE = 33.4e-6;
const STRIPES = [
  { rateConstant: 0, height: 0, share: 0.2 },
  { rateConstant: 7e-4, height: 50e-9, share: 0.6 },
  { rateConstant: Infinity, height: 100e-9, share: 1 },
] as const;
type Stripe = (typeof STRIPES)[number];

/** Far away, A: 4FDcr. */
export const DISC_CURRENT = 4 * FARADAY * MEDIATOR.diffusivity * MEDIATOR.concentration * DISC.radius;
const COLLECTED = 4 * OXYGEN.electrons * FARADAY * OXYGEN.diffusivity * DISC.radius;
/** The sheath touches the surface there, in radii of the disc: no current changes any more. */
const TOUCHING = 0.02;
const f = thermal(TEMPERATURE);

const stripeAt = (x: number): Stripe =>
  STRIPES[Math.min(2, Math.max(0, Math.floor(x / STRIPE))) as 0 | 1 | 2];

/** Oxygen goes on in steps of this, s. */
const STEP = 10e-3;
/** Part of a wave below which it is none. */
const NOTHING = 1e-9;
/** Places along x under the disc that the current averages over, in its radii. */
const FOOTPRINT = [-0.8, -0.5, -0.2, 0.2, 0.5, 0.8];

interface Share {
  /** Of the disc. */
  readonly part: number;
  readonly kappa: number;
  readonly share: number;
}

/** The stripes under a disc in the middle of which x is, m. */
function sharesUnder(x: number): readonly Share[] {
  const met = FOOTPRINT.map((by) => stripeAt(x + by * DISC.radius));
  return [...new Set(met)].map((stripe) => ({
    part: met.filter((each) => each === stripe).length / met.length,
    kappa: (stripe.rateConstant * DISC.radius) / MEDIATOR.diffusivity,
    share: stripe.share,
  }));
}

export function createMediatorSample(seed: number): ImmersedSample {
  const mount = createMount(seed);
  const electrode = new GeneratingElectrode(GENERATION, FRESH);
  const oxygen = new DiffusionColumn({
    diffusivity: OXYGEN.diffusivity,
    reach: OXYGEN.reach,
    finest: 0.5e-6,
  });
  const heightOf = (x: number, y: number, time: number): number =>
    mount.plane(x, y) + mount.drift(time).z + stripeAt(x - mount.drift(time).x).height;
  let due = 0;

  return {
    electrode,
    elapse: (seconds) => {
      due += seconds;
      if (due < STEP * (1 - 1e-9)) return;
      const flux = electrode.generated / (OXYGEN.electrons * FARADAY * AREA);
      oxygen.advance(flux, flux, due);
      due = 0;
    },
    place: (x, y, time) => {
      const height = heightOf(x, y, time);
      const under = sharesUnder(x - mount.drift(time).x);
      const making = under.reduce((sum, { part, share }) => sum + part * share, 0);
      return {
        surface: () => height,
        current: (potential, distance) => {
          const L = Math.max(TOUCHING, distance / DISC.radius);
          const oxidized = 1 / (1 + Math.exp(-f * (potential - MEDIATOR.halfWave)));
          const reduced = 1 / (1 + Math.exp(f * (potential - OXYGEN.halfWave)));
          let current = 0;
          if (oxidized > NOTHING) {
            for (const { part, kappa } of under) {
              current += DISC_CURRENT * oxidized * part * feedbackCurrent(L, kappa, DISC.wallRatio);
            }
          }
          if (reduced > NOTHING) {
            const made = making * oxygen.at(Math.max(0, distance));
            current -= COLLECTED * reduced * made * insulatorCurrent(L, DISC.wallRatio);
          }
          return current;
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
