/** What charges and discharges at points say as a whole, and whether their contacts stayed the same. */
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { count, fixed, quantity, significant } from '../../quantity';
import { PICOAMPERE_HOUR, picoampereHours } from './charge-cycles';
import type { Figure, Findings, MapSpec, MeasuredMaps, Recipe } from '../experiment';
import type { Table } from '../shown';
import { medianFigure, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { numberOf } from '../recipe/recipe';

/** By how much the jump at a reversal of the current may grow, and a charge may fall, on a contact that stays. */
const CHANGED = 0.25;

export function chargeFindings({ plane }: MeasuredMaps, maps: readonly MapSpec[], recipe: Recipe): Findings {
  const figure = (name: string, key: string, label: string): Figure | null => {
    const spec = maps.find((m) => m.name === name);
    const numbers = plane(name);
    return spec && sortedNumbers(numbers).length > 0 ? medianFigure(key, label, numbers, spec) : null;
  };
  const capacity = figure('capacity_first', 'capacity', 'Capacity');
  if (!capacity) return NO_FINDINGS;
  const volume = figure('volume', 'volume', 'Reacted volume');
  const known = numberOf(recipe, 'concentrationError') / numberOf(recipe, 'concentration');
  const told = Math.abs(numberOf(recipe, 'current')) * numberOf(recipe, 'chargeInterval');
  const relative = Math.hypot(told / capacity.value, NORMAL_95 * known);
  const figures = [
    within(capacity, told / capacity.value),
    within(figure('capacity_second', 'capacity_second', 'Capacity, second current'), told / capacity.value),
    within(volume, relative),
    within(figure('sphere_radius', 'sphere_radius', 'Radius of the sphere'), relative / 3),
    within(figure('hemisphere_radius', 'hemisphere_radius', 'Radius of the hemisphere'), relative / 3),
    figure('coulombic_efficiency', 'coulombic_efficiency', 'Coulombic efficiency'),
    figure('plateau_potential', 'plateau_potential', 'Potential at half of the charge'),
    figure('record_time', 'record_time', 'Time under current'),
  ].flatMap((f) => f ?? []);
  const { unit, factor } = PICOAMPERE_HOUR;
  const cubic = volume ? `, ${quantity(significant(volume.value * 1e18), 'µm³')}` : '';
  return {
    ...NO_FINDINGS,
    headline: `${quantity(significant(capacity.value * factor), unit)}${cubic}`,
    figures,
    tables: [pointTable(plane, numberOf(recipe, 'cycles'))],
    warnings: [
      ...surplus(plane, numberOf(recipe, 'cycles'), told),
      ...changedContacts(plane, numberOf(recipe, 'cycles')),
    ],
  };
}

/**
 * The figure with an interval at least this part of it wide to each side: one sample of the end of a charge, and what is
 * known of the concentration, do not scatter from point to point.
 */
function within(figure: Figure | null, part: number): Figure | null {
  if (!figure) return null;
  const { value, interval: [low, high] = [value, value] } = figure;
  const reach = Math.abs(value) * part;
  return { ...figure, interval: [Math.min(low, value - reach), Math.max(high, value + reach)] };
}

type PlaneOf = MeasuredMaps['plane'];

function pointTable(plane: PlaneOf, cycles: number): Table {
  const points = plane('capacity_first').length;
  const rows = Array.from({ length: points }, (_, k) =>
    Array.from({ length: cycles }, (__, cycle) => {
      const at = (map: string): number => plane(map, cycle)[k] ?? NaN;
      if (!Number.isFinite(at('capacity_first'))) return [];
      return [
        [
          count(k + 1),
          count(cycle + 1),
          significant(at('capacity_first') * PICOAMPERE_HOUR.factor),
          significant(at('capacity_second') * PICOAMPERE_HOUR.factor),
          significant(at('coulombic_efficiency') * 100),
          fixed(plane('plateau_potential', 2 * cycle)[k] ?? NaN, 3),
          fixed(plane('plateau_potential', 2 * cycle + 1)[k] ?? NaN, 3),
          significant(at('volume') * 1e18),
          significant(at('sphere_radius') * 1e9),
        ],
      ];
    }).flat(),
  ).flat();
  return {
    title: 'Cycles',
    columns: [
      'point',
      'cycle',
      'first, pAh',
      'second, pAh',
      'CE, %',
      'E first, V',
      'E second, V',
      'volume, µm³',
      'sphere, nm',
    ],
    rows,
  };
}

/** What it means that more came back in a cycle than had gone, beyond the charge of a sample, C; nothing where it did not. */
function surplus(plane: PlaneOf, cycles: number, sample: number): string[] {
  const finished = each(cycles, (cycle) => cycle).flatMap((cycle) =>
    Array.from(plane('coulombic_efficiency', cycle), (efficiency, point) => ({
      point,
      cycle,
      efficiency,
      least: 1 + sample / (plane('capacity_first', cycle)[point] ?? NaN),
    })).filter(({ efficiency }) => Number.isFinite(efficiency)),
  );
  const [greatest, ...others] = finished
    .filter(({ efficiency, least }) => efficiency > least)
    .sort((a, b) => b.efficiency - a.efficiency);
  if (!greatest) return [];
  const { point, cycle, efficiency } = greatest;
  const n = others.length + 1;
  return [
    `The coulombic efficiency of ${count(n)} ${n === 1 ? 'cycle' : 'cycles'} of ${count(finished.length)} is above ${quantity('100', '%')}, ` +
      `at most ${quantity(significant(100 * efficiency), '%')} (point ${count(point + 1)}, cycle ${count(cycle + 1)}): ` +
      'the second current passed more charge than the first one within the cycle. ' +
      'The surplus is from before the cycle, from beside the contact, or from another reaction.',
  ];
}

/**
 * A droplet that dries keeps its current, but on a smaller contact: the potential jumps further whenever the current turns
 * round, and less of the solid is reached between the same potentials. Reversals and charges of one sense are compared with the
 * first of that sense; the first of all begins from rest, not from the opposite current.
 */
function changedContacts(plane: PlaneOf, cycles: number): string[] {
  const points = plane('capacity_first').length;
  return Array.from({ length: points }, (_, k) => {
    const jumps = each(2 * cycles, (half) => plane('contact_resistance', half)[k]);
    const charges = each(
      2 * cycles,
      (half) => plane(half % 2 === 0 ? 'capacity_first' : 'capacity_second', Math.floor(half / 2))[k],
    );
    const said = (what: string, text: string): string =>
      `Point ${String(k + 1)}: ${what} went ${text}. The droplet may be drying, or the contact has changed.`;
    return [1, 2].flatMap((from) => {
      const [jump, charge] = [ends(jumps, from), ends(charges, from)];
      return [
        ...(jump.last / jump.first > 1 + CHANGED
          ? [
              said(
                'the jump of the potential when the current turns round',
                `from ${megaohms(jump.first)} to ${megaohms(jump.last)}`,
              ),
            ]
          : []),
        ...(charge.last / charge.first < 1 - CHANGED
          ? [
              said(
                'the charge between the same potentials',
                `from ${picoampereHours(charge.first)} to ${picoampereHours(charge.last)}`,
              ),
            ]
          : []),
      ];
    });
  }).flat();
}

const each = (count: number, of: (k: number) => number | undefined): number[] =>
  Array.from({ length: count }, (_, k) => of(k) ?? NaN);

/** The first and the last number of one sense. */
const ends = (
  values: readonly number[],
  from: number,
): { readonly first: number; readonly last: number } => ({
  first: values[from] ?? NaN,
  last: values.filter((v, k) => k >= from && k % 2 === from % 2 && Number.isFinite(v)).at(-1) ?? NaN,
});

const megaohms = (resistance: number): string => quantity(significant(resistance * 1e-6), 'MΩ');
