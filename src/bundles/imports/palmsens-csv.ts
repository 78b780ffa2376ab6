/**
 * CSV as PSTrace exports it (PalmSens): curves side by side in pairs of columns, above them a row of titles, a row of
 * dates and a row of units; usually UTF-16. No times; the scan rate at best in the notes.
 */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import { assemble, type FoundCurve } from './assemble';
import { separatorOf, splitCells } from './cells';
import { curveColumns, unreadable, type ElectrodeArea } from './columns';
import type { ImportFile, Polarity, RecordedVoltammogram } from './recorded-voltammogram';
import { Table, type CurveColumns } from './table';
import { linesOf, type Lines } from './text-lines';

/** Lines within which the row of units must come. */
const LONGEST_HEAD = 200;
const DATES = /^\W*Date and time measurement/i;
/** Data of another kind, which PSTrace writes below the curves. */
const OTHER_DATA = /^\W*Measurement:/i;

export const PALMSENS_POLARITY: Polarity = {
  anodic: 'positive',
  source: 'PalmSens instruments record anodic currents as positive; the file does not say it.',
};

interface Head {
  readonly separator: string;
  readonly titles: readonly string[];
  readonly units: readonly string[];
  readonly notes: string;
}

export const isPalmsensCsv = (head: string): boolean =>
  /^\W*Date and time/i.test(head) && /^\W*Notes:/im.test(head);

export function readPalmsensCsv(
  file: ImportFile,
  area: ElectrodeArea,
): Result<readonly RecordedVoltammogram[], Fault> {
  const lines = linesOf(file.bytes);
  const head = readHead(lines);
  if (!head.ok) return head;
  const { separator, titles, units, notes } = head.value;
  const curves = pairs(titles, units, area);
  if (!curves.ok) return curves;

  const table = new Table({ separator, columns: units.length, curves: curves.value, cycle: null });
  const refused = table.read(lines, (line) => (OTHER_DATA.test(line) ? 'end' : 'row'));
  if (refused) return { ok: false, error: refused };
  const remarks = lines.advance()
    ? [`What follows from line ${String(lines.number())} on is no voltammetry and was not read.`]
    : [];
  const end = table.end();
  const found = end.curves.map((curve): FoundCurve => {
    const title = titles[2 * curve.place] ?? '';
    const scan = /\bscan\s+(\d+)/i.exec(title)?.[1];
    return { ...curve, title, scan: scan === undefined ? null : Number(scan), remarks: [] };
  });
  return assemble(
    {
      name: file.name,
      format: 'palmsens-csv',
      polarity: PALMSENS_POLARITY,
      reference: null,
      headerRates: [],
      notes: [notes, ...titles].join('\n'),
      remarks: [...end.remarks, ...remarks],
    },
    found,
  );
}

function readHead(lines: Lines): Result<Head, Fault> {
  const before: string[] = [];
  for (let line = lines.next(); line !== undefined && before.length < LONGEST_HEAD; line = lines.next()) {
    if (!DATES.test(line)) {
      before.push(line);
      continue;
    }
    const units = lines.next() ?? '';
    const separator = separatorOf(units);
    const notesAt = before.findIndex((text) => /^\W*Notes:/i.test(text));
    return ok({
      separator,
      titles: splitCells(before.at(-1) ?? '', separator),
      units: trimRight(splitCells(units, separator)),
      notes: before.slice(Math.max(0, notesAt), -1).join('\n'),
    });
  }
  return unreadable('There is no row “Date and time measurement”, which PSTrace writes above the units.');
}

function trimRight(cells: readonly string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === '') length -= 1;
  return cells.slice(0, length);
}

function pairs(
  titles: readonly string[],
  units: readonly string[],
  area: ElectrodeArea,
): Result<CurveColumns[], Fault> {
  const curves: CurveColumns[] = [];
  for (let index = 0; index < Math.max(2, units.length); index += 2) {
    const name = titles[index] ?? '';
    const column = (at: number): { index: number; name: string; unit: string } => ({
      index: at,
      name,
      unit: units[at] ?? '',
    });
    const columns = curveColumns(column(index), column(index + 1), undefined, titles, area);
    if (!columns.ok) return columns;
    curves.push(columns.value);
  }
  return ok(curves);
}
