import { describe, expect, it } from 'vitest';
import { readVoltammograms } from './read-voltammograms';
import { withReversedCurrent } from './recorded-voltammogram';
import { sampleCycles, utf8 } from './sample-curve';
import { chi, gamry, nova, palmsensCsv, palmsensSession } from './sample-files';
import { partSession } from './session-arrays';

function refusal(bytes: Uint8Array): string {
  const result = readVoltammograms([{ name: 'x.csv', bytes }]);
  if (result.ok) throw new Error('was read');
  expect(result.error).toMatchObject({ code: 'import-unreadable', kept: 'The file was not changed.' });
  return result.error.happened;
}

const bytesOf = (...values: number[]): Uint8Array =>
  Uint8Array.from(values.concat(Array<number>(200).fill(0)));

describe('readVoltammograms', () => {
  it('finds the format by the content, whatever the name', () => {
    const formats = [
      gamry(1),
      chi(1),
      nova(1),
      palmsensCsv([sampleCycles(1)]),
      palmsensSession([sampleCycles(1)]),
    ].map((text) => {
      const result = readVoltammograms([{ name: 'anything.mpt', bytes: utf8(text) }]);
      return result.ok && result.value[0]?.format;
    });
    expect(formats).toEqual(['gamry-dta', 'chi-text', 'nova-text', 'palmsens-csv', 'palmsens-session']);
  });

  it('keeps the order of the files', () => {
    const result = readVoltammograms([
      { name: 'b', bytes: utf8(nova(1)) },
      { name: 'a', bytes: utf8(chi(1)) },
    ]);
    expect(result.ok && result.value.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(readVoltammograms([])).toEqual({ ok: true, value: [] });
  });

  it.each([
    ['nothing', new Uint8Array(), /^x\.csv: The file is empty/],
    [
      'words',
      utf8('Dear colleague,\nthe data follow.\n'),
      /no recorded voltammogram of a kind that is known here/,
    ],
    ['a table of something else', utf8('a,b\n1,2\n'), /no recorded voltammogram/],
    ['another JSON document', utf8('{"a": 1}'), /no recorded voltammogram/],
    ['EC-Lab’s binary file', utf8('BIO-LOGIC MODULAR FILE\u001a'), /export it as text \(\.mpt\)/],
    ['an Office document', bytesOf(0x50, 0x4b, 3, 4), /ZIP archive or an Office document/],
    ['an HDF5 file', bytesOf(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10), /HDF5/],
    ['noise', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251), /no recorded voltammogram/],
  ])('refuses %s', (_name, bytes, sentence) => expect(refusal(bytes)).toMatch(sentence));

  it('refuses points that are no voltammogram', () => {
    const held = chi(1).replaceAll(/^0\.\d{3},/gm, '0.100,');
    expect(refusal(utf8(held))).toMatch(/The potential moves by 0\.00 mV only: it was held, not swept/);
    const head = chi(1).split('\r\n').slice(0, 15);
    expect(refusal(utf8(head.join('\n')))).toMatch(/no points/);
    expect(refusal(utf8([...head, '0.1, 1e-6', ''].join('\n')))).toMatch(
      /only a single point; a voltammogram needs at least 3/,
    );
  });

  it('leaves a curve of one point out where others are whole, and says so', () => {
    const result = readVoltammograms([
      { name: 'x', bytes: utf8(palmsensCsv([sampleCycles(1), sampleCycles(1).slice(0, 1)])) },
    ]);
    expect(result.ok && result.value).toHaveLength(1);
    expect(result.ok && result.value[0]?.remarks).toEqual([
      'Left out Cyclic Voltammetry: CV i vs E Scan 2: There is only a single point; a voltammogram needs at least 3.',
    ]);
  });

  it('remarks uneven steps and rows without numbers', () => {
    const lines = chi(1).split('\r\n');
    lines.splice(40, 3);
    lines[30] = '0.150, NaN';
    const result = readVoltammograms([{ name: 'x', bytes: utf8(lines.join('\n')) }]);
    expect(result.ok && result.value[0]?.potential).toHaveLength(96);
    expect(result.ok && result.value[0]?.remarks).toEqual([
      '1 row without a number left out, the first at line 31.',
      'The potential steps are uneven: 2 of 95 differ by more than a quarter from the usual 10 mV.',
    ]);
  });
});

describe('withReversedCurrent', () => {
  it('negates a copy and says so', () => {
    const read = readVoltammograms([{ name: 'x', bytes: utf8(gamry(1)) }]);
    const recorded = read.ok ? read.value[0] : undefined;
    if (!recorded) throw new Error('not read');
    const before = recorded.current[25];
    const reversed = withReversedCurrent(recorded);
    expect(reversed.current[25]).toBe(-Number(before));
    expect(recorded.current[25]).toBe(before);
    expect(reversed.polarity.anodic).toBe('negative');
    expect(withReversedCurrent(reversed).polarity.anodic).toBe('positive');
    expect(reversed.remarks.at(-1)).toBe('For the analysis the sign of the current was reversed.');
  });
});

describe('partSession', () => {
  it('gives the same however the text falls into blocks', () => {
    const text = palmsensSession([sampleCycles(1).slice(0, 8)]);
    const whole = partSession([text]);
    expect(whole.arrays.map(({ values, overloads }) => [values.length, overloads])).toEqual([
      [8, 0],
      [8, 0],
      [8, 1],
    ]);
    expect(whole.skeleton.length).toBeLessThan(text.length / 2);
    for (const size of [1, 7, 64, 65, 500]) {
      const blocks = Array.from({ length: Math.ceil(text.length / size) }, (_, k) =>
        text.slice(k * size, (k + 1) * size),
      );
      expect(partSession(blocks)).toEqual(whole);
    }
  });
});

describe('large files', () => {
  /** The bytes of a table with so many rows, written without a string of its whole text. */
  function table(rows: number): Uint8Array {
    const head = utf8('Potential/V, Current/A\n');
    const row = utf8('0.123456, -1.234e-06\n');
    const rising = utf8('0.623456, -1.234e-06\n');
    const bytes = new Uint8Array(head.length + rows * row.length);
    bytes.set(head);
    for (let k = 0; k < rows; k++) bytes.set(k % 1000 < 500 ? row : rising, head.length + k * row.length);
    return bytes;
  }

  it('reads a million points into arrays that are no larger than the points', () => {
    const rows = 1_000_000;
    const read = readVoltammograms([{ name: 'large', bytes: table(rows) }]);
    if (!read.ok) throw new Error(read.error.happened);
    const points = read.value.reduce((sum, { potential }) => sum + potential.length, 0);
    const held = read.value.reduce(
      (sum, { potential, current }) => sum + potential.buffer.byteLength + current.buffer.byteLength,
      0,
    );
    expect(points).toBe(rows);
    expect(held).toBe(16 * rows);
    expect(read.value.at(-1)?.current.at(-1)).toBe(-1.234e-6);
  });
});
