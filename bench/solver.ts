/** What one wave of the solver costs, reported at 1 mV over ±0.4 V, and by how much it is off; and what its surrogate costs. */
import type { ElectrodeModel } from '../src/kinetics/solver/electrode';
import { discSurrogate } from '../src/kinetics/solver/surrogate';
import { simulateCycle, type Cycle } from '../src/kinetics/solver/voltammogram';
import type { Figure } from './run';

const MODEL: ElectrodeModel = {
  temperature: 298.15,
  concentration: 22740.4,
  area: Math.PI * 55e-9 ** 2,
  diffusion: 2.47e-15,
  discRadius: Infinity,
  thickness: Infinity,
  halfWave: 1.55,
  rateConstant: Infinity,
  transfer: 0.5,
  resistance: 0,
  capacitance: 0,
};
const SWEEP: Omit<Cycle, 'model'> = { start: 1.95, vertex: 1.15, end: 1.15, scanRate: 5, interval: 2e-4 };
const CASES: readonly { readonly name: string; readonly cycle: Cycle }[] = [
  { name: 'one solver wave at 1 mV over ±0.4 V, reversible', cycle: { ...SWEEP, model: MODEL } },
  {
    name: 'one solver wave at 1 mV over ±0.4 V, Butler–Volmer on a disc',
    cycle: { ...SWEEP, model: { ...MODEL, discRadius: 55e-9, rateConstant: 5e-7 } },
  },
  {
    name: 'one solver wave at 1 mV over ±0.4 V and back, behind resistance and double layer',
    cycle: { ...SWEEP, end: 1.95, model: { ...MODEL, resistance: 1e9, capacitance: 1e-15 } },
  },
];
const WARM_UP = 300;
const RUNS = 500;

export function run(): Promise<Figure[]> {
  return Promise.resolve([
    ...CASES.flatMap(({ name, cycle }) => [
      { figure: name, value: medianTime(() => simulateCycle(cycle)), unit: 'ms', bound: '<= 0.5' },
      { figure: `${name}: largest error over the peak`, value: error(cycle), unit: '1', bound: '<= 1e-4' },
    ]),
    {
      figure: 'the same forward wave and three derivatives from the surrogate',
      value: medianTime(readSurrogate()),
      unit: 'ms',
      bound: 'printed',
    },
  ]);
}

/** Chooses a wave and reads 800 samples of it. */
function readSurrogate(): () => void {
  const surrogate = discSurrogate();
  const at = Float64Array.from({ length: 800 }, (_, k) => 0.0389 * (k - 400));
  const out = { value: at.slice(), byX: at.slice(), byLambda: at.slice(), bySize: at.slice() };
  return () => {
    surrogate.set(1.3, 15.4);
    surrogate.fill(at, 0, out);
  };
}

function medianTime(work: () => unknown): number {
  for (let k = 0; k < WARM_UP; k++) work();
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS / 2] ?? NaN;
}

/** Against steps and kernel so fine that they no longer matter. */
function error(cycle: Cycle): number {
  const { current } = simulateCycle(cycle);
  const exact = simulateCycle({ ...cycle, resolution: 2e-3, spacing: 0.4 }).current;
  const peak = Math.max(...exact.map(Math.abs));
  return Math.max(...current.map((i, k) => Math.abs(i - (exact[k] ?? NaN)))) / peak;
}
