/**
 * A polycrystalline film under a droplet: every grain is of a material and has a diffusion coefficient that goes with its
 * orientation.
 *
 *     const film = createFilm(seed, () => MATERIALS.disc);
 */
import { FARADAY } from '../kinetics/constants';
import { createElectrode, type ElectrodeModel } from '../kinetics/solver/electrode';
import { Blank } from './blank';
import { NOMINAL, type Conditions } from './conditions';
import { createGrains, type Grain } from './grains';
import { cellOn, type Material } from './materials';
import { mounted } from './mounted';
import type { Contact, Sample } from './sample';

/** Leak of the bare collector, S: 3.6 pA when the potential is 0.9 V from the one at rest. */
const LEAK = 4e-12;
/** Shortest interval and longest contact that an electrode has to resolve, s. */
const TIMESCALE = { shortest: 5e-6, longest: 100 };

const QUADRATURE = discQuadrature(36);

export function createFilm(
  seed: number,
  materialOf: (grain: Grain) => Material,
  conditions: Conditions = NOMINAL,
): Sample {
  const grains = createGrains(seed);
  const contactOn = (x: number, y: number): Contact => {
    const grain = grains.at(x, y);
    const material = materialOf(grain);
    const { median, spread } = material.diffusion;
    let sum = 0;
    let boundary = false;
    for (const [dx, dy] of QUADRATURE) {
      const met = grains.at(x + conditions.contactRadius * dx, y + conditions.contactRadius * dy);
      sum += Math.sqrt(median * spread ** (met.orientation - 0.5));
      boundary ||= met.id !== grain.id;
    }
    const model = cellOn(material, (sum / QUADRATURE.length) ** 2, conditions);
    const { region, rest } = material;
    const electrode: Contact['electrode'] = () =>
      model.concentration === 0
        ? new Blank({ ...model, leak: LEAK }, rest)
        : createElectrode(model, rest, TIMESCALE);
    const { contactRadius } = conditions;
    return {
      region,
      model,
      boundary,
      contactRadius,
      equilibrium: rest,
      capacity: capacityOf(model),
      electrode,
    };
  };
  return mounted(seed, {
    height: grains.height,
    contact: contactOn,
    stray: (x, y) => materialOf(grains.at(x, y)).stray,
  });
}

/** Charge that fills the solid beneath a contact that is confined to it, C; NaN where ions spread without end. */
function capacityOf({ concentration, area, thickness, discRadius }: ElectrodeModel): number {
  const confined = discRadius === Infinity && thickness < Infinity;
  return confined ? FARADAY * concentration * area * thickness : NaN;
}

/** Points of equal weight that cover the unit disc evenly (sunflower spiral). */
function discQuadrature(points: number): readonly (readonly [number, number])[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: points }, (_, k) => {
    const r = Math.sqrt((k + 0.5) / points);
    return [r * Math.cos(k * golden), r * Math.sin(k * golden)] as const;
  });
}
