/** What was found in each pixel of a simulated run, beside what is true there. */
import { FARADAY, REVERSIBLE_PEAK, thermal } from '../../src/kinetics/constants';
import { VERDICT, type Verdict } from '../../src/kinetics/diffusion';
import type { MapData } from '../../src/bundles/run';
import type { SimulatedSample } from '../../src/simulated-samples';
import { AMPLIFIER_RANGES } from '../../src/world/amplifier';
import { NOMINAL } from '../../src/world/conditions';
import { noiseRms } from '../../src/world/noise';
import { REGION, type Region } from '../../src/world/sample';
import { measureInProcess } from '../in-process';

export interface Pixel {
  readonly verdict: Verdict;
  /** D with its errors of noise and calibration, 1σ, m²/s; NaN where none is given. */
  readonly diffusion: number;
  readonly noise: number;
  readonly calibration: number;
  /** m²/s; NaN without a couple. */
  readonly truth: number;
  readonly region: Region;
  readonly boundary: boolean;
  /** The textbook's peak of the true D at the fastest rate, over the rms noise of the amplifier there; NaN without a couple. */
  readonly signalToNoise: number;
}

/** Square maps at the published rates. */
export interface Scenario {
  readonly sample: SimulatedSample;
  readonly side: number;
  readonly seeds: readonly number[];
  /** Cut-off of the filter, Hz per V/s; 250 as published. */
  readonly cutoffPerRate?: number;
}

const FASTEST_RATE = 20;
const FEEDBACK = AMPLIFIER_RANGES.at(-1)?.feedback ?? NaN;

export async function pixelsOf({ sample, side, seeds, cutoffPerRate = 250 }: Scenario): Promise<Pixel[]> {
  const pixels: Pixel[] = [];
  for (const seed of seeds) {
    const run = await measureInProcess({ columns: side, rows: side, cutoffPerRate }, seed, sample);
    pixels.push(...paired(run.maps, run.truth, noiseRms(FEEDBACK, FASTEST_RATE * cutoffPerRate)));
  }
  return pixels;
}

function paired(maps: readonly MapData[], truth: readonly MapData[], noise: number): Pixel[] {
  const reader = (
    list: readonly MapData[],
    name: string,
    part: 'data' | 'noise' | 'calibration' = 'data',
  ) => {
    const values = list.find((map) => map.spec.name === name)?.[part];
    return (place: number): number => values?.[place] ?? NaN;
  };
  const diffusion = reader(maps, 'diffusion_coefficient');
  const error = reader(maps, 'diffusion_coefficient', 'noise');
  const calibration = reader(maps, 'diffusion_coefficient', 'calibration');
  const verdict = reader(maps, 'verdict');
  const real = reader(truth, 'diffusion_coefficient');
  const region = reader(truth, 'region');
  const boundary = reader(truth, 'boundary');
  const count = maps.find((map) => map.spec.name === 'verdict')?.data.length ?? 0;
  return Array.from({ length: count }, (_, place) => ({
    verdict: nameOf(VERDICT, verdict(place)),
    diffusion: diffusion(place),
    noise: error(place),
    calibration: calibration(place),
    truth: real(place),
    region: nameOf(REGION, region(place)),
    boundary: boundary(place) === 1,
    signalToNoise: textbookPeak(real(place)) / noise,
  }));
}

function nameOf<Name extends string>(codes: Readonly<Record<Name, number>>, code: number): Name {
  const name = (Object.keys(codes) as Name[]).find((key) => codes[key] === code);
  if (name === undefined) throw new Error(`A pixel has the unknown code ${String(code)}.`);
  return name;
}

function textbookPeak(diffusion: number): number {
  const { contactRadius, concentration, temperature } = NOMINAL;
  const unit = FARADAY * Math.PI * contactRadius ** 2 * concentration;
  return REVERSIBLE_PEAK * unit * Math.sqrt(diffusion * thermal(temperature) * FASTEST_RATE);
}
