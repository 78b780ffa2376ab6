/**
 * The numbers of a text table, row by row, into curves. Every format brings a layout that says which columns hold what;
 * rows without numbers are counted, never filled in.
 */
import { fault, type Fault } from '../../fault';
import { cellReader, type CellReader } from './cells';
import { Column } from './column';
import { counted } from './counted';

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

export interface Table {
  /** Takes one line; a fault names the line that cannot be understood. */
  readonly row: (line: string, number: number) => Fault | null;
  /** Everything so far, and what was left out of it. */
  readonly end: () => { readonly curves: readonly Curve[]; readonly remarks: readonly string[] };
}

interface OpenCurve {
  readonly potential: Column;
  readonly current: Column;
  readonly time: Column | null;
  readonly cycle: number | null;
  readonly place: number;
}

/** Rows that were left out for one reason. */
interface Omitted {
  count: number;
  first: number;
}

const openCurve = (columns: CurveColumns, place: number, cycle: number | null): OpenCurve => ({
  potential: new Column(),
  current: new Column(),
  time: columns.time && new Column(),
  cycle,
  place,
});

const unreadable = (line: number, what: string): Fault =>
  fault('import-unreadable', `Line ${String(line)}: ${what}`);

export function openTable(layout: TableLayout, reader: CellReader = cellReader()): Table {
  const done: OpenCurve[] = [];
  const open = layout.curves.map((columns, place) => openCurve(columns, place, null));
  const blank: Omitted = { count: 0, first: 0 };
  const missing: Omitted = { count: 0, first: 0 };
  let cut: number | null = null;
  const needed = Math.max(
    layout.cycle ?? 0,
    ...layout.curves.flatMap((c) => [c.potential.index, c.current.index, c.time?.index ?? 0]),
  );
  const commas = layout.separator === ',';

  const row = (line: string, number: number): Fault | null => {
    if (line.trim() === '' && !line.includes(layout.separator)) return null;
    // Where columns are parted by commas a surplus cell is the sign of decimal commas.
    const cells = line.split(layout.separator, commas ? undefined : needed + 1);
    if (cells.every((cell) => cell.trim() === '')) {
      omit(blank, number);
      return null;
    }
    if (cut !== null) {
      return unreadable(cut, `only part of the ${String(layout.columns)} columns is there.`);
    }
    if (commas && surplus(cells, layout.columns)) {
      return unreadable(
        number,
        `${String(cells.length)} cells stand under ${String(layout.columns)} columns. Where commas part the columns, numbers need decimal points.`,
      );
    }
    if (cells.length <= needed && layout.curves.length === 1) {
      cut = number;
      return null;
    }
    return layout.cycle === null ? points(cells, number) : pointOfCycle(cells, layout.cycle, number);
  };

  const pointOfCycle = (cells: readonly string[], index: number, number: number): Fault | null => {
    const cycle = reader.read(cells[index] ?? '');
    if (cycle === undefined)
      return unreadable(number, `“${String(cells[index]).trim()}” is no cycle number.`);
    const curve = open[0] as OpenCurve;
    if (curve.potential.length === 0 || cycle !== curve.cycle) {
      if (curve.potential.length > 0) done.push(curve);
      open[0] = openCurve(layout.curves[0] as CurveColumns, 0, Number.isNaN(cycle) ? null : cycle);
    }
    return points(cells, number);
  };

  const points = (cells: readonly string[], number: number): Fault | null => {
    for (let place = 0; place < open.length; place++) {
      const columns = layout.curves[place] as CurveColumns;
      const wanted = [columns.potential, columns.current, ...(columns.time ? [columns.time] : [])];
      if (open.length > 1 && wanted.every(({ index }) => (cells[index] ?? '').trim() === '')) continue;
      const values: number[] = [];
      for (const { index, factor } of wanted) {
        const value = reader.read(cells[index] ?? '');
        if (value === undefined) return unreadable(number, notANumber(cells[index] ?? ''));
        values.push(value * factor);
      }
      if (values.some(Number.isNaN)) omit(missing, number);
      else pushPoint(open[place] as OpenCurve, values);
    }
    return null;
  };

  const end = (): ReturnType<Table['end']> => ({
    curves: [...done, ...open].map((curve) => ({
      potential: curve.potential.toArray(),
      current: curve.current.toArray(),
      time: curve.time?.toArray() ?? null,
      cycle: curve.cycle,
      place: curve.place,
    })),
    remarks: [
      ...told(blank, 'blank ', ''),
      ...told(missing, '', ' without a number'),
      ...(cut === null ? [] : [`Line ${String(cut)}, the last, is cut off and was left out.`]),
    ],
  });
  return { row, end };
}

function pushPoint(curve: OpenCurve, values: readonly number[]): void {
  curve.potential.push(values[0] as number);
  curve.current.push(values[1] as number);
  curve.time?.push(values[2] as number);
}

const surplus = (cells: readonly string[], columns: number): boolean =>
  cells.slice(columns).some((cell) => cell.trim() !== '');

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
