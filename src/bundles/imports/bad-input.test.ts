/** What goes in that is odd or wrong, and the sentence or the numbers that come out: for every format. */
import { describe, expect, it } from 'vitest';
import { readVoltammograms } from './read-voltammograms';
import type { ImportFile } from './recorded-voltammogram';
import { latin1, sampleCycles, utf16, utf8 } from './sample-curve';
import * as sample from './sample-files';

const TABLE = sample.echemdbTable(1);
const DESCRIPTION = sample.echemdbDescription('file');

/** A cycle in each format, as text. */
const FORMATS = {
  palmsens: sample.palmsensCsv([sampleCycles(1)]),
  session: sample.palmsensSession([sampleCycles(1)]),
  gamry: sample.gamry(1),
  biologic: sample.biologic(1),
  chi: sample.chi(1),
  nova: sample.nova(1),
  echemdb: TABLE,
} as const;
type Format = keyof typeof FORMATS;
const NAMES = Object.keys(FORMATS) as Format[];

interface Given {
  readonly area?: number;
  readonly description?: string | Uint8Array;
}

/** What is said, or of the first curve how many points there are, the current of the 26th in µA, and the remarks. */
function outcome(bytes: Uint8Array, { area, description }: Given = {}): string {
  const files: ImportFile[] = [{ name: 'file.csv', bytes }];
  if (description !== undefined) {
    const json = typeof description === 'string' ? utf8(description) : description;
    files.push({ name: 'file.json', bytes: json });
  }
  const read = readVoltammograms(files, area ?? null);
  if (!read.ok) return read.error.happened;
  const [first] = read.value;
  const peak = (1e6 * (first?.current[25] ?? NaN)).toPrecision(4);
  return [`${String(first?.potential.length)} points, ${peak} µA`, ...(first?.remarks ?? [])].join(' | ');
}

const given = (format: Format): Given => (format === 'echemdb' ? { description: DESCRIPTION } : {});
const WHOLE = /^100 points, 11\.00 µA/;

describe('encodings and line ends', () => {
  it.each(NAMES)('of %s do not matter', (format) => {
    const text = FORMATS[format].replaceAll('\r\n', '\n');
    const bytes = [
      utf8(text),
      utf8(`\ufeff${text}`),
      utf16(text),
      utf8(text.replaceAll('\n', '\r\n')),
      utf8(text.replaceAll('\n', '\r')),
      latin1(text.replaceAll('µ', '\u00b5').replaceAll('\ufeff', '')),
    ];
    for (const each of bytes) expect(outcome(each, given(format))).toMatch(WHOLE);
  });

  it('of a description do not matter', () => {
    expect(outcome(utf8(TABLE), { description: utf16(DESCRIPTION) })).toMatch(WHOLE);
    expect(outcome(utf8(TABLE), { description: `\ufeff${DESCRIPTION}` })).toMatch(WHOLE);
  });
});

describe('cut off', () => {
  it.each<[Format, RegExp]>([
    ['palmsens', /^4\d points, 11\.00 µA .*the last, may be cut off and was left out\.$/],
    ['session', /The JSON document is damaged or cut off/],
    ['gamry', /^4\d points, 11\.00 µA .*may be cut off/],
    ['biologic', /^4\d points, 11\.00 µA .*may be cut off/],
    ['chi', /^4\d points, 11\.00 µA .*may be cut off/],
    ['nova', /^4\d points, 11\.00 µA .*may be cut off/],
    ['echemdb', /^\d\d points, 11\.00 µA .*may be cut off/],
  ])('%s in the middle', (format, sentence) => {
    const text = FORMATS[format];
    expect(outcome(utf8(text.slice(0, text.length / 2)), given(format))).toMatch(sentence);
  });

  it.each(NAMES)('%s in its head', (format) => {
    const said = outcome(utf8(FORMATS[format].slice(0, 24)), given(format));
    expect(said).toMatch(/^file\.csv: [A-Z].+\.$/m);
  });

  it('within the last number, which would read as another one', () => {
    const text = FORMATS.chi.trimEnd().slice(0, -'e-6'.length);
    expect(outcome(utf8(text))).toBe(
      '99 points, 11.00 µA | Line 115, the last, may be cut off and was left out.',
    );
  });

  it('in its description', () => {
    expect(outcome(utf8(TABLE), { description: DESCRIPTION.slice(0, -40) })).toMatch(
      /Open the JSON file that describes the table, whole, .*\nfile\.json: The JSON document is damaged or cut off/,
    );
  });
});

describe('units', () => {
  const palmsens = (unit: string): string => sample.palmsensCsv([sampleCycles(1)], '', unit);
  const chi = (columns: string): string => sample.chi(1, 'Cyclic Voltammetry', columns);
  it.each<[string, string, Given, RegExp]>([
    ['nA', palmsens('nA'), {}, /^100 points, 0\.01100 µA/],
    ['mA', palmsens('mA'), {}, /^100 points, 1\.100e\+4 µA/],
    ['pA', chi('Potential/V, Current/pA'), {}, /^100 points, 1\.100e-11 µA/],
    ['mV that are V', chi('Potential/mV, Current/A'), {}, /moves by 0\.50 mV only/],
    ['an unknown one', palmsens('mW'), {}, /“mW”, which is not understood as one of current/],
    ['none', chi('Potential/V, Current'), {}, /“Current” has no unit/],
    ['a density without area', palmsens('µA/cm²'), {}, /holds a current density \(µA\/cm²\).*area/],
    ['a density with area', palmsens('µA/cm²'), { area: 2e-5 }, /^100 points, 2\.200 µA .*times 0\.2 cm²/],
    ['j of CHI', chi('Potential/V, j/A/cm^2'), { area: 2e-5 }, /^100 points, 2\.200 µA .*times 0\.2 cm²/],
    [
      'a density of NOVA',
      FORMATS.nova.replace('Current (A)', 'Current density (A/cm²)'),
      { area: 2e-5 },
      /^100 points, 2\.200 µA .*times 0\.2 cm²/,
    ],
    [
      'a density of Gamry',
      FORMATS.gamry.replace('\tV vs. Ref.\tA', '\tV vs. Ref.\tA/cm²'),
      { area: 2e-5 },
      /^100 points, 2\.200 µA .*times 0\.2 cm²/,
    ],
    [
      'a density of Bio-Logic',
      FORMATS.biologic.replace('<I>/mA', '<J>/mA cm-2'),
      { area: 2e-5 },
      /^100 points, 2\.200 µA .*times 0\.2 cm²/,
    ],
    [
      'a density with another area than the description’s',
      TABLE,
      { area: 2e-5, description: DESCRIPTION },
      /^100 points, 2\.200 µA .*times 0\.2 cm².*The description says 1 cm² instead/,
    ],
    [
      'a negative area',
      TABLE,
      { description: sample.echemdbDescription('file', { value: -1, unit: 'cm2' }) },
      /without the electrode’s area/,
    ],
    [
      'a description without units',
      TABLE,
      { description: DESCRIPTION.replaceAll('"unit":"V",', '') },
      /“E” has no unit/,
    ],
  ])('%s', (_name, text, told, sentence) => expect(outcome(utf8(text), told)).toMatch(sentence));
});

describe('numbers', () => {
  const cellsOf = (text: string, column: number, cell: string): string =>
    text
      .split('\n')
      .map((line, k) =>
        k === 0 || !/\d/.test(line)
          ? line
          : line
              .split(';')
              .map((old, c) => (c === column ? cell : old))
              .join(';'),
      )
      .join('\n');
  it.each<[string, string, RegExp]>([
    [
      'decimal commas',
      FORMATS.nova.replaceAll('.', ',').replaceAll('WE(1),', 'WE(1).'),
      /^100 points, 11\.00 µA/,
    ],
    ['decimal commas between commas', FORMATS.chi.replaceAll(/(\d)\.(\d)/g, '$1,$2'), /need decimal points/],
    ['thousands with a comma', cellsOf(FORMATS.nova, 2, '1,234.5'), /“1,234\.5” cannot be read as a number/],
    ['thousands with a point', cellsOf(FORMATS.nova, 2, '1.234,5'), /“1\.234,5” cannot be read/],
    ['thousands that look like a decimal comma', cellsOf(FORMATS.nova, 2, '1,234'), /may be mixed/],
    ['thousands with a space', cellsOf(FORMATS.nova, 2, '1 234'), /“1 234” stands where a number/],
    ['thousands with a stroke', cellsOf(FORMATS.nova, 2, "1'234"), /“1'234” stands where a number/],
    [
      'NaN inside',
      FORMATS.chi.replace(/^0\.100, \S+/m, '0.100, NaN'),
      /^99 points.*1 row without a number left out/,
    ],
    ['inf inside', FORMATS.chi.replace(/^0\.100, \S+/m, '0.100, -inf'), /^99 points.*1 row without/],
    ['beyond all bounds', FORMATS.chi.replace(/^0\.100, \S+/m, '0.100, 1e999'), /^99 points.*1 row without/],
    ['only NaN', FORMATS.chi.replaceAll(/^(0\.\d+), \S+/gm, '$1, NaN'), /The file holds no points/],
    [
      'only NaN in a session',
      FORMATS.session.replaceAll(/"V":[-\d.e]+,"C"/g, '"V":"NaN","C"'),
      /The file holds no points/,
    ],
    ['a word', FORMATS.chi.replace(/^0\.100, \S+/m, '0.100, over'), /“over” stands where a number/],
  ])('%s', (_name, text, sentence) => expect(outcome(utf8(text))).toMatch(sentence));
});

describe('what is no sweep', () => {
  const potentials = (at: (k: number) => number, text: string = FORMATS.chi): string => {
    let k = 0;
    return text.replaceAll(/^0\.\d{3},/gm, () => `${at(k++).toFixed(3)},`);
  };
  const turned = FORMATS.chi.replaceAll(
    /, (-?)(\d\.\d+e)/g,
    (_, sign: string, n: string) => `, ${sign ? '' : '-'}${n}`,
  );
  const single = (text: string): string => [...text.split('\r\n').slice(0, 15 + 50), ''].join('\r\n');
  it.each<[string, string, RegExp]>([
    ['a potential that is held', potentials(() => 0.1), /was held, not swept/],
    ['pulses', potentials((k) => 0.5 * (k % 2)), /turns 98 times in 100 points: it was not swept/],
    ['points without order', potentials((k) => ((k * 37) % 101) / 100), /it was not swept/],
    ['a sweep without a way back', single(FORMATS.chi), /^50 points, 11\.00 µA$/],
    [
      'that with the other sign',
      single(turned),
      /^50 points, -11\.00 µA \| .*against the direction of the sweep, as it does where cathodic/,
    ],
    ['a cycle with the other sign', turned, /^100 points, -11\.00 µA .*where cathodic currents are positive/],
    ['points that are missing', FORMATS.chi.replace(/^0\.1[01]0, .*\r\n/gm, ''), /steps are uneven/],
  ])('%s', (_name, text, sentence) => expect(outcome(utf8(text))).toMatch(sentence));

  const timed = (time: (t: number, k: number) => number): string =>
    FORMATS.nova
      .split('\n')
      .map((line, k) => {
        const cells = line.split(';');
        if (k > 0 && line.startsWith('0')) cells[1] = String(time(Number(cells[1]), k));
        return cells.join(';');
      })
      .join('\n');
  it.each<[string, string, RegExp]>([
    [
      'a rest within a sweep',
      timed((t) => (t > 2 ? t + 3 : t)),
      /does not run at a constant rate: at 0\.\d+ V/,
    ],
    ['a rate that grows', timed((t) => Math.sqrt(t)), /does not run at a constant rate/],
    ['two rates', timed((t) => (t > 5 ? 5 + (t - 5) / 2 : t)), /different rates, 100 mV\/s and 200 mV\/s/],
    ['times that stand still', timed(() => 0), WHOLE],
    ['a rest at the beginning', timed((t, k) => (k === 1 ? -60 : t)), WHOLE],
  ])('%s', (_name, text, sentence) => expect(outcome(utf8(text))).toMatch(sentence));
});

describe('scan rates', () => {
  const rateOf = (text: string): number | null => {
    const read = readVoltammograms([{ name: 'file', bytes: utf8(text) }]);
    return read.ok ? (read.value[0]?.scanRate ?? null) : NaN;
  };
  it.each<[string, string, number | null]>([
    ['in V/s', FORMATS.chi, 0.1],
    ['in mV/s', FORMATS.chi.replace('Rate (V/s) = 0.1', 'Rate (mV/s) = 100'), 0.1],
    ['with a decimal comma', FORMATS.chi.replace('= 0.1', '= 0,1'), 0.1],
    ['without a unit', FORMATS.chi.replace('Rate (V/s) = 0.1', 'Rate = 100'), null],
    ['in another unit', FORMATS.chi.replace('Rate (V/s)', 'Rate (V)'), null],
    ['of mV/s called V/s, against the times', FORMATS.biologic.replace('mV/s', 'V/s '), null],
    ['of zero', FORMATS.chi.replace('= 0.1', '= 0'), null],
  ])('%s', (_name, text, rate) => expect(rateOf(text)).toBe(rate));
});

describe('other kinds of files', () => {
  const bytes = (...first: number[]): Uint8Array => Uint8Array.from([...first, ...Array<number>(99).fill(7)]);
  it.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(), /The file is empty/],
    ['a web page', utf8('<!doctype html><html></html>'), /no recorded voltammogram of a kind/],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), /no recorded voltammogram of a kind/],
    ['an old spreadsheet', bytes(0xd0, 0xcf, 0x11, 0xe0), /old Office document/],
    ['a compressed file', bytes(0x1f, 0x8b, 8), /It is compressed; unpack it first/],
    ['a journal', utf8('MJNL\0\0\0\0'), /a run is opened as such/],
    ['a bare table', utf8('E,I\n0,1\n1,2\n'), /has no unit|JSON file|no recorded/],
  ])('%s', (_name, file, sentence) => expect(outcome(file)).toMatch(sentence));
});
