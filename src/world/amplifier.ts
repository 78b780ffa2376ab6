/**
 * The current amplifier: range, four-pole Bessel filter, noise, offset, and the limits of the converter. True currents go
 * in, interval by interval; readings come out.
 */
import { createBessel, type Bessel } from '../kinetics/solver/bessel';
import { whiteDensity } from './noise';
import { NoiseSource, WHITE_UNIT } from './noise-source';
import { uniformOf } from './random';

/** Voltage at the end of every range, V. */
const OUTPUT_SWING = 10;

/** Feedback resistors, Ω, and the greatest current of each, A; the quietest first. Gain in V/A equals the resistance. */
export const AMPLIFIER_RANGES = [50e9, 5e9, 500e6].map((feedback) => ({
  feedback,
  fullScale: OUTPUT_SWING / feedback,
}));

/** Selectable −3 dB frequencies, least and greatest, Hz. */
export const CUTOFF_LIMITS = [10, 20e3] as const;

/** Greatest offset current, A. */
const OFFSET = 50e-15;
/** A charge is fed to the filter as a pulse within this part of the interval, at its beginning. */
const PULSE_PART = 1 / 64;

export class Amplifier {
  /** The last reading was beyond the range. */
  clipped = false;

  private readonly seed: number;
  /** 1, or 0 for an amplifier without noise. */
  private readonly noiseLevel: number;
  private readonly offset: number;
  private readonly noise = new NoiseSource();
  private readonly filters = new Map<number, Bessel>();
  private fullScale = 0;
  /** White densities in `WHITE_UNIT`: of the range, and per ampere. */
  private thermal = 0;
  private shot = 0;
  private cutoff = 0;
  private filter: Bessel;
  /** True current at the end of the last interval. */
  private before = 0;

  constructor(seed: number, noiseLevel: number) {
    this.seed = seed;
    this.noiseLevel = noiseLevel;
    this.offset = noiseLevel * OFFSET * (2 * uniformOf(seed, 201) - 1);
    this.filter = this.set(20e-9, 1000);
  }

  /** The quietest range that holds the full scale (A), and the −3 dB frequency (Hz). The filter is settled afterwards. */
  set(fullScale: number, cutoff: number): Bessel {
    const range =
      AMPLIFIER_RANGES.find((r) => r.fullScale >= fullScale * (1 - 1e-9)) ?? AMPLIFIER_RANGES.at(-1);
    const feedback = range?.feedback ?? Infinity;
    this.fullScale = OUTPUT_SWING / feedback;
    this.thermal = whiteDensity(feedback, 0) / WHITE_UNIT;
    this.shot = whiteDensity(Infinity, 1) / WHITE_UNIT;
    this.cutoff = Math.min(CUTOFF_LIMITS[1], Math.max(CUTOFF_LIMITS[0], cutoff));
    this.filter = this.filters.get(this.cutoff) ?? createBessel(this.cutoff);
    this.filters.set(this.cutoff, this.filter);
    this.filter.reset(this.before);
    return this.filter;
  }

  seedNoise(hop: number, step: number): void {
    this.noise.seed(this.seed, hop, step);
  }

  /** Readings from here on are `interval` seconds apart. */
  begin(interval: number): void {
    this.noise.configure(this.cutoff, interval);
  }

  /** Current behind the filter after `interval` more seconds, in which the true current went to `current`, straight but for a surplus charge (C). */
  follow(current: number, surplus: number, interval: number): number {
    const { filter, before } = this;
    this.before = current;
    if (surplus === 0) return filter.next(current, interval);
    const pulse = interval * PULSE_PART;
    const step = (current - before) * PULSE_PART;
    filter.next(before + step + surplus / pulse, pulse);
    filter.next(before + 2 * step, pulse);
    return filter.next(current, interval - 2 * pulse);
  }

  /** As `follow`, with noise, offset and range: one reading, A. */
  read(current: number, surplus: number, interval: number): number {
    const passed = this.follow(current, surplus, interval);
    const { noise } = this;
    if (noise.at === noise.ready) noise.refill();
    const k = 2 * noise.at++;
    const white = (noise.block[k] as number) * Math.sqrt(this.thermal + this.shot * Math.abs(passed));
    const reading = passed + this.offset + this.noiseLevel * (white + (noise.block[k + 1] as number));
    this.clipped = Math.abs(reading) > this.fullScale;
    return this.clipped ? Math.sign(reading) * this.fullScale : reading;
  }
}
