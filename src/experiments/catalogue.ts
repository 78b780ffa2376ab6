/** Every experiment there is. A new mode is one file and one line here. */
import { approachCurves } from './approach-curves';
import { currentMap } from './current-map';
import { diffusionMap } from './diffusion-map';
import type { Experiment } from './experiment';
import { galvanostaticMap } from './galvanostatic-map';
import { pairedMap } from './paired-map';
import { pipette } from './pipette';
import { potentialMap } from './potential-map';
import { surface } from './surface';
import { voltammetryPoints } from './voltammetry-points';
import { writeThenMap } from './write-then-map';

export const EXPERIMENTS: readonly Experiment[] = [
  diffusionMap,
  currentMap,
  voltammetryPoints,
  potentialMap,
  galvanostaticMap,
  writeThenMap,
  pairedMap,
  approachCurves,
  pipette,
  surface,
];

export const experimentById = (id: string): Experiment | undefined => EXPERIMENTS.find((e) => e.id === id);
