/** A specimen on the stage: tilted, drifting, met where it has drifted to. */
import { createMount } from './mount';
import { STRAY_CAPACITANCE } from './pipette';
import type { Contact, Sample } from './sample';

/** What lies on the stage, at places of its own, m. */
export interface Specimen {
  /** Height above its mean plane, m. */
  readonly height: (x: number, y: number) => number;
  readonly contact: (x: number, y: number) => Contact;
  /** Nothing stays behind unless it says so. */
  readonly touched?: (x: number, y: number) => void;
  /** Between pipette and sample, F; that of the pipette alone unless given. */
  readonly stray?: (x: number, y: number) => number;
}

export function mounted(seed: number, specimen: Specimen): Sample {
  const mount = createMount(seed);
  const { touched, stray } = specimen;
  return {
    surface: (x, y, time) => {
      const drift = mount.drift(time);
      return mount.plane(x, y) + specimen.height(x - drift.x, y - drift.y) + drift.z;
    },
    contact: (x, y, time) => {
      const drift = mount.drift(time);
      return specimen.contact(x - drift.x, y - drift.y);
    },
    touched: (x, y, time) => {
      const drift = mount.drift(time);
      touched?.(x - drift.x, y - drift.y);
    },
    stray: (x, y, time) => {
      if (!stray) return STRAY_CAPACITANCE;
      const drift = mount.drift(time);
      return stray(x - drift.x, y - drift.y);
    },
  };
}
