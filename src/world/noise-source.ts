/**
 * Noise of the amplifier as readings have it: behind the four-pole Bessel filter, averaged over each reading's interval.
 * Two independent series are made together: `white` of density `WHITE_UNIT` before the filter (the caller
 * scales it to what range and current give) and `rising`, the part that grows with frequency.
 *
 * A block comes from one complex Fourier transform of normal deviates whose variances follow |H|²·sinc², everything above
 * half the reading rate folded back. That is exact in second order within a block; blocks are joined by a crossfade of
 * constant power over many correlation times.
 */
import FFT from 'fft.js';
import { besselPower } from '../kinetics/solver/bessel';
import { risingDensity } from './noise';
import { Random } from './random';

/** A²/Hz; of the order of real noise, so that one transform can carry both series without loss of digits. */
export const WHITE_UNIT = 1e-30;

const SHORTEST = 256;
const LONGEST = 65536;
/** A block lasts this many 1/cutoff; an eighth of it is the crossfade. */
const BLOCK_TIMES = 64;
const CROSSFADE_PART = 8;
/** Beyond this many cut-offs nothing passes the filter. */
const STOP_BAND = 12;

/** What a cut-off and a reading interval fix. */
interface Shape {
  readonly cutoff: number;
  readonly interval: number;
  readonly size: number;
  /** Standard deviation of real and imaginary part at each frequency from 0 to half the size. */
  readonly white: Float64Array;
  readonly rising: Float64Array;
  readonly transform: FFT;
  readonly spectrum: Float64Array;
  readonly block: Float64Array;
  readonly tail: Float64Array;
  /** Weights of the outgoing and the incoming block. */
  readonly fadeOut: Float64Array;
  readonly fadeIn: Float64Array;
}

export class NoiseSource {
  /** The series interleaved: white, rising. Pair k belongs to reading k of the block. */
  block: Float64Array = new Float64Array(0);
  /** Next pair and how many there are; `refill` when they are equal. */
  at = 0;
  ready = 0;

  private readonly shapes = new Map<string, Shape>();
  private shape: Shape | null = null;
  private random = new Random(0);
  private continues = false;

  /** Starts the series anew: equal numbers give equal noise. */
  seed(seed: number, hop: number, step: number): void {
    this.random = new Random(seed, hop, step);
    this.restart();
  }

  /** Sets −3 dB frequency (Hz) and reading interval (s). Changing them starts another series. */
  configure(cutoff: number, interval: number): void {
    if (this.shape?.cutoff === cutoff && this.shape.interval === interval) return;
    const key = `${String(cutoff)} ${String(interval)}`;
    const shape = this.shapes.get(key) ?? createShape(cutoff, interval);
    this.shapes.set(key, shape);
    this.shape = shape;
    this.block = shape.block;
    this.restart();
  }

  /** Makes the next block. `configure` comes first. */
  refill(): void {
    const shape = this.shape;
    if (!shape) return;
    const { size, tail, block, fadeIn, fadeOut } = shape;
    if (this.continues) tail.set(block.subarray(2 * size - tail.length));
    fillSpectrum(shape, this.random);
    shape.transform.transform(block, shape.spectrum);
    if (this.continues) {
      for (let i = 0; i < tail.length; i++) {
        const k = i >> 1;
        block[i] =
          (tail[i] as number) * (fadeOut[k] as number) + (block[i] as number) * (fadeIn[k] as number);
      }
    }
    this.continues = true;
    this.at = 0;
    this.ready = size - tail.length / 2;
  }

  private restart(): void {
    this.continues = false;
    this.at = 0;
    this.ready = 0;
  }
}

function createShape(cutoff: number, interval: number): Shape {
  const wanted = BLOCK_TIMES / (cutoff * interval);
  const size = 2 ** Math.ceil(Math.log2(Math.min(LONGEST, Math.max(SHORTEST, wanted))));
  const fade = size / CROSSFADE_PART;
  const angle = (k: number): number => ((k + 0.5) / fade) * (Math.PI / 2);
  const { white, rising } = deviations(size, cutoff, interval);
  return {
    cutoff,
    interval,
    size,
    white,
    rising,
    transform: new FFT(size),
    spectrum: new Float64Array(2 * size),
    block: new Float64Array(2 * size),
    tail: new Float64Array(2 * fade),
    fadeOut: Float64Array.from({ length: fade }, (_, k) => Math.cos(angle(k))),
    fadeIn: Float64Array.from({ length: fade }, (_, k) => Math.sin(angle(k))),
  };
}

/** Root of the folded two-sided density × resolution, halved between real and imaginary part. */
function deviations(
  size: number,
  cutoff: number,
  interval: number,
): { white: Float64Array; rising: Float64Array } {
  const white = new Float64Array(size / 2 + 1);
  const rising = new Float64Array(size / 2 + 1);
  const folds = Math.ceil(STOP_BAND * cutoff * interval) + 1;
  for (let k = 0; k <= size / 2; k++) {
    const f = k / (size * interval);
    let sumWhite = 0;
    let sumRising = 0;
    for (let m = -folds; m <= folds; m++) {
      const alias = Math.abs(f + m / interval);
      const passed = besselPower(alias, cutoff) * sinc(alias * interval) ** 2;
      sumWhite += (passed * WHITE_UNIT) / 2;
      sumRising += (passed * risingDensity(alias)) / 2;
    }
    white[k] = Math.sqrt(sumWhite / (size * interval) / 2);
    rising[k] = Math.sqrt(sumRising / (size * interval) / 2);
  }
  return { white, rising };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Spectrum of white + i·rising, both series real: one transform makes the two. */
function fillSpectrum({ size, white, rising, spectrum }: Shape, random: Random): void {
  const half = size / 2;
  for (let k = 1; k < half; k++) {
    const w = white[k] as number;
    const r = rising[k] as number;
    const a = w * random.normal();
    const b = w * random.normal();
    const c = r * random.normal();
    const d = r * random.normal();
    const mirror = 2 * (size - k);
    spectrum[2 * k] = a - d;
    spectrum[2 * k + 1] = b + c;
    spectrum[mirror] = a + d;
    spectrum[mirror + 1] = c - b;
  }
  for (const k of [0, half]) {
    spectrum[2 * k] = Math.SQRT2 * (white[k] as number) * random.normal();
    spectrum[2 * k + 1] = Math.SQRT2 * (rising[k] as number) * random.normal();
  }
}
