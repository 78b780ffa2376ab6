/** What a person sees of one measurement of the pipette. */
import type { Estimate } from '../../kinetics/numerics/estimate';
import { prefixed, quantity, withError } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import type { PixelDetail, Plot } from '../shown';
import { approachPlot } from '../landing/approach-plot';
import { contactHeight, landingProblem } from '../landing/landed';
import { listOf } from '../recipe/recipe';
import { blankCapacitances } from '../voltammetry/blank-sweeps';
import { bathOf, driftOf, type Bath } from './bath';

const inUnit = ({ value, error }: Estimate, base: string): string => {
  const { unit, factor } = prefixed(Math.abs(value), base);
  return quantity(withError(value * factor, error * factor), unit);
};

export function bathDetail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const problem = landingProblem(hop);
  const found = problem ? null : bathOf(hop, recipe, recorded);
  const drift = driftOf(hop, recorded);
  const air: PixelDetail['numbers'] = [
    ...blankCapacitances(hop, recorded).map((capacitance, k) => ({
      label: `C at ${quantity(String(listOf(recipe, 'blankRates')[k]), 'V/s')}`,
      text: quantity(withError(capacitance.value * 1e15, capacitance.error * 1e15), 'fF'),
      title: 'Half of the distance of the two sweeps in air, over the scan rate',
    })),
    ...(drift
      ? [
          {
            label: 'Drift',
            text: quantity(withError(drift.value * 1e15, drift.error * 1e15), 'fA/s'),
            title: 'In air',
          },
        ]
      : []),
  ];
  const plots = approachPlot(hop, recorded, contactHeight(hop, recorded));
  if (!found) {
    return {
      headline: 'No resistance',
      reason: problem || 'The bath was not measured.',
      good: false,
      numbers: air,
      plots,
    };
  }
  const radius = Math.hypot(found.radius.error, found.radiusCalibration);
  return {
    headline: `r ${quantity(withError(found.radius.value * 1e9, radius * 1e9), 'nm')}`,
    reason: 'The straight line through the currents in the bath.',
    good: true,
    numbers: [
      {
        label: 'R',
        text: inUnit(found.resistance, 'Ω'),
        title: 'Inverse slope of current against potential',
      },
      {
        label: 'i at 0 V',
        text: inUnit(found.offset, 'A'),
        title: 'Of the line: offset of amplifier and electrodes',
      },
      {
        label: 'Contact',
        text: quantity(
          withError(
            found.contact.value * 1e9,
            Math.hypot(found.contact.error, found.contactCalibration) * 1e9,
          ),
          'nm',
        ),
        title: 'Radius of the opening times contact over opening',
      },
      ...air,
    ],
    plots: [currentPlot(found), ...plots],
  };
}

const currentPlot = ({ potentials, currents, resistance, offset }: Bath): Plot => ({
  title: 'Current in the bath',
  x: { label: 'E', unit: 'mV' },
  y: { label: 'i', unit: 'pA' },
  series: [
    { kind: 'points', name: 'measured', x: potentials.map((e) => e * 1e3), y: currents.map((i) => i * 1e12) },
    {
      kind: 'fit',
      name: 'line',
      x: potentials.map((e) => e * 1e3),
      y: potentials.map((e) => (offset.value + e / resistance.value) * 1e12),
    },
  ],
});
