/**
 * What the simulated instrument is: the numbers of its stage and its amplifier, as it sends them to a host. Its world may
 * be any sample; its hardware is always this.
 */
import { CHANNELS } from '../../records/record';
import type { AmplifierRange, Capabilities } from '../instrument';

/** Vendor, model, serial number, firmware. */
export const IDENTITY = 'Meniscus,Simulated bridge,SIM-1,1.0.0';

/** Version of the bridge's language. */
export const LANGUAGE_VERSION = '1.0';

/** Ranges and resolutions in m, velocities in m/s; z is the fine axis, coarse the stepper that carries it. */
const AXES = {
  x: { min: 0, max: 100e-6, max_velocity: 5e-3, resolution: 0.1e-9 },
  y: { min: 0, max: 100e-6, max_velocity: 5e-3, resolution: 0.1e-9 },
  z: { min: 0, max: 20e-6, max_velocity: 5e-3, resolution: 0.05e-9 },
  coarse: { min: -12.5e-3, max: 12.5e-3, max_velocity: 2e-3, resolution: 50e-9 },
};

const CUTOFFS = [100, 500, 1000, 2000, 5000, 10000];

/**
 * Noise is that of the feedback resistor, the shot noise, the dielectric and the input voltage noise on the input
 * capacitance, behind a four-pole Bessel filter, at zero current. In pA rms at `CUTOFFS`.
 */
const range = (gain: number, full_scale: number, rms_pA: readonly number[]): AmplifierRange => ({
  full_scale,
  gain,
  noise: CUTOFFS.map((cutoff, k) => ({ cutoff, rms: (rms_pA[k] ?? NaN) * 1e-12 })),
});

/** Everything but the sample, which is the world's. */
export const SIMULATED_INSTRUMENT: Omit<Capabilities, 'simulation'> = {
  axes: AXES,
  channels: CHANNELS.slice(0, 3),
  amplifier: {
    ranges: [
      range(500e6, 20e-9, [0.0588793, 0.133339, 0.191685, 0.280535, 0.495325, 0.846159]),
      range(5e9, 2e-9, [0.0191313, 0.0477014, 0.0757333, 0.129169, 0.300513, 0.637109]),
      range(50e9, 200e-12, [0.00747871, 0.0269266, 0.05133, 0.102387, 0.273504, 0.612291]),
    ],
    cutoff: [10, 20e3],
  },
  max_sample_rate: 200e3,
  queue_length: 64,
  record_memory: 32 * 1024 * 1024,
  track: false,
};
