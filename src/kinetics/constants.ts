/** Physical constants (CODATA 2018, exact since the 2019 revision of the SI) and what follows from a temperature. */

/** C/mol. */
export const FARADAY = 96485.33212331001;
/** J/(mol K). */
export const GAS_CONSTANT = 8.31446261815324;
/** J/K. */
export const BOLTZMANN = 1.380649e-23;
/** C. */
export const ELEMENTARY_CHARGE = 1.602176634e-19;

/** f = F/RT, 1/V, of a temperature in K: one over the thermal voltage. */
export const thermal = (temperature: number): number => FARADAY / (GAS_CONSTANT * temperature);

/** χ of the reversible peak, ip = χ·FAC√(Dfv): maximum of the Randles–Ševčík function. */
export const REVERSIBLE_PEAK = 0.446294694845;
/** −f(Ep − E½) of the reversible peak. */
export const REVERSIBLE_PEAK_SHIFT = 1.1089492334223;
/** f·|Ep − Ep/2| of the reversible wave. */
export const REVERSIBLE_WIDTH = 2.20233051898918;
/** ip/(FAC√(αDfv)) of the totally irreversible peak. */
export const IRREVERSIBLE_PEAK = 0.495762860477;
/** αf·|Ep − Ep/2| of the totally irreversible wave. */
export const IRREVERSIBLE_WIDTH = 1.85723722511746;
/** Thin layer: ip = THIN_LAYER_PEAK·F²vVC/RT. */
export const THIN_LAYER_PEAK = 0.25;
