/**
 * A film of a layered oxide in an organic electrolyte against lithium that gives off oxygen while it is charged: a little
 * from 3 V on, much more above 4.2 V, and more on one side of the stage than on the other. Above it a gold disc of 25 µm across
 * in a sheath oxidizes ferrocene, by which it finds the film, which is too slow to regenerate it, and reduces oxygen below
 * 2.4 V.
 *
 * Oxygen spreads by diffusion up to where convection takes it away, in one dimension; what differs from place to place is a wave
 * along the film, which evens out sideways on its way to the disc. The current of the disc is that of a steady state in
 * what would be there without it: the film makes oxygen at a rate of its own, so that the disc is above an insulator.
 */
import { DiffusionColumn } from '../kinetics/conductance/diffusion-column';
import { FARADAY } from '../kinetics/constants';
import { insulatorLaw } from '../kinetics/feedback/feedback';
import { currentPerConcentration, oxidizedPart, reducedPart, TOUCHING, type Species } from './disc';
import { GeneratingElectrode, type Generation } from './generating-electrode';
import { NO_TRUTH, type ImmersedSample } from './immersed';
import { createMount } from './mount';
import { uniformOf } from './random';

/** m. */
export const GOLD_DISC = { radius: 12.5e-6, wallRatio: 5 } as const;
/** In the bath, mol/m³. */
export const FERROCENE = {
  concentration: 0.3,
  electrons: 1,
  diffusivity: 1e-9,
  halfWave: 3.25,
} as const satisfies Species & { readonly concentration: number };
/** Two electrons at the disc and four at the film for a molecule; mol/m³ that nothing has removed from the bath. */
export const OXYGEN = {
  dissolved: 2e-3,
  electrons: 2,
  made: 4,
  diffusivity: 1.5e-9,
  halfWave: 2.4,
} as const satisfies Species & { readonly dissolved: number; readonly made: number };
/** Where convection takes oxygen away, m. */
export const REACH = 300e-6;

/** m². */
const FILM_AREA = 1e-5;
/** The film stores lithium evenly over its potential; the first signs of oxygen, and its release proper. */
export const RELEASE: Generation = {
  resistance: 100,
  capacitance: 500 * FILM_AREA,
  reactions: [
    { most: 4e-3 * FILM_AREA, half: 3.1, width: 0.04 },
    { most: 0.3 * FILM_AREA, half: 4.4, width: 0.05 },
  ],
};
/** Potential of the untouched film, V. */
const FRESH = 2.8;

/** Release at a place over its mean: 1 ± the part, as a wave along x; rad/m. */
export const WAVE = { part: 0.8, number: (2 * Math.PI) / 200e-6 } as const;
/** Of the wave a disc takes in its mean weighted as its own current is: sin(ka)/ka. */
const TAKEN = Math.sin(WAVE.number * GOLD_DISC.radius) / (WAVE.number * GOLD_DISC.radius);

const FERROCENE_CURRENT = FERROCENE.concentration * currentPerConcentration(FERROCENE, GOLD_DISC.radius);
const PER_OXYGEN = currentPerConcentration(OXYGEN, GOLD_DISC.radius);
const shielded = insulatorLaw(GOLD_DISC.wallRatio);
/** Part of a wave below which it is none. */
const NOTHING = 1e-9;
/** Oxygen goes on in steps of this, s. */
const STEP = 20e-3;

export function createOxideCathode(seed: number): ImmersedSample {
  const mount = createMount(seed);
  const electrode = new GeneratingElectrode(RELEASE, FRESH);
  const { diffusivity } = OXYGEN;
  const column = { diffusivity, reach: REACH, finest: 0.5e-6 };
  const mean = new DiffusionColumn(column);
  const wave = new DiffusionColumn({ ...column, loss: diffusivity * WAVE.number ** 2 });
  /** The most is made at the left end of the stage, or at its right one. */
  const side = uniformOf(seed, 901) < 0.5 ? 1 : -1;
  const beyondMean = (x: number): number => side * WAVE.part * Math.cos(WAVE.number * x);
  const heightOf = (x: number, y: number, time: number): number => mount.plane(x, y) + mount.drift(time).z;
  let due = 0;

  return {
    electrode,
    elapse: (seconds) => {
      due += seconds;
      if (due < STEP * (1 - 1e-9)) return;
      const flux = electrode.generated / (OXYGEN.made * FARADAY * FILM_AREA);
      mean.advance(flux, flux, due);
      wave.advance(flux, flux, due);
      due = 0;
    },
    place: (x, y, time) => {
      const height = heightOf(x, y, time);
      const differs = TAKEN * beyondMean(x - mount.drift(time).x);
      return {
        surface: () => height,
        current: (potential, distance) => {
          const relative = shielded(Math.max(TOUCHING, distance / GOLD_DISC.radius));
          const current = FERROCENE_CURRENT * oxidizedPart(FERROCENE, potential) * relative;
          const reduced = reducedPart(OXYGEN, potential);
          if (reduced < NOTHING) return current;
          const away = Math.max(0, distance);
          const there = OXYGEN.dissolved + mean.at(away) + differs * wave.at(away);
          return current - PER_OXYGEN * reduced * there * relative;
        },
      };
    },
    truth: (x, y, time) => ({
      ...NO_TRUTH,
      height: heightOf(x, y, time),
      release: 1 + beyondMean(x - mount.drift(time).x),
    }),
  };
}
