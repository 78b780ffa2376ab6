/** How the records of every experiment are evaluated: beside the catalogue, so that the window loads none of it. */
import { approachCurves, approachCurvesEvaluation } from './approach-curves';
import { chargeDischarge, chargeDischargeEvaluation } from './charge-discharge';
import { collection, collectionEvaluation } from './collection';
import { concentrationCalibration, concentrationCalibrationEvaluation } from './concentration-calibration';
import { currentAtDistance, currentAtDistanceEvaluation } from './current-at-distance';
import { currentMap, currentMapEvaluation } from './current-map';
import { diffusionMap, diffusionMapEvaluation } from './diffusion-map';
import { feedbackApproach, feedbackApproachEvaluation } from './feedback-approach';
import { feedbackMap, feedbackMapEvaluation } from './feedback-map';
import { galvanostaticMap, galvanostaticMapEvaluation } from './galvanostatic-map';
import { heightOverTime, heightOverTimeEvaluation } from './height-over-time';
import { intermittentTitration, intermittentTitrationEvaluation } from './intermittent-titration';
import { lineOverTime, lineOverTimeEvaluation } from './line-over-time';
import { millimetreProfile, millimetreProfileEvaluation } from './millimetre-profile';
import { pairedMap, pairedMapEvaluation } from './paired-map';
import { pipette, pipetteEvaluation } from './pipette';
import { potentialMap, potentialMapEvaluation } from './potential-map';
import { screening, screeningEvaluation } from './screening';
import { surface, surfaceEvaluation } from './surface';
import { topography, topographyEvaluation } from './topography';
import { topographySeries, topographySeriesEvaluation } from './topography-series';
import { voltammetryPoints, voltammetryPointsEvaluation } from './voltammetry-points';
import { writeThenMap, writeThenMapEvaluation } from './write-then-map';
import { xzImageExperiment, xzImageEvaluation } from './xz-image';
import type { Evaluation } from './experiment';

const EVALUATIONS = new Map<string, Evaluation>([
  [approachCurves.id, approachCurvesEvaluation],
  [chargeDischarge.id, chargeDischargeEvaluation],
  [collection.id, collectionEvaluation],
  [concentrationCalibration.id, concentrationCalibrationEvaluation],
  [currentAtDistance.id, currentAtDistanceEvaluation],
  [currentMap.id, currentMapEvaluation],
  [diffusionMap.id, diffusionMapEvaluation],
  [feedbackApproach.id, feedbackApproachEvaluation],
  [feedbackMap.id, feedbackMapEvaluation],
  [galvanostaticMap.id, galvanostaticMapEvaluation],
  [heightOverTime.id, heightOverTimeEvaluation],
  [intermittentTitration.id, intermittentTitrationEvaluation],
  [lineOverTime.id, lineOverTimeEvaluation],
  [millimetreProfile.id, millimetreProfileEvaluation],
  [pairedMap.id, pairedMapEvaluation],
  [pipette.id, pipetteEvaluation],
  [potentialMap.id, potentialMapEvaluation],
  [screening.id, screeningEvaluation],
  [surface.id, surfaceEvaluation],
  [topography.id, topographyEvaluation],
  [topographySeries.id, topographySeriesEvaluation],
  [voltammetryPoints.id, voltammetryPointsEvaluation],
  [writeThenMap.id, writeThenMapEvaluation],
  [xzImageExperiment.id, xzImageEvaluation],
]);

/** Of an experiment of the catalogue; throws for others. */
export function evaluationOf(id: string): Evaluation {
  const found = EVALUATIONS.get(id);
  if (!found) throw new Error(`Nothing evaluates the experiment “${id}”.`);
  return found;
}
