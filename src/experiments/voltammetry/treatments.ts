/** What each block of a screening is treated with. */
import { quantity } from '../../quantity';
import type { Field, Problem, Recipe } from '../experiment';
import { listOf, numberOf } from '../recipe/recipe';
import { rateText } from './peaks';

export interface Treatment {
  /** V: each cycle goes from one to the other and back. */
  readonly start: number;
  readonly vertex: number;
  /** V/s. */
  readonly rate: number;
  readonly cycles: number;
  /** s at the vertex before the cycles. */
  readonly hold: number;
}

const GROUP = 'Blocks';
const MOST_BLOCKS = 12;

const perBlock = (
  field: Pick<Field, 'key' | 'label' | 'unit' | 'factor' | 'min' | 'max' | 'explanation'>,
): Field => ({
  group: GROUP,
  kind: 'list',
  length: [1, MOST_BLOCKS],
  ...field,
});

export const treatmentFields: readonly Field[] = [
  perBlock({
    key: 'vertices',
    label: 'Vertex potential',
    unit: 'V',
    factor: 1,
    min: -10,
    max: 10,
    explanation: 'One for each block, or one for all: how far the cycles go from the start potential.',
  }),
  perBlock({
    key: 'blockRates',
    label: 'Scan rate',
    unit: 'V/s',
    factor: 1,
    min: 1e-4,
    max: 1000,
    explanation: 'One for each block, or one for all.',
  }),
  perBlock({
    key: 'blockCycles',
    label: 'Cycles',
    unit: '',
    factor: 1,
    min: 2,
    max: 20,
    explanation: 'One for each block, or one for all. Two cycles are needed for their ratio.',
  }),
  perBlock({
    key: 'blockHolds',
    label: 'Hold at the vertex before',
    unit: 's',
    factor: 1,
    min: 0,
    max: 600,
    explanation:
      'One for each block, or one for all: time at the vertex potential before the cycles. 0: none.',
  }),
];

const PER_BLOCK = ['vertices', 'blockRates', 'blockCycles', 'blockHolds'] as const;

/** One for each block; a list of a single value counts for all of them. */
export function treatmentsOf(recipe: Recipe): readonly Treatment[] {
  const lists = PER_BLOCK.map((key) => listOf(recipe, key));
  const blocks = Math.max(1, ...lists.map((list) => list.length));
  return Array.from({ length: blocks }, (_, k) => {
    const [vertex = NaN, rate = NaN, cycles = NaN, hold = NaN] = lists.map(
      (list) => list[list.length === 1 ? 0 : k] ?? NaN,
    );
    return { start: numberOf(recipe, 'startPotential'), vertex, rate, cycles, hold };
  });
}

/** What is wrong with the lists: of unequal lengths, without a window, or with parts of a cycle. */
export function treatmentProblems(recipe: Recipe): readonly Problem[] {
  const blocks = treatmentsOf(recipe);
  const wrong = PER_BLOCK.find((key) => {
    const { length } = listOf(recipe, key);
    return length !== 1 && length !== blocks.length;
  });
  const label = treatmentFields.find(({ key }) => key === wrong)?.label ?? '';
  return [
    ...(wrong === undefined
      ? []
      : [
          {
            key: wrong,
            message: `${label}: give one value, or ${String(blocks.length)}, one for each block.`,
          },
        ]),
    ...(blocks.some(({ start, vertex }) => Math.abs(vertex - start) < 0.1)
      ? [{ key: 'vertices', message: 'Vertex potential: must lie at least 0.1 V from the start potential.' }]
      : []),
    ...(blocks.some(({ cycles }) => !Number.isInteger(cycles))
      ? [{ key: 'blockCycles', message: 'Cycles: give whole numbers.' }]
      : []),
  ];
}

/** `2.5 to 0.05 V, 1 V/s, 2 cycles, after 10 s at the vertex`. */
export const treatmentText = ({ start, vertex, rate, cycles, hold }: Treatment): string =>
  [
    quantity(`${String(start)} to ${String(vertex)}`, 'V'),
    rateText(rate),
    `${String(cycles)} cycles`,
    ...(hold > 0 ? [`after ${quantity(String(hold), 's')} at the vertex`] : []),
  ].join(', ');
