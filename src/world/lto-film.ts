/**
 * A thick film of lithium titanate whose grains differ in diffusion coefficient: `lto-film`. The couple is fast, so that
 * the pipette's resistance and the diffusion of lithium in the film alone shape the wave.
 */
import { createGrains, type Grains } from './grains';
import { createMount } from './mount';
import { CONTACT_RADIUS, DOUBLE_LAYER, PIPETTE_RESISTANCE, TEMPERATURE } from './pipette';
import type { Contact, Sample } from './sample';

/** Median of the facets' diffusion coefficients, m²/s, and their spread as a factor from slowest to fastest. */
const MEDIAN_DIFFUSION = 2.47e-15;
const SPREAD = 10;
/** Two-phase plateau of Li4Ti5O12/Li7Ti5O12 against lithium, V. */
const HALF_WAVE = 1.55;
/** Three lithium per formula unit, mol/m³. */
const CONCENTRATION = 22740.4;
/** Potential of a film without inserted lithium, V. */
const DELITHIATED = 2.2;

const QUADRATURE = discQuadrature(36);

export function ltoFilm(seed: number): Sample {
  const grains = createGrains(seed);
  const mount = createMount(seed);
  return {
    surface: (x, y, time) => {
      const drift = mount.drift(time);
      return mount.plane(x, y) + grains.height(x - drift.x, y - drift.y) + drift.z;
    },
    contact: (x, y, time) => {
      const drift = mount.drift(time);
      return contactOn(grains, x - drift.x, y - drift.y);
    },
    electrode: ({ diffusion, halfWave }) => ({
      temperature: TEMPERATURE,
      concentration: CONCENTRATION,
      area: Math.PI * CONTACT_RADIUS ** 2,
      diffusion,
      discRadius: CONTACT_RADIUS,
      thickness: Infinity,
      halfWave,
      rateConstant: Infinity,
      transfer: 0.5,
      resistance: PIPETTE_RESISTANCE,
      capacitance: DOUBLE_LAYER * Math.PI * CONTACT_RADIUS ** 2,
    }),
    restPotential: DELITHIATED,
  };
}

function contactOn(grains: Grains, x: number, y: number): Contact {
  let sum = 0;
  let boundary = false;
  const { id } = grains.at(x, y);
  for (const [dx, dy] of QUADRATURE) {
    const grain = grains.at(x + CONTACT_RADIUS * dx, y + CONTACT_RADIUS * dy);
    sum += Math.sqrt(MEDIAN_DIFFUSION * SPREAD ** (grain.orientation - 0.5));
    boundary ||= grain.id !== id;
  }
  return { diffusion: (sum / QUADRATURE.length) ** 2, halfWave: HALF_WAVE, boundary };
}

/** Points of equal weight that cover the unit disc evenly (sunflower spiral). */
function discQuadrature(points: number): readonly (readonly [number, number])[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: points }, (_, k) => {
    const r = Math.sqrt((k + 0.5) / points);
    return [r * Math.cos(k * golden), r * Math.sin(k * golden)] as const;
  });
}
