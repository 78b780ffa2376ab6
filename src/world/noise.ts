/**
 * Current noise of the amplifier, as a one-sided power spectral density in A²/Hz:
 *
 *     S(f) = 4kT/Rf + 2q|I| + 4kT·(D·C)·2πf + (2π·enC·f)²
 *
 * thermal noise of the feedback resistor, shot noise, loss in the input's dielectrics, and the voltage noise of the input
 * stage across its capacitance. The first two are white, the others grow with frequency whatever the range.
 */
import { BOLTZMANN, ELEMENTARY_CHARGE } from '../kinetics/constants';
import { TEMPERATURE } from './pipette';

/** Dissipation factor × capacitance of the input's dielectrics, F. */
const DIELECTRIC_LOSS = 3e-14;
/** Voltage noise density × capacitance at the input, V·F/√Hz. */
const VOLTAGE_NOISE_CHARGE = 7.5e-20;

/** Density of the white part, A²/Hz, with a feedback resistor in Ω and a mean current in A. */
export const whiteDensity = (feedback: number, current: number): number =>
  (4 * BOLTZMANN * TEMPERATURE) / feedback + 2 * ELEMENTARY_CHARGE * Math.abs(current);

/** Density of the part that grows with the frequency in Hz, A²/Hz. */
export function risingDensity(frequency: number): number {
  const omega = 2 * Math.PI * frequency;
  return 4 * BOLTZMANN * TEMPERATURE * DIELECTRIC_LOSS * omega + (VOLTAGE_NOISE_CHARGE * omega) ** 2;
}

/**
 * Moments ∫|H|²xⁿdx, n = 0, 1, 2, of the four-pole Bessel low-pass over x = f/cutoff (the −3 dB frequency): the noise
 * bandwidths of white noise and of densities that grow with f and f².
 */
const BANDWIDTH = [1.046368886985665, 0.6869178978957723, 0.7126542537545445] as const;

/** rms noise behind the filter, A. */
export function noiseRms(feedback: number, cutoff: number, current = 0): number {
  const [white, linear, square] = BANDWIDTH;
  const loss = 4 * BOLTZMANN * TEMPERATURE * DIELECTRIC_LOSS * 2 * Math.PI;
  const voltage = (2 * Math.PI * VOLTAGE_NOISE_CHARGE) ** 2;
  const variance =
    whiteDensity(feedback, current) * white * cutoff +
    loss * linear * cutoff ** 2 +
    voltage * square * cutoff ** 3;
  return Math.sqrt(variance);
}
