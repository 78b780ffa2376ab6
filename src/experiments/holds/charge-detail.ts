/** What the inspector shows of charges and discharges at a point. */
import { radiusOfVolume } from '../../kinetics/charge/charge';
import { fixed, quantity, significant } from '../../quantity';
import type { Evaluation } from '../experiment';
import type { Table } from '../shown';
import { approachPlot } from '../landing/approach-plot';
import { contactHeight, landingProblem } from '../landing/landed';
import { numberOf } from '../recipe/recipe';
import { MEGAOHM } from '../results/map-specs';
import {
  cyclePlots,
  drivenOf,
  efficiencyOf,
  NOTHING_DRIVEN,
  PICOAMPERE_HOUR,
  picoampereHours,
  type Driven,
} from './charge-cycles';
import { exchangedBy, exchangedNumbers } from './exchanged-charge';
import { heldPlot } from './hold-plot';
import { holdsOf } from './holds';

export const chargeDetail: Evaluation['detail'] = (hop, recipe, recorded) => {
  const height = contactHeight(hop, recorded);
  const driven = drivenOf(hop, recorded);
  const [first] = driven;
  const problem = landingProblem(hop) || (first ? '' : NOTHING_DRIVEN);
  const held = holdsOf(hop, recorded).filter(({ step }) => step.control === 'CURRENT');
  const plots = [
    ...heldPlot(held, 'tip_potential'),
    ...cyclePlots(driven, numberOf(recipe, 'capacityStep')),
    ...approachPlot(hop, recorded, height),
  ];
  if (problem || !first) return { headline: 'No capacity', reason: problem, good: false, numbers: [], plots };
  const exchanged = exchangedBy(first.half.total, recipe);
  const hemisphere = radiusOfVolume(exchanged.volume, 'hemisphere') ?? NaN;
  return {
    headline: `${picoampereHours(first.half.total)} in ${quantity(significant(first.half.duration), 's')}`,
    reason: 'Charge of the first current, volume that it exchanges, and the bodies of that volume.',
    good: true,
    numbers: [
      ...exchangedNumbers(exchanged),
      {
        label: 'Hemisphere',
        text: quantity(significant(hemisphere * 1e9), 'nm'),
        title: 'Radius of the half sphere of that volume, as beneath a contact',
      },
      { label: 'Height', text: quantity(significant((height ?? NaN) * 1e9, 5), 'nm'), title: 'z at contact' },
    ],
    plots,
    tables: [cycleTable(driven)],
  };
};

const cycleTable = (driven: readonly Driven[]): Table => ({
  title: 'Charges and discharges',
  columns: ['', 'capacity, pAh', 'time, s', 'plateau, V', 'jump, MΩ', 'efficiency, %'],
  rows: driven.map(({ held, half, jump }, k) => [
    held.label,
    significant(Math.abs(half.total) * PICOAMPERE_HOUR.factor),
    significant(half.duration),
    fixed(half.plateau, 3),
    significant(jump * MEGAOHM.factor),
    k % 2 === 1 ? significant(100 * efficiencyOf(driven, (k - 1) / 2)) : '',
  ]),
});
