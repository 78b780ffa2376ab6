/** `meniscus simulate`: one cyclic voltammogram of a solid under a droplet, as the solver has it, without noise. */
import { InvalidArgumentError } from 'commander';
import type { ElectrodeModel } from '../kinetics/solver/electrode';
import { simulateCycle, type Cycle, type Voltammogram } from '../kinetics/solver/voltammogram';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { Register } from './command';

interface Options {
  readonly rate: number;
  readonly d: number;
  readonly k0?: number;
  readonly alpha: number;
  readonly e0: number;
  readonly radius: number;
  readonly planar: boolean;
  readonly layer?: number;
  readonly concentration: number;
  readonly resistance: number;
  readonly capacitance: number;
  readonly stray: number;
  readonly interaction: number;
  readonly hysteresis: number;
  readonly start: number;
  readonly vertex: number;
  readonly interval?: number;
  readonly cutoff?: number;
  readonly temperature: number;
}

/** Step of potential from sample to sample where no interval is given, V. */
const STEP = 1e-3;
const MOST_SAMPLES = 1e6;

/** Potentials, V, that the exponentials of the rate law can bear at any allowed temperature. */
const volts = between(-5, 5, 'V');
const positive = (unit: string): ((text: string) => number) => above(0, unit);
const notNegative = (unit: string): ((text: string) => number) => between(0, Infinity, unit);

export const simulateCommand: Register = (program, finish) => {
  program
    .command('simulate')
    .description(
      'Print one voltammogram of a solid under a droplet as tab-separated text: time (s), potential (V), current (A, ' +
        'insertion negative). The solid rests at the start potential.',
    )
    .requiredOption('--rate <V/s>', 'scan rate', positive('V/s'))
    .option('--d <cm²/s>', 'diffusion coefficient in the solid', positive('cm²/s'), 2.47e-11)
    .option('--k0 <cm/s>', 'rate constant (default: reversible)', positive('cm/s'))
    .option('--alpha <number>', 'transfer coefficient', between(0.05, 0.95, ''), 0.5)
    .option('--e0 <V>', 'half-wave potential', volts, 1.55)
    .option('--radius <nm>', 'radius of the contact', positive('nm'), 55)
    .option('--planar', 'ions do not spread sideways', false)
    .option('--layer <nm>', 'thickness of the solid (default: thick)', positive('nm'))
    .option('--concentration <mol/cm³>', 'of sites in the solid', positive('mol/cm³'), 0.0227404)
    .option('--resistance <ohm>', 'uncompensated', notNegative('Ω'), 0)
    .option('--capacitance <F>', 'double layer of the contact', notNegative('F'), 0)
    .option('--stray <F>', 'capacitance beside the cell', notNegative('F'), 0)
    .option('--interaction <g>', 'attraction of the ions; two phases above 4', between(-20, 20, ''), 0)
    .option('--hysteresis <V>', 'half-wave potential of extraction above insertion', between(0, 2, 'V'), 0)
    .option('--start <V>', 'first and last potential', volts, 1.9)
    .option('--vertex <V>', 'potential where the sweep turns', volts, 1.2)
    .option('--interval <s>', 'between samples (default: a sample a millivolt)', positive('s'))
    .option('--cutoff <Hz>', 'four-pole Bessel filter (default: none)', positive('Hz'))
    .option('--temperature <K>', 'of the cell', between(200, 1000, 'K'), 298.15)
    .action(
      finish((options: Options) => {
        const cycle = cycleOf(options);
        if (!cycle.ok) return Promise.resolve(cycle);
        const wave = simulateCycle(cycle.value);
        if (!wave.current.every(Number.isFinite)) {
          return Promise.resolve(
            err(fault('value-invalid', 'These values together give no current that is a number.')),
          );
        }
        process.stdout.write(textOf(wave, cycle.value.interval));
        return Promise.resolve(ok(0));
      }),
    );
};

/** A reader of numbers from `low` to `high`. */
function between(low: number, high: number, unit: string): (text: string) => number {
  return (text) => {
    const value = numberIn(text);
    if (value >= low && value <= high && Number.isFinite(value)) return value;
    const range = high === Infinity ? `from ${String(low)}` : `from ${String(low)} to ${String(high)}`;
    throw new InvalidArgumentError(`Give a number ${range}${inUnit(unit)}.`);
  };
}

function above(low: number, unit: string): (text: string) => number {
  return (text) => {
    const value = numberIn(text);
    if (value > low && Number.isFinite(value)) return value;
    throw new InvalidArgumentError(`Give a number above ${String(low)}${inUnit(unit)}.`);
  };
}

const numberIn = (text: string): number => (text.trim() === '' ? NaN : Number(text));
const inUnit = (unit: string): string => (unit === '' ? '' : ` in ${unit}`);

function cycleOf(options: Options): Result<Cycle, Fault> {
  const { rate, start, vertex, cutoff = Infinity, stray, interval = STEP / rate } = options;
  const sweep = Math.abs(vertex - start) / rate;
  if (sweep < 2 * interval) {
    return err(fault('value-invalid', 'Between start and vertex there are fewer than two samples.'));
  }
  if (2 * sweep > MOST_SAMPLES * interval) {
    return err(fault('value-invalid', `The interval makes more than ${String(MOST_SAMPLES)} samples.`));
  }
  const model = modelOf(options);
  return ok({ model, start, vertex, end: start, scanRate: rate, interval, cutoff, stray });
}

function modelOf(options: Options): ElectrodeModel {
  const radius = options.radius * 1e-9;
  return {
    temperature: options.temperature,
    concentration: options.concentration * 1e6,
    area: Math.PI * radius ** 2,
    diffusion: options.d * 1e-4,
    discRadius: options.planar ? Infinity : radius,
    thickness: (options.layer ?? Infinity) * 1e-9,
    halfWave: options.e0,
    rateConstant: (options.k0 ?? Infinity) * 1e-2,
    transfer: options.alpha,
    resistance: options.resistance,
    capacitance: options.capacitance,
    interaction: options.interaction,
    hysteresis: options.hysteresis,
  };
}

/** Enough digits for what the solver knows. */
const digits = (value: number): string => String(Number(value.toPrecision(9)));

function textOf({ potential, current }: Voltammogram, interval: number): string {
  const lines = Array.from(current, (i, k) => [k * interval, potential[k] ?? NaN, i].map(digits).join('\t'));
  return `time (s)\tpotential (V)\tcurrent (A)\n${lines.join('\n')}\n`;
}
