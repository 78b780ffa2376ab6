/**
 * Text as NOVA exports it (Metrohm Autolab): one line of column names such as `WE(1).Potential (V)`, parted by
 * semicolons, tabs or commas, and rows that are padded with blanks where commands recorded unequal numbers of points.
 */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import { assemble, splitCycles, type FoundCurve } from './assemble';
import { separatorOf, splitCells } from './cells';
import { curveColumns, unreadable, type ElectrodeArea, type NamedColumn } from './columns';
import type { ImportFile, Polarity, RecordedVoltammogram } from './recorded-voltammogram';
import { Table, type CurveColumns, type TableLayout } from './table';
import { linesOf } from './text-lines';

const POLARITY: Polarity = {
  anodic: 'positive',
  source: 'NOVA records anodic currents as positive; the file does not say it.',
};

const LONGEST_HEAD = 200;
const COLUMNS = /WE\(\d\)\.(?:Potential|Current)\s*\(/;

export const isNova = (head: string): boolean => COLUMNS.test(head);

export function readNova(
  file: ImportFile,
  area: ElectrodeArea,
): Result<readonly RecordedVoltammogram[], Fault> {
  const lines = linesOf(file.bytes);
  const notes: string[] = [];
  let title: string | undefined;
  while (title === undefined && notes.length < LONGEST_HEAD) {
    const line = lines.next();
    if (line === undefined) break;
    if (COLUMNS.test(line)) title = line;
    else notes.push(line);
  }
  if (title === undefined) return unreadable('There is no line with “WE(1).Potential” above the points.');
  const layout = layoutOf(title, area);
  if (!layout.ok) return layout;
  const table = new Table(layout.value.layout);
  const refused = table.read(lines);
  if (refused) return { ok: false, error: refused };
  const { curves, remarks } = table.end();
  const several = layout.value.layout.curves.length > 1;
  const found = curves.map((curve): FoundCurve => {
    const { cycle, place } = curve;
    const title = several ? `curve ${String(place + 1)}` : cycle === null ? '' : `scan ${String(cycle)}`;
    return { ...curve, title, scan: cycle, remarks: [] };
  });
  return assemble(
    {
      name: file.name,
      format: 'nova-text',
      polarity: POLARITY,
      reference: null,
      headerRates: [],
      notes: notes.join('\n'),
      remarks: [...layout.value.remarks, ...remarks],
    },
    layout.value.layout.cycle === null ? found.flatMap(splitCycles) : found,
  );
}

interface FoundLayout {
  readonly layout: TableLayout;
  readonly remarks: readonly string[];
}

/** Curves side by side where the names come more than once. */
function layoutOf(title: string, area: ElectrodeArea): Result<FoundLayout, Fault> {
  const separator = separatorOf(title);
  const names = splitCells(title, separator);
  const find = (pattern: RegExp): NamedColumn[] =>
    names.flatMap((name, index) => {
      const match = pattern.exec(name);
      return match ? [{ index, name, unit: match[1] ?? '' }] : [];
    });
  const measured = find(/^WE\(1\)\.Potential\s*\((.+)\)$/);
  const potentials = measured.length > 0 ? measured : find(/^Potential applied\s*\((.+)\)$/);
  const currents = find(/^WE\(1\)\.Current(?:\s+density)?\s*\((.+)\)$/i);
  const times = find(/^(?:Corrected )?time\s*\((.+)\)$/i);
  const curves: CurveColumns[] = [];
  for (let k = 0; k < Math.max(1, currents.length); k++) {
    const time = times.length === currents.length ? times[k] : currents.length === 1 ? times[0] : undefined;
    const columns = curveColumns(potentials[k], currents[k], time, names, area);
    if (!columns.ok) return columns;
    curves.push(columns.value);
  }
  const scan = names.indexOf('Scan');
  return ok({
    layout: {
      separator,
      columns: names.length,
      curves,
      cycle: scan >= 0 && curves.length === 1 ? scan : null,
    },
    remarks:
      measured.length > 0 ? [] : ['The potential is the one that was set, not the one that was measured.'],
  });
}
