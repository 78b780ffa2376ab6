/**
 * Nanoparticles of LiFePO4 apart from each other on platinum, in water against Ag/AgCl (Takahashi et al., Nat. Commun.
 * 2014, 5, 5450, Fig. 5): 100–200 nm high and wide, each a single grain of its own orientation.
 */
import { bareContact } from './bare';
import { LITHIUM, lfpContact, sphereVolume } from './lfp';
import { DRY_RADIUS } from './lfp-composite';
import { mounted } from './mounted';
import { AQUEOUS, coneResistance, DOUBLE_LAYER, METAL_LAYER, TEMPERATURE } from './pipette';
import { uniformOf } from './random';
import type { Contact, Sample } from './sample';
import { createSpheres } from './spheres';

/** One particle in such a square, m. */
const PITCH = 0.75e-6;
const RADII = [50e-9, 100e-9] as const;
/** Diffusion, m²/s, median and factor from slowest to fastest orientation; m/s at the face; V. */
const DIFFUSION = { median: 2e-14, spread: 6 };
const FACE_RATE = 5e-7;
const HALF_WAVE = 0.46;
const LITHIATED = 0.42;
/** Traces that react on platinum: V, S. */
const PLATINUM = { rest: 0, leak: 4e-12 };

const AREA = Math.PI * DRY_RADIUS ** 2;

export function createLfpNanoparticles(seed: number): Sample {
  const spheres = createSpheres(seed, { pitch: PITCH, jitter: 0.35, radius: RADII, rise: 1 });
  const resistance = coneResistance(AQUEOUS, DRY_RADIUS);

  const contact = (x: number, y: number): Contact => {
    const met = spheres(x, y);
    const boundary = [-DRY_RADIUS, DRY_RADIUS].some(
      (off) =>
        spheres(x + off, y)?.sphere.id !== met?.sphere.id ||
        spheres(x, y + off)?.sphere.id !== met?.sphere.id,
    );
    if (!met) {
      const circuit = { resistance, capacitance: METAL_LAYER * AREA, leak: PLATINUM.leak };
      const { rest } = PLATINUM;
      return bareContact({
        region: 'metal',
        circuit,
        rest,
        settles: true,
        boundary,
        contactRadius: DRY_RADIUS,
      });
    }
    const { id, radius } = met.sphere;
    return lfpContact({
      grain: {
        temperature: TEMPERATURE,
        concentration: LITHIUM,
        area: AREA,
        diffusion: DIFFUSION.median * DIFFUSION.spread ** (uniformOf(id, 6) - 0.5),
        discRadius: DRY_RADIUS,
        halfWave: HALF_WAVE,
        rateConstant: FACE_RATE,
        transfer: 0.5,
        volume: sphereVolume(radius),
      },
      contactRadius: DRY_RADIUS,
      resistance,
      capacitance: DOUBLE_LAYER * AREA,
      equilibrium: LITHIATED,
      boundary,
    });
  };

  return mounted(seed, { height: (x, y) => spheres(x, y)?.height ?? 0, contact });
}
