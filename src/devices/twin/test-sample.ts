/**
 * For tests: a sample on a potentiostat that can be computed by head, a resistance before a capacitance. No noise.
 */
import type { SampleDrive, SamplePotentiostat } from '../../world/world';

export interface TestSampleOptions {
  /** ohm and F. */
  readonly resistance?: number;
  readonly capacitance?: number;
  /** Potential beyond which a current cannot be held, V. */
  readonly compliance?: number;
}

export interface TestSample extends SamplePotentiostat {
  /** What it was driven to, in order. */
  readonly drives: readonly SampleDrive[];
  readonly following: boolean;
  pass: (seconds: number) => void;
}

export function createTestSample(options: TestSampleOptions = {}): TestSample {
  const { resistance = 10, capacitance = 0.01, compliance = 5 } = options;
  const time = resistance * capacitance;
  const drives: SampleDrive[] = [];
  let drive: SampleDrive = { control: 'open' };
  /** s since the drive began, and the potential of the capacitance. */
  let since = 0;
  let inside = 0;
  let overload = false;
  let following = false;

  const outside = (): number => {
    if (drive.control === 'potential') return drive.potential + drive.slope * since;
    const wanted = inside + (drive.control === 'current' ? drive.current * resistance : 0);
    return Math.max(-compliance, Math.min(compliance, wanted));
  };
  const current = (): number => (drive.control === 'open' ? 0 : (outside() - inside) / resistance);

  return {
    drives,
    get potential() {
      return outside();
    },
    get current() {
      return current();
    },
    get overload() {
      return overload;
    },
    get following() {
      return following;
    },
    drive: (next) => {
      drive = next;
      drives.push(next);
      since = 0;
      overload = false;
    },
    follow: (on) => {
      following = on;
    },
    pass: (seconds) => {
      if (drive.control === 'potential') {
        // v' = (E − v)/τ with E = E₀ + s·t.
        const lag = drive.slope * time;
        const from = outside();
        since += seconds;
        inside = outside() - lag + (inside - from + lag) * Math.exp(-seconds / time);
      } else {
        inside += (current() * seconds) / capacitance;
        since += seconds;
      }
      if (drive.control === 'current' && Math.abs(inside + drive.current * resistance) > compliance)
        overload = true;
    },
  };
}
