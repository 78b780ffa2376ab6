/**
 * echemdb: a plain CSV of published voltammograms and, beside it, a JSON data package that names each column's unit, the
 * reference electrode, the scan rate and the electrodes. Currents are mostly current densities.
 */
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import { assemble, splitCycles, type FoundCurve } from './assemble';
import { splitCells } from './cells';
import { curveColumns, unreadable, type ElectrodeArea, type NamedColumn } from './columns';
import { lookUp, numberAt, objectsAt, parseObject, textAt, type JsonObject } from './json';
import type { ImportFile, Polarity, RecordedVoltammogram } from './recorded-voltammogram';
import { headerRate } from './stated-rate';
import { isOfDensity, Table, type TableLayout } from './table';
import { linesOf, textOf } from './text-lines';
import { unitOf } from './units';

const POLARITY: Polarity = {
  anodic: 'unknown',
  source: 'The sign of the current is that of the published figure; the file does not say more.',
};

/** Base name without folder and ending. */
const stem = (name: string): string => name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');

export const isEchemdbTable = (head: string): boolean =>
  /^\W*(?:t|E|U|I|i|j|x|y)(?:,(?:t|E|U|I|i|j|x|y))+\s*$/m.test(head.split('\n', 1)[0] ?? '');

export const isDataPackage = (head: string): boolean => /^\s*\{/.test(head) && head.includes('"resources"');

/** Whether a data package describes a file of that name. */
export function describes(description: ImportFile, name: string): boolean {
  const parsed = parseObject(textOf(description.bytes));
  return parsed.ok && resourceFor(parsed.value, name) !== undefined;
}

const resourceFor = (description: JsonObject, name: string): JsonObject | undefined =>
  objectsAt(description, 'resources').find(
    (resource) => stem(textAt(resource, 'path') ?? textAt(resource, 'name') ?? '') === stem(name),
  );

/**
 * Reads the table by its description; `area`, m², counts more than what the description says: D follows from the current
 * density only if both are by the same area.
 */
export function readEchemdb(
  file: ImportFile,
  description: ImportFile | null,
  area: ElectrodeArea,
): Result<readonly RecordedVoltammogram[], Fault> {
  if (!description) {
    return unreadable(
      'The columns have no units. Open the JSON file that describes the table, whole, together with it.',
    );
  }
  const parsed = parseObject(textOf(description.bytes));
  if (!parsed.ok) return parsed;
  const resource = resourceFor(parsed.value, file.name);
  if (!resource) return unreadable(`${description.name} does not describe this table.`);
  const facts = lookUp(resource, 'metadata', 'echemdb') ?? lookUp(resource, 'echemdb');
  const stated = statedArea(facts);
  const electrode = area ?? stated;

  const lines = linesOf(file.bytes);
  const layout = layoutOf(splitCells(lines.next() ?? '', ','), resource, electrode);
  if (!layout.ok) return layout;
  const table = new Table(layout.value.layout);
  const refused = table.read(lines);
  if (refused) return { ok: false, error: refused };
  const { curves, remarks } = table.end();
  const rate = statedRate(facts);
  return assemble(
    {
      name: file.name,
      format: 'echemdb',
      polarity: POLARITY,
      reference: layout.value.reference,
      headerRates: rate ? [rate] : [],
      notes: '',
      remarks: [
        ...remarks,
        ...(remarks.some(isOfDensity) && stated !== null && stated !== electrode
          ? [`The description says ${String(Number((1e4 * stated).toPrecision(6)))} cm² instead.`]
          : []),
      ],
    },
    curves.flatMap((curve) =>
      splitCycles({ ...curve, title: '', scan: null, remarks: [] } satisfies FoundCurve),
    ),
  );
}

/** m², of the working electrode. */
function statedArea(facts: unknown): ElectrodeArea {
  const electrode = objectsAt(facts, 'system', 'electrodes').find((each) =>
    /^WE$|working/i.test(textAt(each, 'name') ?? textAt(each, 'function') ?? ''),
  );
  const value = numberAt(electrode, 'geometric electrolyte contact area', 'value');
  const unit = unitOf(textAt(electrode, 'geometric electrolyte contact area', 'unit') ?? '');
  return value !== null && value > 0 && unit?.quantity === 'area' ? value * unit.factor : null;
}

function statedRate(facts: unknown): ReturnType<typeof headerRate> {
  const stated =
    lookUp(facts, 'figure description', 'scan rate') ?? lookUp(facts, 'data description', 'scan rate');
  const value = numberAt(stated, 'value');
  return value === null ? null : headerRate(String(value), textAt(stated, 'unit') ?? '');
}

interface FoundLayout {
  readonly layout: TableLayout;
  readonly reference: string | null;
}

function layoutOf(
  names: readonly string[],
  resource: JsonObject,
  area: ElectrodeArea,
): Result<FoundLayout, Fault> {
  const fields = objectsAt(resource, 'schema', 'fields');
  const columns = names.map((name, index): NamedColumn & { field: JsonObject | undefined } => {
    const field = fields.find((each) => textAt(each, 'name') === name);
    return { index, name, unit: textAt(field, 'unit') ?? '', field };
  });
  const called = (pattern: RegExp): (typeof columns)[number] | undefined =>
    columns.find(({ name }) => pattern.test(name));
  const potential = called(/^[EU]\b|^[EU]_/);
  const current = called(/^[Ii]\b|^[Ii]_/) ?? called(/^j\b|^j_/);
  const found = curveColumns(potential, current, called(/^t\b|^t_/), names, area);
  if (!found.ok) return found;
  return ok({
    layout: { separator: ',', columns: names.length, curves: [found.value], cycle: null },
    reference: textAt(potential?.field, 'reference'),
  });
}

/** For a description that is opened alone: what it asks for. */
export function readDescriptionAlone(
  description: ImportFile,
): Result<readonly RecordedVoltammogram[], Fault> {
  const parsed = parseObject(textOf(description.bytes));
  if (!parsed.ok) return parsed;
  const paths = objectsAt(parsed.value, 'resources').map((each) => textAt(each, 'path') ?? '');
  const table = paths.find((path) => path !== '') ?? 'a table';
  return unreadable(`This file only describes ${table}. Open that file together with it.`);
}
