/**
 * A bath of the pipette's own electrolyte with a large electrode of the pipette's own kind in it: between the two there is
 * nothing but the resistance of the pipette, of the cone above the opening and of the way to the opening, 1/(πσr·tanθ) + 1/(4σr).
 */
import { bareContact } from './bare';
import { mounted } from './mounted';
import { CONTACT_RADIUS, ORGANIC, coneResistance } from './pipette';
import type { Sample } from './sample';

/** Of it in front of an electrode that passes what it is given; and that electrode's capacitance, F. */
const ELECTRODE_PART = 1e-3;
const CAPACITANCE = 1e-12;

/** Ω. */
export const BATH_RESISTANCE = coneResistance(ORGANIC, CONTACT_RADIUS) + 1 / (4 * ORGANIC * CONTACT_RADIUS);

export const createElectrolyte = (seed: number): Sample =>
  mounted(seed, {
    height: () => 0,
    contact: () =>
      bareContact({
        region: 'electrolyte',
        circuit: {
          resistance: BATH_RESISTANCE * (1 - ELECTRODE_PART),
          capacitance: CAPACITANCE,
          leak: 1 / (BATH_RESISTANCE * ELECTRODE_PART),
        },
        rest: 0,
        settles: true,
        boundary: false,
        contactRadius: CONTACT_RADIUS,
      }),
  });
