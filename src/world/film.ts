/**
 * A polycrystalline film under a droplet: every grain is of a material and has a diffusion coefficient that goes with its
 * orientation.
 *
 *     const film = createFilm(seed, () => MATERIALS.disc);
 */
import { createElectrode } from '../kinetics/solver/electrode';
import { Blank } from './blank';
import { NOMINAL, type Conditions } from './conditions';
import { createGrains, type Grain } from './grains';
import { cellOn, type Material } from './materials';
import { createMount } from './mount';
import type { Contact, Sample } from './sample';

/** Median of the facets' diffusion coefficients, m²/s, and their spread as a factor from slowest to fastest. */
const MEDIAN_DIFFUSION = 2.47e-15;
const SPREAD = 10;
/** Potential of a film without inserted lithium, V. */
const DELITHIATED = 2.2;
/** Shortest interval and longest contact that an electrode has to resolve, s. */
const TIMESCALE = { shortest: 5e-6, longest: 100 };

const QUADRATURE = discQuadrature(36);

export function createFilm(
  seed: number,
  materialOf: (grain: Grain) => Material,
  conditions: Conditions = NOMINAL,
): Sample {
  const grains = createGrains(seed);
  const mount = createMount(seed);
  const contactOn = (x: number, y: number): Contact => {
    const grain = grains.at(x, y);
    let sum = 0;
    let boundary = false;
    for (const [dx, dy] of QUADRATURE) {
      const met = grains.at(x + conditions.contactRadius * dx, y + conditions.contactRadius * dy);
      sum += Math.sqrt(MEDIAN_DIFFUSION * SPREAD ** (met.orientation - 0.5));
      boundary ||= met.id !== grain.id;
    }
    const material = materialOf(grain);
    const model = cellOn(material, (sum / QUADRATURE.length) ** 2, conditions);
    const { region } = material;
    const electrode: Contact['electrode'] = () =>
      model.concentration === 0
        ? new Blank(model, DELITHIATED)
        : createElectrode(model, DELITHIATED, TIMESCALE);
    return { region, model, boundary, electrode };
  };
  return {
    surface: (x, y, time) => {
      const drift = mount.drift(time);
      return mount.plane(x, y) + grains.height(x - drift.x, y - drift.y) + drift.z;
    },
    contact: (x, y, time) => {
      const drift = mount.drift(time);
      return contactOn(x - drift.x, y - drift.y);
    },
    stray: (x, y, time) => {
      const drift = mount.drift(time);
      return materialOf(grains.at(x - drift.x, y - drift.y)).stray;
    },
  };
}

/** Points of equal weight that cover the unit disc evenly (sunflower spiral). */
function discQuadrature(points: number): readonly (readonly [number, number])[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: points }, (_, k) => {
    const r = Math.sqrt((k + 0.5) / points);
    return [r * Math.cos(k * golden), r * Math.sin(k * golden)] as const;
  });
}
