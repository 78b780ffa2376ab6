/**
 * What the simulated instrument is: the numbers of its stage and its amplifier, as it sends them to a host. Its world may
 * be any sample; its hardware is always this.
 */
import { CHANNELS } from '../../records/record';
import { AMPLIFIER_RANGES, CUTOFF_LIMITS } from '../../world/amplifier';
import { noiseRms } from '../../world/noise';
import { AXES } from '../../world/stage';
import type { World } from '../../world/world';
import type { AmplifierRange, Axis, Capabilities } from '../instrument';

/** Vendor, model, serial number, firmware. */
export const IDENTITY = 'Meniscus,Simulated bridge,SIM-1,1.0.0';

/** Version of the bridge's language. */
export const LANGUAGE_VERSION = '1.0';

const NOISE_CUTOFFS = [100, 500, 1000, 2000, 5000, 10000, 20000];

const axis = ({ min, max, maxVelocity, resolution }: (typeof AXES)[keyof typeof AXES]): Axis => ({
  min,
  max,
  max_velocity: maxVelocity,
  resolution,
});

const range = ({ feedback, fullScale }: (typeof AMPLIFIER_RANGES)[number]): AmplifierRange => ({
  full_scale: fullScale,
  gain: feedback,
  noise: NOISE_CUTOFFS.map((cutoff) => ({ cutoff, rms: noiseRms(feedback, cutoff) })),
});

/** Everything but what is the world's: sample and track. z is the fine axis, coarse the stepper that carries it. */
export const SIMULATED_INSTRUMENT: Omit<Capabilities, 'simulation'> = {
  axes: { x: axis(AXES.x), y: axis(AXES.y), z: axis(AXES.z), coarse: axis(AXES.coarse) },
  // Tip only: height, current and potential.
  channels: CHANNELS.slice(0, 3),
  amplifier: { ranges: AMPLIFIER_RANGES.map(range), cutoff: CUTOFF_LIMITS },
  max_sample_rate: 200e3,
  queue_length: 64,
  record_memory: 32 * 1024 * 1024,
  track: false,
};

/** The instrument over a world: with a track where the world has a potentiostat for the sample. */
export const instrumentOver = ({ track }: Pick<World, 'track'>): Omit<Capabilities, 'simulation'> =>
  track ? { ...SIMULATED_INSTRUMENT, channels: CHANNELS.slice(0, 5), track: true } : SIMULATED_INSTRUMENT;
