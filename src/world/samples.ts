/**
 * The samples of the simulated instrument by name. A name and a seed fix everything about a world, so that the truth of
 * a run can be rebuilt from these two alone.
 */
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { SIMULATED_SAMPLES, type SimulatedSample } from '../simulated-samples';
import { createCalibrationWells } from './calibration-wells';
import { drawnConditions, NOMINAL } from './conditions';
import { createElectrolyte } from './electrolyte';
import { createFilm } from './film';
import { createHardCarbon } from './hard-carbon';
import { createHopg } from './hopg';
import { createImmersedHopg } from './hopg-immersed';
import type { ImmersedSample } from './immersed';
import { ImmersedWorld } from './immersed-world';
import { createLfpComposite } from './lfp-composite';
import { createLfpNanoparticles } from './lfp-nanoparticles';
import { createLfpParticle } from './lfp-particle';
import { MATERIALS, type Material } from './materials';
import { createMediatorSample } from './mediator';
import { mosaicMaterial } from './mosaic';
import { createOxideCathode } from './oxide-cathode';
import type { Sample } from './sample';
import { SimulatedWorld } from './simulated-world';
import { LCO_FILM, LTO_CONFINED } from './thin-films';
import type { World } from './world';

/** m. */
const MICROPIPETTE = 5e-6;

const filmOf =
  (material: Material) =>
  (seed: number): Sample =>
    createFilm(seed, () => material);

/** Samples under electrolyte. */
const IMMERSED = {
  'hopg-immersed': createImmersedHopg,
  'hard-carbon': createHardCarbon,
  calibration: createCalibrationWells,
  mediator: createMediatorSample,
  'oxide-cathode': createOxideCathode,
} satisfies Partial<Record<SimulatedSample, (seed: number) => ImmersedSample>>;

type Immersed = keyof typeof IMMERSED;

/** Samples under a droplet. */
const MAKERS: Readonly<Record<Exclude<SimulatedSample, Immersed>, (seed: number) => Sample>> = {
  'lto-film': filmOf(MATERIALS.disc),
  'lto-film-drawn': (seed) => createFilm(seed, () => MATERIALS.disc, drawnConditions(seed)),
  planar: filmOf(MATERIALS.planar),
  'thin-layer': filmOf(MATERIALS.thin_layer),
  kinetic: filmOf(MATERIALS.kinetic),
  resistive: filmOf(MATERIALS.resistive),
  stray: filmOf(MATERIALS.stray_capacitance),
  'two-phase': filmOf(MATERIALS.two_phase),
  'no-redox': filmOf(MATERIALS.no_redox),
  mosaic: (seed) => createFilm(seed, mosaicMaterial),
  'lto-film-confined': filmOf(LTO_CONFINED),
  'lto-film-micropipette': (seed) =>
    createFilm(seed, () => LTO_CONFINED, { ...NOMINAL, contactRadius: MICROPIPETTE }),
  'lco-film': filmOf(LCO_FILM),
  'lfp-composite': createLfpComposite,
  'lfp-composite-far': createLfpComposite,
  'lfp-composite-drying': createLfpComposite,
  'lfp-composite-kcl': (seed) => createLfpComposite(seed, false),
  'lfp-particle': createLfpParticle,
  'lfp-nanoparticles': createLfpNanoparticles,
  'hopg-sei': createHopg,
  electrolyte: createElectrolyte,
};

/** How high the coarse axis stands at first, m, where it is not at 0. */
const COARSE: Partial<Record<string, number>> = { 'lfp-composite-far': 45e-6 };

/** By how much the square of a droplet's radius shrinks, m²/s, where the pipette does not feed it fast enough. */
const DRYING: Partial<Record<string, number>> = { 'lfp-composite-drying': 1.5e-18 };

const isImmersed = (id: string): id is Immersed => id in IMMERSED;

/** The sample of a name that a droplet meets, null if there is none; `seed` a whole number. */
export function sampleOf(id: string, seed: number): Sample | null {
  const known = SIMULATED_SAMPLES.find((sample) => sample.id === id);
  return known && !isImmersed(known.id) ? MAKERS[known.id](seed) : null;
}

/** The sample of a name that lies under electrolyte, null if there is none; `seed` a whole number. */
export const immersedSampleOf = (id: string, seed: number): ImmersedSample | null =>
  isImmersed(id) ? IMMERSED[id](seed) : null;

/** A world at rest over the sample: probe at the top of its range, in the middle of the stage, time 0. */
export function createWorld(id: string, seed: number): Result<World, Fault> {
  const sample = sampleOf(id, seed);
  if (sample) return ok(new SimulatedWorld(sample, seed, 1, COARSE[id], DRYING[id]));
  const immersed = immersedSampleOf(id, seed);
  if (immersed) return ok(new ImmersedWorld(immersed, seed));
  const known = SIMULATED_SAMPLES.map((s) => s.id).join(', ');
  return err(fault('value-invalid', `There is no simulated sample “${id}”; there are: ${known}.`));
}
