/** Statistics of regions and particles as tables: for the page with a common power of ten, for a file in SI. Pure. */
import type { MapSpec } from '../../experiments/experiment';
import type { Particle } from '../../maps/particles';
import { differenceOf, type Statistics } from '../../maps/statistics';
import { count, fixed, outerExponent, quantity, significant, withError } from '../../quantity';
import { unitWithExponent } from '../../figures/ticks';

/** Square micrometres of a square metre. */
const SQUARE_MICRO = 1e12;
const NANO = 1e9;

/** How values of a map are written in a table: factor from SI, and the unit with the power of ten that was taken out. */
export interface Scale {
  readonly factor: number;
  readonly unit: string;
}

/** A scale for values of about this size. */
export function scaleFor({ shown }: MapSpec, largest: number): Scale {
  const exponent = outerExponent(largest * shown.factor);
  return { factor: shown.factor / 10 ** exponent, unit: unitWithExponent(shown.unit, exponent) };
}

export const REGION_COLUMNS = [
  'n',
  'median',
  '95 %',
  'mean',
  'sd',
  'min',
  'max',
  'area',
  'Ra',
  'Rq',
] as const;

/** Of the greys, which follow where a micrograph lies over the maps. */
export const GREY_COLUMNS = ['median', 'mean'] as const;

export const greyCells = ({ median, mean }: Statistics): string[] => [significant(median), significant(mean)];

/** The cells of a region, in the order of the columns. */
export function regionCells(s: Statistics, { factor }: Scale): string[] {
  const text = (v: number): string => significant(v * factor);
  const [low, high] = s.interval;
  return [
    count(s.n),
    text(s.median),
    Number.isFinite(low) ? `${text(low)} … ${text(high)}` : '–',
    text(s.mean),
    text(s.sd),
    text(s.min),
    text(s.max),
    significant(s.area * SQUARE_MICRO),
    text(s.ra),
    text(s.rq),
  ];
}

export interface MeasuredRegion {
  readonly name: string;
  readonly statistics: Statistics;
  /** Of the micrograph that lies over the maps; null where none does. */
  readonly grey: Statistics | null;
}

/** How far the means of regions lie above that of the first, in words: `B − A 10.1(2) nm`. */
export const stepTexts = ([first, ...others]: readonly MeasuredRegion[], { shown }: MapSpec): string[] =>
  others.flatMap(({ name, statistics }) => {
    if (!first) return [];
    const { value, error } = differenceOf(statistics, first.statistics);
    const text = withError(value * shown.factor, error * shown.factor);
    return [`${name} − ${first.name} ${quantity(text, shown.unit)}`];
  });

const CUBIC_MICRO = 1e18;

/** Volume between the heights of a region and 0, what lies below counted negative, in words; empty for other maps. */
export const volumeText = ({ name, statistics: s }: MeasuredRegion, { unit }: MapSpec): string =>
  unit === 'm' ? `${name} ${quantity(significant(s.mean * s.area * CUBIC_MICRO), 'µm³')}` : '';

/** The same for a file, SI, the interval in two columns. */
export function regionRows(named: readonly MeasuredRegion[], { name, unit }: MapSpec): (readonly string[])[] {
  const in_ = (what: string): string => `${what} of ${name}/${unit || '1'}`;
  const heads = ['median', 'median low', 'median high', 'mean', 'sd', 'min', 'max', 'Ra', 'Rq'].map(in_);
  const greys = named.some(({ grey }) => grey) ? ['median of micrograph/1', 'mean of micrograph/1'] : [];
  return [
    ['region', 'n', 'area/m2', ...heads, ...greys],
    ...named.map(({ name: region, statistics: s, grey }) => [
      region,
      ...[s.n, s.area, s.median, ...s.interval, s.mean, s.sd, s.min, s.max, s.ra, s.rq].map(String),
      ...(grey ? [grey.median, grey.mean].map(String) : []),
    ]),
  ];
}

export const PARTICLE_COLUMNS = ['pixels', 'area', 'Ø', 'max', 'mean'] as const;

export function particleCells(p: Particle, own: Scale, other: Scale): string[] {
  return [
    count(p.pixels),
    significant(p.area * SQUARE_MICRO),
    fixed(p.diameter * NANO, 0),
    significant(p.max * own.factor),
    significant(p.mean * own.factor),
    significant(p.meanOfOther * other.factor, 4),
  ];
}

export function particleRows(
  particles: readonly Particle[],
  own: MapSpec,
  other: MapSpec,
): (readonly string[])[] {
  const unit = own.unit || '1';
  return [
    [
      'x/m',
      'y/m',
      'pixels',
      'area/m2',
      'diameter/m',
      `max ${own.name}/${unit}`,
      `mean ${own.name}/${unit}`,
      `mean ${other.name}/${other.unit || '1'}`,
      'at edge',
    ],
    ...particles.map((p) =>
      [
        p.centre.x,
        p.centre.y,
        p.pixels,
        p.area,
        p.diameter,
        p.max,
        p.mean,
        p.meanOfOther,
        p.atEdge ? 1 : 0,
      ].map(String),
    ),
  ];
}
