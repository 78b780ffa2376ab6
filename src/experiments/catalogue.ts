/** Every experiment there is. A new mode is one file and one line here. */
import { approachCurves } from './approach-curves';
import { chargeDischarge } from './charge-discharge';
import { concentrationCalibration } from './concentration-calibration';
import { currentMap } from './current-map';
import { diffusionMap } from './diffusion-map';
import type { Experiment } from './experiment';
import { galvanostaticMap } from './galvanostatic-map';
import { heightOverTime } from './height-over-time';
import { lineOverTime } from './line-over-time';
import { millimetreProfile } from './millimetre-profile';
import { pairedMap } from './paired-map';
import { pipette } from './pipette';
import { potentialMap } from './potential-map';
import { screening } from './screening';
import { surface } from './surface';
import { topography } from './topography';
import { voltammetryPoints } from './voltammetry-points';
import { writeThenMap } from './write-then-map';
import { xzImageExperiment } from './xz-image';

export const EXPERIMENTS: readonly Experiment[] = [
  diffusionMap,
  currentMap,
  voltammetryPoints,
  chargeDischarge,
  potentialMap,
  galvanostaticMap,
  writeThenMap,
  pairedMap,
  screening,
  approachCurves,
  pipette,
  surface,
  topography,
  xzImageExperiment,
  concentrationCalibration,
  heightOverTime,
  lineOverTime,
  millimetreProfile,
];

export const experimentById = (id: string): Experiment | undefined => EXPERIMENTS.find((e) => e.id === id);
