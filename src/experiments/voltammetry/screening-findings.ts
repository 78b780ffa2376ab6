/** What a screening says as a whole: statistics of each block, and kinds of pixels by charge and ratio. */
import { clustersOf, type Clusters } from '../../maps/clusters';
import { count, significant } from '../../quantity';
import type { Figure, Findings, MapSpec, MeasuredMaps, Recipe } from '../experiment';
import type { Plot, Table } from '../shown';
import { medianFigure, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { PICOCOULOMB } from '../results/map-specs';
import { numberOf } from '../recipe/recipe';
import { treatmentsOf, treatmentText } from './treatments';

export async function screeningFindings(
  { plane }: MeasuredMaps,
  maps: readonly MapSpec[],
  recipe: Recipe,
): Promise<Findings> {
  const spec = (name: string): MapSpec | undefined => maps.find((m) => m.name === name);
  const [ratioSpec, chargeSpec] = [spec('passivation'), spec('charge')];
  const ratio = plane('passivation');
  if (!ratioSpec || !chargeSpec || sortedNumbers(ratio).length === 0) return NO_FINDINGS;
  const charge = plane('charge');
  const blocks = plane('block');
  const within = (values: ArrayLike<number>, block: number): Float64Array =>
    Float64Array.from(values).filter((_, k) => blocks[k] === block);
  const treatments = treatmentsOf(recipe);
  const stated = treatments.flatMap((treatment, block) => {
    const [ratios, charges] = [within(ratio, block), within(charge, block)];
    const n = sortedNumbers(ratios).length;
    if (n === 0) return [];
    const name = `Block ${String(block + 1)}`;
    return [
      {
        name,
        treatment,
        n,
        ratio: medianFigure(`passivation_block_${String(block + 1)}`, `Q2/Q1, ${name}`, ratios, ratioSpec),
        charge: medianFigure(`charge_block_${String(block + 1)}`, `Q1, ${name}`, charges, chargeSpec),
      },
    ];
  });
  const least = stated.reduce((a, b) => (b.ratio.value < a.ratio.value ? b : a));
  const clusters = await clustersOf(
    [charge, ratio],
    numberOf(recipe, 'mostClusters'),
    numberOf(recipe, 'clusterSeed'),
  );
  return {
    ...NO_FINDINGS,
    headline: `Q2/Q1 least in ${least.name.toLowerCase()}, ${significant(least.ratio.value)}: ${treatmentText(least.treatment)}`,
    figures: stated.flatMap((block) => [block.ratio, block.charge]),
    tables: [
      {
        title: 'Blocks, medians with 95 % intervals',
        columns: ['block', 'treatment', 'pixels', 'Q1, pC', 'Q2/Q1'],
        rows: stated.map((block) => [
          block.name.replace('Block ', ''),
          treatmentText(block.treatment),
          count(block.n),
          spanText(block.charge),
          spanText(block.ratio),
        ]),
      },
      ...(clusters ? [clusterTable(clusters)] : []),
    ],
    plots: clusters ? [clusterPlot(clusters, charge, ratio)] : [],
  };
}

/** `4.2 (4.0 … 4.5)` in the unit that people see. */
function spanText({ value, interval, shown: { factor } }: Figure): string {
  const text = (v: number): string => significant(v * factor);
  return interval ? `${text(value)} (${interval.map(text).join(' … ')})` : text(value);
}

function clusterTable({ k, labels, centres, silhouettes, seed }: Clusters): Table {
  const best = silhouettes.find((s) => s.k === k)?.silhouette ?? NaN;
  return {
    title: `Kinds of pixels: ${String(k)} by silhouette ${significant(best, 2)}, seed ${String(seed)}`,
    columns: ['kind', 'pixels', 'mean Q1, pC', 'mean Q2/Q1'],
    rows: centres.map(([charge = NaN, ratio = NaN], kind) => [
      count(kind + 1),
      count(labels.filter((label) => label === kind).length),
      significant(charge * PICOCOULOMB.factor),
      significant(ratio),
    ]),
  };
}

const clusterPlot = ({ k, labels }: Clusters, charge: ArrayLike<number>, ratio: ArrayLike<number>): Plot => ({
  title: 'Q2/Q1 against Q1, by kind',
  x: { label: 'Q1', unit: PICOCOULOMB.unit },
  y: { label: 'Q2/Q1', unit: '' },
  series: Array.from({ length: k }, (_, kind) => {
    const own = [...labels.keys()].filter((pixel) => labels[pixel] === kind);
    return {
      kind: 'points',
      name: `kind ${String(kind + 1)}`,
      x: own.map((pixel) => (charge[pixel] ?? NaN) * PICOCOULOMB.factor),
      y: own.map((pixel) => ratio[pixel] ?? NaN),
    };
  }),
});
