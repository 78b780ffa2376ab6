/**
 * Gamry `.DTA`: lines of tag, kind and value, then one table a curve, indented by a tab, with a row of names and a row of
 * units. Times run on from curve to curve.
 */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import { assemble, type FoundCurve } from './assemble';
import { cellReader, type CellReader } from './cells';
import { curveColumns, unreadable, type ElectrodeArea, type NamedColumn } from './columns';
import { counted } from './counted';
import type { ImportFile, Polarity, RecordedVoltammogram } from './recorded-voltammogram';
import { headerRate, type StatedRate } from './stated-rate';
import { Table, type Curve } from './table';
import { linesOf, type Lines } from './text-lines';
import { referenceIn } from './units';

const POLARITY: Polarity = {
  anodic: 'positive',
  source: 'Gamry’s programs record anodic currents as positive; the file does not say it.',
};

/** Techniques that sweep the potential linearly. */
const SWEEPS = /^(?:CV|LSV|CYCPOL|POTENTIODYNAMIC|POLRES|TAFEL)/i;

interface Head {
  technique: string;
  rate: StatedRate | null;
  aborted: boolean;
  readonly notes: string[];
}

export const isGamry = (head: string): boolean => /^\W*EXPLAIN\s/.test(head);

export function readGamry(
  file: ImportFile,
  area: ElectrodeArea,
): Result<readonly RecordedVoltammogram[], Fault> {
  const lines = linesOf(file.bytes);
  const reader = cellReader();
  const head: Head = { technique: '', rate: null, aborted: false, notes: [] };
  const found: FoundCurve[] = [];
  const tables: string[] = [];
  let reference: string | null = null;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const [tag = '', kind = '', value = '', label = ''] = line.split('\t').map((cell) => cell.trim());
    if (kind === 'TABLE' && /^CURVE\d*$/.test(tag)) {
      const table = readTable(lines, reader, area);
      if (!table.ok) return table;
      const number = /\d+$/.exec(tag)?.[0];
      reference = table.value.reference ?? reference;
      found.push({
        ...table.value.curve,
        title: number === undefined ? '' : `curve ${number}`,
        scan: number === undefined ? null : Number(number),
        remarks: table.value.remarks,
      });
    } else if (kind === 'TABLE') tables.push(tag);
    else if (tag === 'TAG') head.technique = kind;
    else if (tag === 'SCANRATE') head.rate = headerRate(value, unitInBrackets(label));
    else if (tag === 'EXPERIMENTABORTED') head.aborted = value.startsWith('T');
    else if (kind === 'NOTES') for (let k = Number(value); k > 0; k--) head.notes.push(lines.next() ?? '');
  }
  if (found.length === 0) {
    return unreadable(`There is no table CURVE${tables.length > 0 ? `, only: ${tables.join(', ')}` : ''}.`);
  }
  return assemble(
    {
      name: file.name,
      format: 'gamry-dta',
      polarity: POLARITY,
      reference,
      headerRates: head.rate ? [head.rate] : [],
      notes: head.notes.join('\n'),
      remarks: [
        ...(SWEEPS.test(head.technique)
          ? []
          : [`The file calls its technique “${head.technique}”; it was read as a sweep of the potential.`]),
        ...(head.aborted ? ['The experiment was aborted.'] : []),
      ],
    },
    found,
  );
}

/** The last bracket of a label such as `Scan &Rate (mV/s)`. */
const unitInBrackets = (label: string): string => /\(([^()]*)\)\s*$/.exec(label)?.[1] ?? '';

interface GamryTable {
  readonly curve: Curve;
  readonly reference: string | null;
  readonly remarks: readonly string[];
}

function readTable(lines: Lines, reader: CellReader, area: ElectrodeArea): Result<GamryTable, Fault> {
  const names = (lines.next() ?? '').split('\t').map((cell) => cell.trim());
  const units = (lines.next() ?? '').split('\t').map((cell) => cell.trim());
  const named = (name: string): NamedColumn | undefined => {
    const index = names.indexOf(name);
    return index < 0 ? undefined : { index, name, unit: units[index] ?? '' };
  };
  const there = names.filter((name) => name !== '');
  const columns = curveColumns(named('Vf'), named('Im'), named('T'), there, area);
  if (!columns.ok) return columns;
  const over = names.indexOf('Over');
  const layout = {
    separator: '\t',
    columns: names.length,
    curves: [columns.value],
    cycle: null,
    ...(over < 0 ? {} : { marks: over }),
  };
  const table = new Table(layout, reader);
  const refused = table.read(lines, (line) => (line.startsWith('\t') ? 'row' : 'end'));
  if (refused) return { ok: false, error: refused };
  const { curves, remarks, marked } = table.end();
  return ok({
    curve: curves[0] as Curve,
    reference: referenceIn(named('Vf')?.unit ?? ''),
    remarks: marked === 0 ? remarks : [...remarks, `${counted(marked, 'point')} marked as overload.`],
  });
}
