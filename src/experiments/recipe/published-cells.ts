/** Pipettes, fillings and samples of the two publications whose settings the presets have. SI. */
import type { Recipe } from '../experiment';

/** Takahashi et al., Nat. Commun. 2014, 5, 5450: LiFePO4 under 3 M LiCl, 612 mAh/cm³. */
export const LFP_2014: Recipe = {
  pipetteRadius: 50e-9,
  pipetteRadiusError: 5e-9,
  contactRadius: 50e-9,
  contactRadiusError: 5e-9,
  halfConeAngle: (5 * Math.PI) / 180,
  wallRatio: 1.5,
  filling: '3 M LiCl in water',
  referenceElectrode: 'Ag/AgCl quasi-reference',
  referencePotential: 0.2,
  sampleName: 'LiFePO4 composite electrode',
  concentration: 22834.6,
  concentrationError: 228,
  electrons: 1,
  temperature: 298.15,
  temperatureError: 1,
};

/** Takahashi et al., Chem. Commun. 2020, 56, 9324: 1 M LiClO4 in EC:DEC against lithium. */
export const ORGANIC_2020: Recipe = {
  pipetteRadius: 55e-9,
  pipetteRadiusError: 5.5e-9,
  contactRadius: 55e-9,
  contactRadiusError: 5.5e-9,
  halfConeAngle: (5 * Math.PI) / 180,
  wallRatio: 1.5,
  filling: '1 M LiClO4 in EC:DEC (1:1 v/v)',
  referenceElectrode: 'Li/Li+',
  referencePotential: -3.04,
  electrons: 1,
  temperature: 298.15,
  temperatureError: 1,
};

export const LTO_2020: Recipe = {
  ...ORGANIC_2020,
  sampleName: 'Li4Ti5O12 thin film',
  concentration: 22740.4,
  concentrationError: 227.404,
};

export const LFP_2020: Recipe = {
  ...ORGANIC_2020,
  sampleName: 'LiFePO4 secondary particle',
  concentration: 22834.6,
  concentrationError: 228,
};

/** Takahashi et al., operando SICM of hard carbon: 1 M LiClO4 in EC:DEC inside and outside. */
export const ION_PIPETTE: Recipe = {
  ...ORGANIC_2020,
  pipetteRadius: 50e-9,
  pipetteRadiusError: 5e-9,
  contactRadius: 50e-9,
  contactRadiusError: 5e-9,
  conductivity: 0.6,
  concentration: 1000,
  concentrationError: 10,
};

export const HARD_CARBON: Recipe = { ...ION_PIPETTE, sampleName: 'hard carbon film' };

/** Landing of the publication of 2014: +0.65 V, 2 pA, 20 nm/ms, 4 µm up, 20 ms of rest, filter 1 kHz. */
export const LANDING_2014: Recipe = {
  pause: 20e-3,
  approachBias: 0.65,
  approachRate: 20e-6,
  threshold: 2e-12,
  approachCutoff: 1000,
  maxTravel: 15e-6,
  retract: 4e-6,
  relief: 0.9e-6,
  slopeX: 0,
  slopeY: 0,
  startHeight: 0,
  travel: 'contacts',
  travelHeight: 20e-6,
  retractRate: 1e-3,
  fullScale: 2e-9,
};
