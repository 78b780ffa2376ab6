/**
 * The numbers of a text table, row by row, into curves. Every format brings a layout that says which columns hold what;
 * rows without numbers are counted, never filled in.
 */
import { fault, type Fault } from '../../fault';
import { cellReader, type CellReader } from './cells';
import { Column } from './column';
import { counted } from './counted';
import { plainNumber } from './plain-number';
import type { Lines } from './text-lines';

/** A column and what one of its unit is in SI. */
export interface ColumnPlace {
  readonly index: number;
  readonly factor: number;
}

/** The columns of one curve; a table can hold several side by side. */
export interface CurveColumns {
  readonly potential: ColumnPlace;
  readonly current: ColumnPlace;
  readonly time: ColumnPlace | null;
  /** m², that the column's current densities are multiplied by; null where it holds currents. */
  readonly area: number | null;
}

export interface TableLayout {
  readonly separator: string;
  /** Columns that the table's head names. */
  readonly columns: number;
  readonly curves: readonly CurveColumns[];
  /** A column whose number changes from cycle to cycle; only with a single curve. */
  readonly cycle: number | null;
  /** A column that holds anything but dots where a point is marked as overload. */
  readonly marks?: number;
}

/** What the rows of one curve, or of one cycle of it, held. SI. */
export interface Curve {
  readonly potential: Float64Array;
  readonly current: Float64Array;
  readonly time: Float64Array | null;
  readonly cycle: number | null;
  /** Which of the layout's curves it is. */
  readonly place: number;
}

interface OpenCurve {
  readonly places: readonly ColumnPlace[];
  /** Which of the places comes first in a row, which next. */
  readonly inRow: Uint8Array;
  /** Potential, current and, where there are any, times. */
  readonly columns: readonly Column[];
  readonly cycle: number | null;
  readonly place: number;
}

/** Rows that were left out for one reason. */
interface Omitted {
  count: number;
  first: number;
}

/** A row of the table, a line between its rows that is no part of it, or one behind its end. */
export type LineKind = 'row' | 'skipped' | 'end';

export class Table {
  readonly #layout: TableLayout;
  readonly #reader: CellReader;
  readonly #done: OpenCurve[] = [];
  readonly #open: OpenCurve[];
  readonly #blank: Omitted = { count: 0, first: 0 };
  readonly #missing: Omitted = { count: 0, first: 0 };
  /** The line that ended before its last column; only the last may. */
  #cut: number | null = null;
  readonly #values = new Float64Array(3);
  #marked = 0;
  /** Cells that a whole row has at least. */
  readonly #needed: number;
  readonly #separator: number;

  constructor(layout: TableLayout, reader: CellReader = cellReader()) {
    this.#layout = layout;
    this.#reader = reader;
    this.#open = layout.curves.map((columns, place) => openCurve(columns, place, null));
    const indices = this.#open.flatMap(({ places }) => places.map(({ index }) => index));
    this.#needed = 1 + Math.max(layout.cycle ?? 0, layout.marks ?? 0, ...indices);
    this.#separator = layout.separator.charCodeAt(0);
  }

  /**
   * Takes all lines that are left, or up to one that `kindOf` says is no part of the table: it is asked of every line that
   * is no row of plain numbers. A fault names the line that cannot be understood.
   */
  read(lines: Lines, kindOf: (text: string) => LineKind = () => 'row'): Fault | null {
    while (lines.advance()) {
      if (lines.line.whole && this.#plainRow(lines.line)) continue;
      const text = lines.text();
      const kind = kindOf(text);
      if (kind === 'end') {
        lines.back();
        return null;
      }
      if (kind === 'skipped') continue;
      const refused = lines.line.whole
        ? this.#row(text, lines.number())
        : this.#endless(text, lines.number());
      if (refused) return refused;
    }
    return null;
  }

  /** A last line without an end: a number of it may lack digits. */
  #endless(text: string, number: number): Fault | null {
    if (isBlank(text)) return null;
    if (this.#cut !== null) return this.#row(text, number);
    this.#cut = number;
    return null;
  }

  #row(line: string, number: number): Fault | null {
    const { separator, columns, cycle, marks } = this.#layout;
    if (line === '') return null;
    // Where commas part the columns, a surplus cell is the sign of decimal commas.
    const cells = line.split(separator, separator === ',' ? undefined : this.#needed);
    if (isBlank(cells[0]) && cells.every(isBlank)) {
      if (cells.length > 1) omit(this.#blank, number);
      return null;
    }
    if (this.#cut !== null) {
      return unreadable(this.#cut, `only part of the ${String(columns)} columns is there.`);
    }
    if (cells.length > columns && !cells.slice(columns).every(isBlank)) {
      return unreadable(
        number,
        `${String(cells.length)} cells stand under ${String(columns)} columns. Where commas part the columns, numbers need decimal points.`,
      );
    }
    if (cells.length < this.#needed && this.#open.length === 1) {
      this.#cut = number;
      return null;
    }
    const refused = cycle === null ? null : this.#turnTo(cells[cycle] ?? '', number);
    if (marks !== undefined && /[^.\s]/.test(cells[marks] ?? '')) this.#marked += 1;
    return refused ?? this.#points(cells, number);
  }

  /** Takes a row of plain numbers without making text of it; false where it is anything else. */
  #plainRow({ bytes, from: begin, to: end }: Lines['line']): boolean {
    const curve = this.#open[0] as OpenCurve;
    if (this.#open.length > 1 || this.#cut !== null) return false;
    const { columns, cycle, marks } = this.#layout;
    const { places, inRow } = curve;
    const separator = this.#separator;
    const mark = this.#reader.mark();
    const values = this.#values;
    let marked = 0;
    let from = begin;
    let at = 0;
    for (let cell = 0; cell < this.#needed; cell++) {
      if (from > end) return false;
      let to = from;
      while (to < end && bytes[to] !== separator) to++;
      if (cell === cycle && plainNumber(bytes, from, to, mark) !== curve.cycle) return false;
      if (cell === marks && isMarked(bytes, from, to)) marked = 1;
      for (; at < places.length; at++) {
        const place = inRow[at] as number;
        const { index, factor } = places[place] as ColumnPlace;
        if (index !== cell) break;
        const value = plainNumber(bytes, from, to, mark);
        if (Number.isNaN(value)) return false;
        values[place] = value * factor;
      }
      from = to + 1;
    }
    if (separator === COMMA && cellsFrom(bytes, from, end) > columns - this.#needed) return false;
    for (let k = 0; k < places.length; k++) (curve.columns[k] as Column).push(values[k] as number);
    this.#marked += marked;
    return true;
  }

  /** Everything, and what was left out of it. */
  end(): {
    readonly curves: readonly Curve[];
    readonly remarks: readonly string[];
    /** Points that are marked as overload. */
    readonly marked: number;
  } {
    const cut = this.#cut;
    return {
      curves: [...this.#done, ...this.#open].map(closeCurve),
      marked: this.#marked,
      remarks: [
        ...new Set(this.#layout.curves.flatMap(({ area }) => (area === null ? [] : [densityRemark(area)]))),
        ...told(this.#blank, 'blank ', ''),
        ...told(this.#missing, '', ' without a number'),
        ...(cut === null ? [] : [`Line ${String(cut)}, the last, may be cut off and was left out.`]),
      ],
    };
  }

  /** Begins another curve where the number of the cycle changes. */
  #turnTo(cell: string, number: number): Fault | null {
    const read = this.#reader.read(cell);
    if (read === undefined) return unreadable(number, `“${cell.trim()}” is no cycle number.`);
    const cycle = Number.isNaN(read) ? null : read;
    const curve = this.#open[0] as OpenCurve;
    if (cycle === curve.cycle) return null;
    if ((curve.columns[0]?.length ?? 0) > 0) this.#done.push(curve);
    this.#open[0] = openCurve(this.#layout.curves[0] as CurveColumns, 0, cycle);
    return null;
  }

  #points(cells: readonly string[], number: number): Fault | null {
    for (const { places, columns } of this.#open) {
      if (this.#open.length > 1 && places.every(({ index }) => isBlank(cells[index]))) continue;
      const values = new Float64Array(places.length);
      for (let k = 0; k < places.length; k++) {
        const { index, factor } = places[k] as ColumnPlace;
        const value = this.#reader.read(cells[index] ?? '');
        if (value === undefined) return unreadable(number, notANumber(cells[index] ?? ''));
        values[k] = value * factor;
      }
      if (values.some(Number.isNaN)) omit(this.#missing, number);
      else columns.forEach((column, k) => column.push(values[k] as number));
    }
    return null;
  }
}

const COMMA = 44;
const DOT = 46;
const SPACE = 32;

/** How many cells follow from a place behind a separator, or behind the end, in a line parted by commas. */
function cellsFrom(bytes: Uint8Array, from: number, end: number): number {
  if (from > end) return 0;
  let count = 1;
  for (let at = from; at < end; at++) if (bytes[at] === COMMA) count++;
  return count;
}

/** Whether there is anything but dots. */
function isMarked(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== DOT && bytes[at] !== SPACE) return true;
  return false;
}

function openCurve(columns: CurveColumns, place: number, cycle: number | null): OpenCurve {
  const { potential, current, time } = columns;
  const places = time ? [potential, current, time] : [potential, current];
  const inRow = Uint8Array.from(places.keys());
  inRow.sort((a, b) => (places[a]?.index ?? 0) - (places[b]?.index ?? 0));
  return { places, inRow, columns: places.map(() => new Column()), cycle, place };
}

function closeCurve({ columns, cycle, place }: OpenCurve): Curve {
  const [potential, current, time] = columns.map((column) => column.take());
  return {
    potential: potential as Float64Array,
    current: current as Float64Array,
    time: time ?? null,
    cycle,
    place,
  };
}

const DENSITY = 'The current is the current density times ';

const densityRemark = (area: number): string =>
  `${DENSITY}${String(Number((1e4 * area).toPrecision(6)))} cm².`;

/** Whether a remark tells that a current goes with the electrode's area. */
export const isOfDensity = (remark: string): boolean => remark.startsWith(DENSITY);

const isBlank = (cell: string | undefined): boolean => cell === undefined || cell.trim() === '';

const unreadable = (line: number, what: string): Fault =>
  fault('import-unreadable', `Line ${String(line)}: ${what}`);

const notANumber = (cell: string): string =>
  /\d[.,]/.test(cell)
    ? `“${cell.trim()}” cannot be read as a number; decimal points and decimal commas may be mixed.`
    : `“${cell.trim().slice(0, 40)}” stands where a number is expected.`;

function omit(omitted: Omitted, line: number): void {
  if (omitted.count === 0) omitted.first = line;
  omitted.count += 1;
}

const told = ({ count, first }: Omitted, before: string, after: string): string[] =>
  count === 0
    ? []
    : [`${counted(count, `${before}row`)}${after} left out, the first at line ${String(first)}.`];
