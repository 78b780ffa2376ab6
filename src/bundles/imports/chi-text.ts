/**
 * Text of CH Instruments: a head of `Name (unit) = value` lines, a line `Potential/V, Current/A`, then the points, in
 * some versions parted by `Segment n:`. The sign of the current is a setting of the program that the file does not carry.
 */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import { assemble, splitCycles, type FoundCurve } from './assemble';
import { separatorOf, splitCells } from './cells';
import { curveColumns, unreadable, type ElectrodeArea, type NamedColumn } from './columns';
import type { ImportFile, Polarity, RecordedVoltammogram } from './recorded-voltammogram';
import { headerRate } from './stated-rate';
import { Table, type TableLayout } from './table';
import { linesOf, type Lines } from './text-lines';
import { referenceIn } from './units';

const POLARITY: Polarity = {
  anodic: 'unknown',
  source:
    'CH Instruments’ program writes cathodic currents as positive unless it is set otherwise; the file does not say which.',
};

const LONGEST_HEAD = 500;
const COLUMNS = /^\W*Potential\//;
const SEGMENT = /^\s*Segment\s+\d+:?\s*$/i;

export const isChi = (head: string): boolean =>
  /^\W*Potential\/\w+\s*[,;\t]/m.test(head) || /^Instrument Model:\s*CHI/m.test(head);

export function readChi(
  file: ImportFile,
  area: ElectrodeArea,
): Result<readonly RecordedVoltammogram[], Fault> {
  const lines = linesOf(file.bytes);
  const head = readHead(lines);
  if (!head.ok) return head;
  const title = head.value.at(-1) ?? '';
  const techniques = head.value.filter((line) => /^[\w\s-]*Volta?mm?etry|^[\w\s-]*- Time\s*$/i.test(line));
  const technique = techniques[0]?.trim();
  if (technique !== undefined && !/cyclic|linear sweep/i.test(technique)) {
    return unreadable(`The file holds “${technique}”, which is no linear sweep of the potential.`);
  }
  const layout = layoutOf(title, area);
  if (!layout.ok) return layout;
  const table = new Table(layout.value.layout);
  const refused = table.read(lines, (line) => (SEGMENT.test(line) ? 'skipped' : 'row'));
  if (refused) return { ok: false, error: refused };
  const { curves, remarks } = table.end();
  const rate = rateOf(head.value);
  return assemble(
    {
      name: file.name,
      format: 'chi-text',
      polarity: POLARITY,
      reference: layout.value.reference,
      headerRates: rate ? [rate] : [],
      notes: head.value.filter((line) => /^(?:Header|Note):/i.test(line)).join('\n'),
      remarks: [...layout.value.remarks, ...remarks],
    },
    curves.flatMap((curve) =>
      splitCycles({ ...curve, title: '', scan: null, remarks: [] } satisfies FoundCurve),
    ),
  );
}

/** The head's lines, the names of the columns last. */
function readHead(lines: Lines): Result<readonly string[], Fault> {
  const head: string[] = [];
  for (let line = lines.next(); line !== undefined && head.length < LONGEST_HEAD; line = lines.next()) {
    head.push(line);
    if (COLUMNS.test(line)) return ok(head);
  }
  return unreadable('There is no line “Potential/V, Current/A” above the points.');
}

function rateOf(head: readonly string[]): ReturnType<typeof headerRate> {
  for (const line of head) {
    const [, unit = '', value] = /^Scan Rate \(([^)]*)\)\s*=\s*(\S+)/i.exec(line) ?? [];
    if (value !== undefined) return headerRate(value, unit);
  }
  return null;
}

interface FoundLayout {
  readonly layout: TableLayout;
  readonly reference: string | null;
  readonly remarks: readonly string[];
}

function layoutOf(title: string, area: ElectrodeArea): Result<FoundLayout, Fault> {
  const separator = separatorOf(title);
  const names = splitCells(title, separator);
  const columns = names.map((full, index): NamedColumn => {
    const [, name = full, unit = ''] = /^(.*?)\/(.*)$/.exec(full) ?? [];
    return { index, name, unit };
  });
  const called = (pattern: RegExp): NamedColumn[] => columns.filter(({ name }) => pattern.test(name));
  const plain = called(/^(?:Current|i\d?)$/i);
  const currents = plain.length > 0 ? plain : called(/^(?:Current Density|j\d?)$/i);
  const potential = columns.find(({ name }) => /^Potential$/i.test(name));
  const time = columns.find(({ name }) => /^Time$/i.test(name));
  const found = curveColumns(potential, currents[0], time, names, area);
  if (!found.ok) return found;
  return ok({
    layout: { separator, columns: names.length, curves: [found.value], cycle: null },
    reference: referenceIn(potential?.unit ?? ''),
    remarks:
      currents.length > 1
        ? [
            `Of ${String(currents.length)} currents the first, “${names[currents[0]?.index ?? 0] ?? ''}”, was read.`,
          ]
        : [],
  });
}
