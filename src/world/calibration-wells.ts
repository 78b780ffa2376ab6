/**
 * Wells side by side along x with electrolyte of known concentrations, for the pipette to be calibrated in: 0.2 to 1 M
 * LiClO4, five wells of 20 µm each, over a flat floor.
 */
import { NO_TRUTH, type ImmersedSample } from './immersed';
import { ionCurrent } from './ion-pipette';
import { createMount } from './mount';

/** Of a well along x, m, and salt in the wells from x = 0 on, mol/m³. */
const WELL_WIDTH = 20e-6;
const WELLS = [200, 400, 600, 800, 1000] as const;

const saltAt = (x: number): number => {
  const well = Math.floor(x / WELL_WIDTH);
  return WELLS[Math.min(WELLS.length - 1, Math.max(0, well))] ?? NaN;
};

export function createCalibrationWells(seed: number): ImmersedSample {
  const mount = createMount(seed);
  const heightOf = (x: number, y: number, time: number): number => mount.plane(x, y) + mount.drift(time).z;
  return {
    electrode: null,
    elapse: () => undefined,
    place: (x, y, time) => {
      const [height, salt] = [heightOf(x, y, time), saltAt(x)];
      return {
        surface: () => height,
        current: (potential, distance) => ionCurrent(potential, distance, salt),
      };
    },
    truth: (x, y, time) => ({ ...NO_TRUTH, height: heightOf(x, y, time), saltConcentration: saltAt(x) }),
  };
}
