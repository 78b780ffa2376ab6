/**
 * The numbers of a text table, row by row, into curves. Every format brings a layout that says which columns hold what;
 * rows without numbers are counted, never filled in.
 */
import { fault, type Fault } from '../../fault';
import { cellReader, type CellReader } from './cells';
import { Column } from './column';
import { counted } from './counted';
import { plainNumber } from './plain-number';

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
}

export interface TableLayout {
  readonly separator: string;
  /** Columns that the table's head names. */
  readonly columns: number;
  readonly curves: readonly CurveColumns[];
  /** A column whose number changes from cycle to cycle; only with a single curve. */
  readonly cycle: number | null;
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
  /** Cells that a whole row has at least. */
  readonly #needed: number;

  constructor(layout: TableLayout, reader: CellReader = cellReader()) {
    this.#layout = layout;
    this.#reader = reader;
    this.#open = layout.curves.map((columns, place) => openCurve(columns, place, null));
    const indices = this.#open.flatMap(({ places }) => places.map(({ index }) => index));
    this.#needed = 1 + Math.max(layout.cycle ?? 0, ...indices);
  }

  /** Takes one line; a fault names the line that cannot be understood. */
  row(line: string, number: number): Fault | null {
    const { separator, columns, cycle } = this.#layout;
    if (line === '' || this.#plainRow(line)) return null;
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
    return refused ?? this.#points(cells, number);
  }

  /** Takes a row of plain numbers without cutting it up; false where it is anything else. */
  #plainRow(line: string): boolean {
    const curve = this.#open[0] as OpenCurve;
    if (this.#open.length > 1 || this.#cut !== null) return false;
    const { separator, columns, cycle } = this.#layout;
    const mark = this.#reader.mark();
    const { places } = curve;
    const values = this.#values;
    let from = 0;
    for (let cell = 0; cell < this.#needed; cell++) {
      const next = line.indexOf(separator, from);
      const to = next < 0 ? line.length : next;
      if (next < 0 && cell < this.#needed - 1) return false;
      if (cell === cycle && plainNumber(line, from, to, mark) !== curve.cycle) return false;
      for (let k = 0; k < places.length; k++) {
        const { index, factor } = places[k] as ColumnPlace;
        if (index !== cell) continue;
        const value = plainNumber(line, from, to, mark);
        if (Number.isNaN(value)) return false;
        values[k] = value * factor;
      }
      from = to + 1;
    }
    if (separator === ',' && cellsFrom(line, from) > columns - this.#needed) return false;
    for (let k = 0; k < places.length; k++) curve.columns[k]?.push(values[k] as number);
    return true;
  }

  /** Everything so far, and what was left out of it. */
  end(): { readonly curves: readonly Curve[]; readonly remarks: readonly string[] } {
    const cut = this.#cut;
    return {
      curves: [...this.#done, ...this.#open].map(closeCurve),
      remarks: [
        ...told(this.#blank, 'blank ', ''),
        ...told(this.#missing, '', ' without a number'),
        ...(cut === null ? [] : [`Line ${String(cut)}, the last, is cut off and was left out.`]),
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

/** How many cells follow from a place behind a separator, or behind the end, in a line parted by commas. */
function cellsFrom(line: string, from: number): number {
  if (from > line.length) return 0;
  let count = 1;
  for (let at = line.indexOf(',', from); at >= 0; at = line.indexOf(',', at + 1)) count++;
  return count;
}

function openCurve(columns: CurveColumns, place: number, cycle: number | null): OpenCurve {
  const { potential, current, time } = columns;
  const places = time ? [potential, current, time] : [potential, current];
  return { places, columns: places.map(() => new Column()), cycle, place };
}

function closeCurve({ columns, cycle, place }: OpenCurve): Curve {
  const [potential, current, time] = columns.map((column) => column.toArray());
  return {
    potential: potential as Float64Array,
    current: current as Float64Array,
    time: time ?? null,
    cycle,
    place,
  };
}

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
