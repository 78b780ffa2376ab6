/**
 * Text as EC-Lab exports it (Bio-Logic `.mpt`): a head whose second line counts its lines, the last of them the names of
 * the columns, each with its unit after a slash. Latin-1; decimal comma or point after the computer's habit.
 */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import { assemble, splitCycles, type FoundCurve } from './assemble';
import { curveColumns, unreadable, type ElectrodeArea, type NamedColumn } from './columns';
import type { ImportFile, Polarity, RecordedVoltammogram } from './recorded-voltammogram';
import { headerRate, type StatedRate } from './stated-rate';
import { Table, type TableLayout } from './table';
import { linesOf, type Lines } from './text-lines';
import { referenceIn } from './units';

const POLARITY: Polarity = {
  anodic: 'positive',
  source: 'EC-Lab records oxidation currents as positive; the file does not say it.',
};

export const isBiologic = (head: string): boolean => /^\W*(?:EC|BT)-Lab ASCII FILE/i.test(head);

export function readBiologic(
  file: ImportFile,
  area: ElectrodeArea,
): Result<readonly RecordedVoltammogram[], Fault> {
  const lines = linesOf(file.bytes);
  const head = readHead(lines);
  if (!head.ok) return head;
  const names = (head.value.at(-1) ?? '').split('\t').map((name) => name.trim());
  const layout = layoutOf(names, area);
  if (!layout.ok) return layout;
  const table = new Table(layout.value.layout);
  const refused = table.read(lines);
  if (refused) return { ok: false, error: refused };
  const { curves, remarks } = table.end();
  const found = curves.map((curve): FoundCurve => {
    const { cycle } = curve;
    return { ...curve, title: cycle === null ? '' : `cycle ${String(cycle)}`, scan: cycle, remarks: [] };
  });
  const value = (key: RegExp): string => valueIn(head.value, key);
  return assemble(
    {
      name: file.name,
      format: 'biologic-mpt',
      polarity: POLARITY,
      reference: value(/^Reference electrode\s*:\s*(.*)$/) || layout.value.reference,
      headerRates: ratesOf(head.value),
      notes: [value(/^Comments\s*:\s*(.*)$/), value(/^Electrolyte\s*:\s*(.*)$/)].join('\n'),
      remarks: [...techniqueRemark(head.value), ...layout.value.remarks, ...remarks],
    },
    layout.value.layout.cycle === null ? found.flatMap(splitCycles) : found,
  );
}

/** The head's lines, the names of the columns last. */
function readHead(lines: Lines): Result<readonly string[], Fault> {
  const head = [lines.next() ?? '', lines.next() ?? ''];
  const count = Number(/^Nb header lines\s*:\s*(\d+)/i.exec(head[1] ?? '')?.[1] ?? NaN);
  if (!(count > 2)) return unreadable('The second line does not count the lines of the head.');
  while (head.length < count) {
    const line = lines.next();
    if (line === undefined) {
      return unreadable(
        `The file ends at line ${String(head.length)}, within its head of ${String(count)} lines.`,
      );
    }
    head.push(line);
  }
  return ok(head);
}

const valueIn = (head: readonly string[], key: RegExp): string => {
  for (const line of head) {
    const value = key.exec(line)?.[1]?.trim();
    if (value !== undefined) return value;
  }
  return '';
};

/** The rates of all sequences, which stand in columns of fixed width. */
function ratesOf(head: readonly string[]): readonly StatedRate[] {
  const cells = (key: RegExp): string[] => valueIn(head, key).split(/\s+/);
  const units = cells(/^dE\/dt unit\s+(.*)$/);
  return cells(/^dE\/dt\s+(?!unit)(.*)$/).flatMap((value, k) => headerRate(value, units[k] ?? '') ?? []);
}

const techniqueRemark = (head: readonly string[]): string[] => {
  const technique =
    head
      .slice(2)
      .find((line) => line.trim() !== '')
      ?.trim() ?? '';
  return /voltammetry|voltamperometry/i.test(technique)
    ? []
    : [`The file calls its technique “${technique}”; it was read as a sweep of the potential.`];
};

interface FoundLayout {
  readonly layout: TableLayout;
  readonly reference: string | null;
  readonly remarks: readonly string[];
}

function layoutOf(names: readonly string[], area: ElectrodeArea): Result<FoundLayout, Fault> {
  const find = (...patterns: readonly RegExp[]): NamedColumn | undefined => {
    for (const pattern of patterns) {
      const index = names.findIndex((name) => pattern.test(name));
      const name = names[index];
      if (name !== undefined) return { index, name, unit: pattern.exec(name)?.[1] ?? '' };
    }
    return undefined;
  };
  const measured = find(/^<?Ewe>?\/(.+)$/);
  const potential = measured ?? find(/^control\/(m?V)$/);
  const current = find(/^<?I>?\/(.+)$/, /^<?J>?\/(.+)$/i);
  const columns = curveColumns(potential, current, find(/^time\/(.+)$/), names.filter(Boolean), area);
  if (!columns.ok) return columns;
  const cycle = names.indexOf('cycle number');
  return ok({
    layout: {
      separator: '\t',
      columns: names.length,
      curves: [columns.value],
      cycle: cycle < 0 ? null : cycle,
    },
    reference: referenceIn(potential?.unit ?? ''),
    remarks: measured ? [] : ['The potential is the one that was set, not the one that was measured.'],
  });
}
