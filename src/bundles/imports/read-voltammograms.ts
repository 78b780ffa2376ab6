/**
 * Recorded voltammograms of other instruments, whatever program wrote them. What a file is, is found in its content; its
 * name is only shown.
 *
 * ```ts
 * const read = readVoltammograms([{ name: 'cv.DTA', bytes }]);
 * if (read.ok) for (const { potential, current, scanRate } of read.value) …
 * ```
 */
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { isBiologic, readBiologic } from './biologic-mpt';
import { isChi, readChi } from './chi-text';
import { unreadable, type ElectrodeArea } from './columns';
import { describes, isDataPackage, isEchemdbTable, readDescriptionAlone, readEchemdb } from './echemdb-csv';
import { isGamry, readGamry } from './gamry-dta';
import { isNova, readNova } from './nova-text';
import { isPalmsensCsv, readPalmsensCsv } from './palmsens-csv';
import { isPalmsensSession, readPalmsensSession } from './palmsens-session';
import type { ImportFile, RecordedVoltammogram } from './recorded-voltammogram';
import { headOf } from './text-lines';

type Reading = Result<readonly RecordedVoltammogram[], Fault>;

interface TextFormat {
  readonly recognises: (head: string) => boolean;
  readonly read: (file: ImportFile, area: ElectrodeArea) => Reading;
}

/** Formats that stand in one file; asked in this order. */
const FORMATS: readonly TextFormat[] = [
  { recognises: isBiologic, read: readBiologic },
  { recognises: isGamry, read: readGamry },
  { recognises: isDataPackage, read: readDescriptionAlone },
  { recognises: isPalmsensSession, read: readPalmsensSession },
  { recognises: isPalmsensCsv, read: readPalmsensCsv },
  { recognises: isNova, read: readNova },
  { recognises: isChi, read: readChi },
];

/** Beginnings of files that people mistake for text. */
const MISTAKEN: readonly (readonly [RegExp, string])[] = [
  [/^BIO-LOGIC MODULAR FILE/, 'It is EC-Lab’s binary file; export it as text (.mpt).'],
  [/^PK\u0003\u0004/, 'It is a ZIP archive or an Office document; export the measurement as text.'],
  [/^.HDF\r\n/, 'It is an HDF5 file; a bundle is opened as such, not imported.'],
  [/^%PDF/, 'It is a PDF document.'],
  [/^\u00d0\u00cf\u0011\u00e0/, 'It is an old Office document; export the measurement as text.'],
  [/^\u001f\u008b/, 'It is compressed; unpack it first.'],
  [/^MJNL/, 'It is a journal of Meniscus; a run is opened as such, not imported.'],
  [/^c\u0002\0\0/, 'It is CH Instruments’ binary file; convert it to text there.'],
];

export interface ReadFiles {
  readonly recorded: readonly RecordedVoltammogram[];
  /** A fault `import-unreadable` for each file that cannot be read, naming it. */
  readonly refused: readonly Fault[];
}

/** As `readEach`; files that cannot be read are the fault, a line each. */
export function readVoltammograms(
  files: readonly ImportFile[],
  electrodeArea: ElectrodeArea = null,
): Result<readonly RecordedVoltammogram[], Fault> {
  const { recorded, refused } = readEach(files, electrodeArea);
  return refused.length > 0 ? err(allOf(refused)) : ok(recorded);
}

/** One fault of many, a line each. */
export function allOf(refused: readonly Fault[]): Fault {
  const words = refused.map(({ happened }) => happened);
  return fault('import-unreadable', words.length > 0 ? words.join('\n') : 'No file was given.');
}

/**
 * Reads files that were opened together, in their order; an echemdb table belongs with the JSON file that describes it.
 * `electrodeArea`, m², turns current densities into currents.
 */
export function readEach(files: readonly ImportFile[], electrodeArea: ElectrodeArea): ReadFiles {
  const descriptions = files.filter((file) => isDataPackage(headOf(file.bytes)));
  const used = new Set<ImportFile>();
  const tables = new Map<ImportFile, ImportFile>();
  for (const file of files) {
    const description = descriptions.find((each) => each !== file && describes(each, file.name));
    if (!description || descriptions.includes(file)) continue;
    tables.set(file, description);
    used.add(description);
  }
  const recorded: RecordedVoltammogram[] = [];
  const refused: Fault[] = [];
  for (const file of files) {
    if (used.has(file)) continue;
    const read = readFile(file, tables.get(file) ?? null, electrodeArea);
    if (read.ok) recorded.push(...read.value);
    else refused.push({ ...read.error, happened: `${file.name}: ${read.error.happened}` });
  }
  return { recorded, refused };
}

function readFile(file: ImportFile, description: ImportFile | null, area: ElectrodeArea): Reading {
  if (file.bytes.length === 0) return unreadable('The file is empty.');
  const head = headOf(file.bytes);
  if (description || isEchemdbTable(head)) return readEchemdb(file, description, area);
  const format = FORMATS.find(({ recognises }) => recognises(head));
  return format ? format.read(file, area) : unreadable(notRecognised(file.bytes));
}

const KNOWN =
  'PalmSens CSV and sessions, Gamry .DTA, Bio-Logic .mpt, CH Instruments and NOVA text, and echemdb tables are read';

function notRecognised(bytes: Uint8Array): string {
  const beginning = String.fromCharCode(...bytes.subarray(0, 24));
  const mistaken = MISTAKEN.find(([mark]) => mark.test(beginning));
  return mistaken?.[1] ?? `This is no recorded voltammogram of a kind that is known here; ${KNOWN}.`;
}
