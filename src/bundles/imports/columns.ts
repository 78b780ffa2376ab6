/** Columns of a table by what their names say: which one holds the potential, the current, the time. */
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { ColumnPlace, CurveColumns } from './table';
import { unitOf, type Quantity } from './units';

/** A column's name and the text of its unit. */
export interface NamedColumn {
  readonly index: number;
  readonly name: string;
  readonly unit: string;
}

/** m²; turns current densities into currents. Null where nobody stated it. */
export type ElectrodeArea = number | null;

/** The place of a column in SI; a fault names a unit that is not understood or is no unit of that quantity. */
function placeOf(column: NamedColumn, quantity: Quantity, area: ElectrodeArea): Result<ColumnPlace, Fault> {
  const unit = unitOf(column.unit);
  if (unit?.quantity === quantity) return ok({ index: column.index, factor: unit.factor });
  if (unit?.quantity === 'current density' && quantity === 'current') {
    if (area !== null) return ok({ index: column.index, factor: unit.factor * area });
    return unreadable(
      `The column “${column.name}” holds a current density (${column.unit}); without the electrode’s area there is no current.`,
    );
  }
  return unreadable(
    column.unit === ''
      ? `The column “${column.name}” has no unit.`
      : `The column “${column.name}” has the unit “${column.unit}”, which is not understood as one of ${quantity}.`,
  );
}

/** The columns of one curve. A fault names what is missing and lists what is there. */
export function curveColumns(
  potential: NamedColumn | undefined,
  current: NamedColumn | undefined,
  time: NamedColumn | undefined,
  there: readonly string[],
  area: ElectrodeArea,
): Result<CurveColumns, Fault> {
  if (!potential || !current) {
    const missing = potential ? 'current' : 'potential';
    return unreadable(`There is no column of the ${missing}; there are: ${there.join(', ')}.`);
  }
  const e = placeOf(potential, 'potential', area);
  if (!e.ok) return e;
  const i = placeOf(current, 'current', area);
  if (!i.ok) return i;
  const isDensity = unitOf(current.unit)?.quantity === 'current density';
  const columns = { potential: e.value, current: i.value, area: isDensity ? area : null };
  if (!time) return ok({ ...columns, time: null });
  const t = placeOf(time, 'time', area);
  return t.ok ? ok({ ...columns, time: t.value }) : t;
}

export const unreadable = (happened: string): { readonly ok: false; readonly error: Fault } =>
  err(fault('import-unreadable', happened));
