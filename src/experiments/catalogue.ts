/** Every experiment there is. A new mode is one file and one line here. */
import { approachCurves } from './approach-curves';
import { chargeDischarge } from './charge-discharge';
import { collection } from './collection';
import { concentrationCalibration } from './concentration-calibration';
import { currentAtDistance } from './current-at-distance';
import { currentMap } from './current-map';
import { diffusionMap } from './diffusion-map';
import type { Experiment } from './experiment';
import { feedbackApproach } from './feedback-approach';
import { feedbackMap } from './feedback-map';
import { galvanostaticMap } from './galvanostatic-map';
import { heightOverTime } from './height-over-time';
import { intermittentTitration } from './intermittent-titration';
import { lineOverTime } from './line-over-time';
import { millimetreProfile } from './millimetre-profile';
import { pairedMap } from './paired-map';
import { pipette } from './pipette';
import { potentialMap } from './potential-map';
import { screening } from './screening';
import { surface } from './surface';
import { topography } from './topography';
import { topographySeries } from './topography-series';
import { voltammetryPoints } from './voltammetry-points';
import { writeThenMap } from './write-then-map';
import { xzImageExperiment } from './xz-image';

/** What experiments have in common for a person who looks for one. */
export interface Technique {
  readonly title: string;
  readonly experiments: readonly Experiment[];
  /** What is measured at places that a person picks on a map of one of these; nothing where it is left out. */
  readonly atPlaces?: Experiment;
}

export const TECHNIQUES: readonly Technique[] = [
  {
    title: 'Droplet cell',
    experiments: [
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
    ],
    atPlaces: voltammetryPoints,
  },
  {
    title: 'Ion conductance',
    experiments: [
      topography,
      topographySeries,
      xzImageExperiment,
      currentAtDistance,
      intermittentTitration,
      heightOverTime,
      lineOverTime,
      millimetreProfile,
    ],
    atPlaces: heightOverTime,
  },
  {
    title: 'Feedback',
    experiments: [feedbackApproach, feedbackMap, collection],
    atPlaces: feedbackApproach,
  },
  { title: 'Before a run', experiments: [pipette, surface, concentrationCalibration] },
];

export const EXPERIMENTS: readonly Experiment[] = TECHNIQUES.flatMap(({ experiments }) => experiments);

export const experimentById = (id: string): Experiment | undefined => EXPERIMENTS.find((e) => e.id === id);

export const techniqueOf = (experiment: Experiment): Technique | undefined =>
  TECHNIQUES.find(({ experiments }) => experiments.includes(experiment));
