/** From the holds of a visit to its charges and discharges: capacities, plateaus, and what the contact's resistance did. */
import { differentialCapacity, halfCycleOf, type HalfCycle } from '../../kinetics/charge/half-cycle';
import { quantity, significant } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import type { Recorded } from '../experiment';
import type { Plot } from '../shown';
import { channelOf, holdsOf, timesOf, type Held } from './holds';

export const PICOAMPERE_HOUR = { unit: 'pAh', factor: 1 / 3.6e-9 } as const;
export const NOTHING_DRIVEN = 'No charge was recorded after the contact.';

/** A charge, C, in pAh for people, whatever its sign. */
export const picoampereHours = (charge: number): string =>
  quantity(significant(Math.abs(charge) * PICOAMPERE_HOUR.factor), PICOAMPERE_HOUR.unit);

/** A charge or discharge, and what it began from. */
export interface Driven {
  readonly held: Held;
  readonly half: HalfCycle;
  /** Jump of the potential over that of the current as it began, Ω; NaN where nothing was recorded before. */
  readonly jump: number;
}

/** The holds under a current of a visit, in their order; those at 0 A are rests between them. */
export function drivenOf(hop: HopTraces, recorded: Recorded): Driven[] {
  const held = holdsOf(hop, recorded).filter(({ step }) => step.control === 'CURRENT');
  return held.flatMap((one, k): Driven[] => {
    if (one.step.level === 0) return [];
    const potential = channelOf(one.trace, 'tip_potential');
    const half = halfCycleOf(timesOf(one.trace), potential, channelOf(one.trace, 'tip_current'));
    if (!half) return [];
    const before = held[k - 1];
    const from = before ? channelOf(before.trace, 'tip_potential').at(-1) : undefined;
    const jump = ((potential[0] ?? NaN) - (from ?? NaN)) / (one.step.level - (before?.step.level ?? NaN));
    return [{ held: one, half, jump }];
  });
}

/** Second over first charge of each cycle; NaN of one that was not finished. */
export const efficiencyOf = (driven: readonly Driven[], cycle: number): number =>
  Math.abs((driven[2 * cycle + 1]?.half.total ?? NaN) / (driven[2 * cycle]?.half.total ?? NaN));

/**
 * Potential against charge, against x, and |dQ/dE| over steps of a potential (V). No x is beyond 0 and 1, which are the least
 * and the most lithium after any charge or discharge: an efficiency above 100 % would lead beyond a single capacity.
 */
export function cyclePlots(driven: readonly Driven[], step: number): Plot[] {
  if (driven.length === 0) return [];
  /** C of lithium when each began and when the last ended, above that of the beginning. */
  const lithium = driven.reduce<number[]>(
    (sums, { half }) => [...sums, (sums.at(-1) ?? 0) - half.total],
    [0],
  );
  const least = Math.min(...lithium);
  const span = Math.max(...lithium) - least;
  const against = (of: (charge: number) => number): Plot['series'] =>
    driven.map(({ held, half }) => ({
      kind: 'line',
      name: held.label,
      x: half.charge.map(of),
      y: half.potential,
    }));
  return [
    {
      title: 'Potential against capacity',
      x: { label: 'Q', unit: PICOAMPERE_HOUR.unit },
      y: { label: 'E', unit: 'V' },
      series: against((q) => Math.abs(q) * PICOAMPERE_HOUR.factor),
    },
    {
      title: 'Potential against x',
      x: { label: 'x, from the least (0) to the most lithium (1)', unit: '' },
      y: { label: 'E', unit: 'V' },
      series: driven.map(({ held, half }, k) => ({
        kind: 'line',
        name: held.label,
        x: half.charge.map((q) => ((lithium[k] ?? NaN) - q - least) / span),
        y: half.potential,
      })),
    },
    {
      title: 'Differential capacity',
      x: { label: 'E', unit: 'V' },
      y: { label: 'dQ/dE', unit: `${PICOAMPERE_HOUR.unit}/V` },
      series: driven.map(({ held, half }) => {
        const { potential, capacity } = differentialCapacity(half, step);
        return {
          kind: 'line',
          name: held.label,
          x: potential,
          y: capacity.map((c) => c * PICOAMPERE_HOUR.factor),
        };
      }),
    },
  ];
}
