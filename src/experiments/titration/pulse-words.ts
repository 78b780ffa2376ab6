/** What came of a pulse, in words. */
import { quantity, significant } from '../../quantity';
import { LONGEST_T, type PulseReading, type PulseVerdict } from './pulse';

const REASON: Readonly<Record<Exclude<PulseVerdict, 'unsettled' | 'too_long'>, string>> = {
  good: 'The course of the potential is that of diffusion into a body of this shape and size.',
  no_pulse: 'No current was recorded that lasts for some readings, with a rest before and after it.',
  overload: 'The potentiostat of the sample did not hold the current that was set.',
  too_short:
    'The pulse was too short: nothing tells the size of the body yet, and the change at equilibrium is lost.',
  ohmic: 'The ohmic drop is so large that the change by diffusion drowns in it.',
  misfit: 'The potential does not follow diffusion into a body of this shape with a smooth titration curve.',
  noisy: 'The noise leaves D open to a factor.',
};

export function reasonOf({ verdict, validity, remaining = NaN, moving = NaN }: PulseReading): string {
  switch (verdict) {
    case 'unsettled':
      if (moving > remaining)
        return `The rest before was too short: the potential moved by itself by ${quantity(significant(100 * moving, 2), '%')} of its change within the length of the pulse.`;
      return `The rest was too short: ${quantity(significant(100 * remaining, 2), '%')} of the change at the surface had still to come.`;
    case 'too_long': {
      const reached = validity
        ? ` (Dτ/L² ${significant(validity.T, 2)}, more than ${String(LONGEST_T)})`
        : '';
      return `The pulse was too long${reached}: the potential tells how full the body is, not how fast it fills.`;
    }
    default:
      return REASON[verdict];
  }
}
