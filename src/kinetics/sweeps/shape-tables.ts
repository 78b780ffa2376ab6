/** The tables that the shapes of `template.ts` are mixed from, made as they are asked for. */
import { discSpread } from '../solver/disc';
import { inverseLaplace } from '../solver/inverse-laplace';
import { ohmicTerms } from '../solver/ohmic';

/** Nodes in x, each with a value and a slope per cell; cubic between, to 4e-6. */
export const FIRST = -18;
export const LAST = 48;
export const PER_UNIT = 4;
export const CELLS = (LAST - FIRST) * PER_UNIT;
/** The ohmic terms are stepped finer than the nodes. */
const FINER = 2;

/** G is tabulated at p = e^(k·LOG_STEP) as it is asked for, and linear between; error 1e-5 of χ. */
export const LOG_STEP = 0.1;
export const FIRST_COLUMN = -30;
export const LAST_COLUMN = 75;

/** Smallest p there are shapes for; a wave with less has no peak to speak of. */
export const SMALLEST_P = Math.exp(FIRST_COLUMN * LOG_STEP);

let planar: Float64Array | undefined;
/** χ∞. */
export const planarTable = (): Float64Array => (planar ??= tabulatePlanar());

function tabulatePlanar(): Float64Array {
  const table = new Float64Array(2 * (CELLS + 1));
  for (let k = 0; k <= CELLS; k++) {
    const { value, slope } = planarWave(FIRST + k / PER_UNIT);
    table[2 * k] = value;
    table[2 * k + 1] = slope / PER_UNIT;
  }
  return table;
}

/** χ∞ and its slope by the trapezoidal rule, which converges exponentially for this integrand; error below 1e-9. */
function planarWave(x: number): { readonly value: number; readonly slope: number } {
  const step = Math.min(0.08, 0.4 / Math.sqrt(Math.max(1, x)));
  const end = Math.sqrt(Math.max(0, x) + 40);
  let value = 0;
  let slope = 0;
  for (let k = 0; k * step <= end; k++) {
    const c = 1 / (1 + Math.exp((k * step) ** 2 - x));
    const density = (k === 0 ? 0.5 : 1) * c * (1 - c);
    value += density;
    slope += density * (1 - 2 * c);
  }
  const scale = (2 * step) / Math.sqrt(Math.PI);
  return { value: value * scale, slope: slope * scale };
}

/** From the first column on. */
const columns: Float64Array[] = [];

function column(index: number): Float64Array {
  const clamped = Math.min(LAST_COLUMN, Math.max(FIRST_COLUMN, index));
  return (columns[clamped - FIRST_COLUMN] ??= tabulateSpread(Math.exp(clamped * LOG_STEP)));
}

/** G(x; p) on the nodes. With u = w² the integrand is smooth at w = 0 and the trapezoidal rule exact to 1e-6. */
function tabulateSpread(p: number): Float64Array {
  const step = 0.05;
  const points = Math.ceil(Math.sqrt(LAST - FIRST) / step);
  const memory = new Float64Array(points + 1);
  for (let k = 1; k <= points; k++) {
    const w = k * step;
    memory[k] = 2 * w * step * inverseLaplace((s) => (discSpread(Math.sqrt(s)) - 1) / s, (w / p) ** 2);
  }
  const table = new Float64Array(2 * (CELLS + 1));
  for (let node = 0; node <= CELLS; node++) {
    const x = FIRST + node / PER_UNIT;
    const c = 1 / (1 + Math.exp(-x));
    let value = c;
    let slope = c * (1 - c);
    for (let k = 1; k <= points; k++) {
      const d = 1 / (1 + Math.exp((k * step) ** 2 - x));
      const density = (memory[k] as number) * d * (1 - d);
      value += density;
      slope += density * (1 - 2 * d);
    }
    table[2 * node] = value;
    table[2 * node + 1] = slope / PER_UNIT;
  }
  return table;
}

/** The two terms of a small resistance. */
export interface OhmicTables {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const ohmicColumns: OhmicTables[] = [];

/** Hardly different from one p to the next. */
export function ohmicTablesFor(p: number): OhmicTables {
  const index = Math.round(Math.min(LAST_COLUMN, Math.log(p) / LOG_STEP));
  const clamped = Math.min(LAST_COLUMN, Math.max(FIRST_COLUMN, index));
  return (ohmicColumns[clamped - FIRST_COLUMN] ??= tabulateOhmic(Math.exp(clamped * LOG_STEP)));
}

function tabulateOhmic(p: number): OhmicTables {
  const { first, second } = ohmicTerms(p, FIRST, 1 / (FINER * PER_UNIT), FINER * CELLS + 1);
  return { first: withSlopes(first), second: withSlopes(second) };
}

/** The values at the nodes, with a slope per cell beside each, by central differences of fourth order. */
function withSlopes(values: Float64Array): Float64Array {
  const at = (k: number): number => values[Math.min(values.length - 1, Math.max(0, k))] as number;
  const table = new Float64Array(2 * (CELLS + 1));
  for (let node = 0; node <= CELLS; node++) {
    const k = FINER * node;
    table[2 * node] = at(k);
    table[2 * node + 1] = (FINER * (8 * (at(k + 1) - at(k - 1)) - at(k + 2) + at(k - 2))) / 12;
  }
  return table;
}

/** The two columns around p and what each counts for, 1/p included. */
export interface Mixture {
  readonly near: Float64Array;
  readonly far: Float64Array;
  readonly nearWeight: number;
  readonly farWeight: number;
}

export function mixtureFor(p: number): Mixture {
  const place = Math.min(LAST_COLUMN, Math.log(p) / LOG_STEP);
  const index = Math.floor(place);
  const part = place - index;
  return {
    near: column(index),
    far: column(index + 1),
    nearWeight: (1 - part) / p,
    farWeight: part / p,
  };
}
