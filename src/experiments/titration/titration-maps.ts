/** The maps of a titration: a pixel a pulse. */
import type { Evaluation, MapSpec, Recipe, Recorded } from '../experiment';
import type { HopTraces } from '../../records/hop';
import { categoryMap, MILLIVOLT, numberMap, ONE, PERCENT, timeMap, VOLT } from '../results/map-specs';
import { emptyReduction, exact } from '../results/reduction';
import { calibrationOf } from './calibration';
import { PULSE_VERDICT, readPulse } from './pulse';
import { reasonOf } from './pulse-words';

const DIFFUSION = { unit: 'm2/s', shown: { unit: 'cm²/s', factor: 1e4 }, scale: 'log' } as const;

export const TITRATION_MAPS: readonly MapSpec[] = [
  numberMap({
    name: 'diffusion_coefficient',
    title: 'Diffusion coefficient',
    ...DIFFUSION,
    errorsShown: true,
  }),
  categoryMap('verdict', 'Verdict', PULSE_VERDICT),
  numberMap({
    name: 'diffusion_coefficient_formula',
    title: 'Weppner and Huggins’ formula',
    ...DIFFUSION,
  }),
  numberMap({
    name: 'equilibrium_change',
    title: 'Change from rest to rest, ΔEs',
    unit: 'V',
    shown: MILLIVOLT,
  }),
  numberMap({
    name: 'transient_change',
    title: 'Change under the current, ΔEτ',
    unit: 'V',
    shown: MILLIVOLT,
  }),
  numberMap({
    name: 'resistance',
    title: 'Ohmic drop over current',
    unit: 'ohm',
    shown: { unit: 'Ω', factor: 1 },
  }),
  numberMap({
    name: 'rest_potential',
    title: 'Potential at rest before',
    unit: 'V',
    shown: VOLT,
    errors: false,
  }),
  numberMap({
    name: 'pulse_current',
    title: 'Current',
    unit: 'A',
    shown: { unit: 'mA', factor: 1e3 },
    errors: false,
  }),
  timeMap('pulse_begin', 'Begin of the pulse'),
  timeMap('pulse_time', 'Length of the pulse, τ'),
  numberMap({
    name: 'pulse_depth',
    title: 'Dτ/L²',
    unit: '',
    shown: ONE,
    errors: false,
  }),
  numberMap({
    name: 'unsettled',
    title: 'Still to come after the rest',
    unit: '',
    shown: PERCENT,
    errors: false,
  }),
];

export function reducePulse(
  hop: HopTraces,
  recipe: Recipe,
  recorded: Recorded,
): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(TITRATION_MAPS);
  const reading = readPulse(hop, recipe, recorded);
  const { verdict, fit, diffusion, current, begin, record, formula, validity, remaining } = reading;
  write('verdict', exact(PULSE_VERDICT[verdict]));
  if (record && current !== undefined && begin !== undefined) {
    write('pulse_current', exact(current));
    write('pulse_begin', exact(begin));
    write('pulse_time', exact(record.duration));
  }
  if (fit && diffusion && validity && current !== undefined) {
    if (verdict === 'good')
      write('diffusion_coefficient', diffusion, 0, calibrationOf(recipe) * diffusion.value);
    if (formula) write('diffusion_coefficient_formula', formula, 0, calibrationOf(recipe) * formula.value);
    write('equilibrium_change', fit.equilibrium);
    write('transient_change', { value: fit.transient, error: fit.jump.error });
    write('resistance', { value: fit.jump.value / current, error: fit.jump.error / Math.abs(current) });
    write('rest_potential', exact(fit.before));
    write('pulse_depth', exact(validity.T));
    write('unsettled', exact(remaining ?? NaN));
  }
  return { ...reduction, reason: reasonOf(reading) };
}
