import { describe, expect, it } from 'vitest';
import { readVoltammograms } from './read-voltammograms';
import type { ImportFile, RecordedVoltammogram } from './recorded-voltammogram';
import { latin1, sampleCycles, utf16, utf8 } from './sample-curve';
import * as sample from './sample-files';

const file = (name: string, bytes: Uint8Array): ImportFile => ({ name, bytes });

function read(bytes: Uint8Array, name = 'file'): readonly RecordedVoltammogram[] {
  const result = readVoltammograms([file(name, bytes)]);
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

function refusal(bytes: Uint8Array, name = 'file'): string {
  const result = readVoltammograms([file(name, bytes)]);
  if (result.ok) throw new Error('was read');
  expect(result.error.code).toBe('import-unreadable');
  return result.error.happened;
}

/** The n-th cycle of the sample, as every format must give it. */
function expectCycle(found: RecordedVoltammogram | undefined, cycle: number, timed: boolean): void {
  const points = sampleCycles(cycle + 1).slice(100 * cycle);
  expect(found?.potential).toHaveLength(100);
  points.forEach((point, n) => {
    expect(found?.potential[n]).toBeCloseTo(point.potential, 5);
    expect(1e5 * (found?.current[n] ?? NaN)).toBeCloseTo(1e5 * point.current, 3);
    if (timed) expect(found?.time?.[n]).toBeCloseTo(point.time, 5);
  });
  if (!timed) expect(found?.time).toBeNull();
}

describe('PalmSens CSV', () => {
  it('reads UTF-16, µA, the rate of the notes and the number of the scan', () => {
    const [found, ...others] = read(utf16(sample.palmsensCsv([sampleCycles(1)], 'ferrocene 5 mVs-1')));
    expect(others).toEqual([]);
    expectCycle(found, 0, false);
    expect(found).toMatchObject({ format: 'palmsens-csv', scanRate: 0.005, scanRateFrom: 'notes', scan: 1 });
    expect(found?.polarity.anodic).toBe('positive');
    expect(found?.remarks).toEqual([]);
  });

  it('reads curves side by side', () => {
    const found = read(utf8(sample.palmsensCsv([sampleCycles(1), sampleCycles(1).slice(0, 40)])), 'two.csv');
    expect(found.map((v) => [v.name, v.scan, v.potential.length])).toEqual([
      ['two.csv, Cyclic Voltammetry: CV i vs E Scan 1', 1, 100],
      ['two.csv, Cyclic Voltammetry: CV i vs E Scan 2', 2, 40],
    ]);
  });

  it('takes the rate of the name where the notes have none with a unit, and says both', () => {
    const bytes = utf16(sample.palmsensCsv([sampleCycles(1)], 'scanrate0.005'));
    const [found] = read(bytes, 'Fc_0010mVs-1.csv');
    expect(found).toMatchObject({ scanRate: 0.01, scanRateFrom: 'name' });
    expect(found?.remarks).toEqual([
      'The scan rate, 10 mV/s, comes from the file’s name.',
      'The notes say “scanrate0.005” without a unit; that was not used.',
    ]);
    expect(read(bytes, 'a.csv')[0]?.scanRate).toBeNull();
  });

  it.each([
    ['nA', 1e-9],
    ['mA', 1e-3],
  ])('converts %s', (unit, factor) => {
    const [found] = read(utf8(sample.palmsensCsv([sampleCycles(1)], '', unit)));
    expect(found?.current[25]).toBeCloseTo(sampleCycles(1)[25]!.current * 1e6 * factor, 6);
  });

  it('reads semicolons with decimal commas, and stops at data of another kind', () => {
    const text = sample
      .palmsensCsv([sampleCycles(1)])
      .replaceAll(',', ';')
      .replaceAll('.', ',');
    const [found] = read(utf8(`${text}Measurement:;Impedance Spectroscopy\r\nfreq / Hz;Z / Ohm\r\n1;2\r\n`));
    expectCycle(found, 0, false);
    expect(found?.remarks[0]).toMatch(/^What follows from line 108 on is no voltammetry/);
  });

  it('refuses other axes and units by name', () => {
    const text = sample.palmsensCsv([sampleCycles(1)]);
    expect(refusal(utf8(text.replace('V,µA', 's,µA')))).toMatch(
      /has the unit “s”, which is not understood as one of potential/,
    );
    expect(refusal(utf8(text.replace('V,µA', 'V,µW')))).toMatch(/“µW”/);
    expect(refusal(utf8(text.replace(/Date and time measurement.*/, '')))).toMatch(
      /no row “Date and time measurement”/,
    );
  });
});

describe('PalmSens session', () => {
  it('reads every scan; the type of the unit counts, not its symbol', () => {
    const [first, second, ...others] = read(
      utf16(sample.palmsensSession([sampleCycles(1), sampleCycles(1)])),
      's',
    );
    expect(others).toEqual([]);
    expectCycle(first, 0, true);
    expectCycle(second, 0, false);
    expect(first).toMatchObject({
      name: 's, scan 1',
      scanRate: 0.1,
      scanRateFrom: 'header',
      scan: 1,
      reference: 'Ag/AgCl',
    });
    expect(second?.scan).toBe(2);
    expect(first?.remarks).toEqual(['1 reading marked as overload of the current range.']);
  });

  it('converts other units and leaves out readings without a number', () => {
    const text = sample
      .palmsensSession([sampleCycles(1)], 'NanoAmpere')
      .replace('{"V":0.02,"C"', '{"V":"NaN","C"');
    const [found] = read(utf8(text));
    expect(found?.potential).toHaveLength(99);
    expect(found?.time).toHaveLength(99);
    expect(found?.current[24]).toBeCloseTo(sampleCycles(1)[25]!.current * 1e-3, 14);
    expect(found?.remarks[0]).toBe('1 reading without a number left out.');
  });

  it('refuses what it does not understand', () => {
    const text = sample.palmsensSession([sampleCycles(1)]);
    expect(refusal(utf8(sample.palmsensSession([sampleCycles(1)], 'Ohm')))).toMatch(
      /“PalmSens.Units.Ohm” is not understood/,
    );
    expect(refusal(utf8(text.replaceAll('"S":"A"', '"S":"mA"')))).toMatch(/contradict each other/);
    expect(refusal(utf8(sample.palmsensSession([sampleCycles(1)], 'MicroAmpere', 'ca')))).toMatch(
      /no sweep of the potential, only: ca/,
    );
    expect(refusal(utf8(text.slice(0, 3000)))).toMatch(/damaged or cut off/);
    expect(refusal(utf8(text.replaceAll('"ArrayType":2', '"ArrayType":3')))).toMatch(/no array of currents/);
  });
});

describe('Gamry', () => {
  it('reads a curve a table, with times, rate and overloads', () => {
    const found = read(utf8(sample.gamry(2)), 'cv.DTA');
    expect(found.map((v) => [v.name, v.scan])).toEqual([
      ['cv.DTA, curve 1', 1],
      ['cv.DTA, curve 2', 2],
    ]);
    found.forEach((v, cycle) => expectCycle(v, cycle, true));
    expect(found[0]).toMatchObject({
      format: 'gamry-dta',
      scanRate: 0.1,
      scanRateFrom: 'header',
      reference: null,
    });
    expect(found[0]?.remarks).toEqual(['1 point marked as overload.']);
  });

  it('gives no rate where header and times disagree', () => {
    const [found] = read(utf8(sample.gamry(1, '5.00000E+001')));
    expect(found?.scanRate).toBeNull();
    expect(found?.remarks[1]).toBe(
      'The scan rate is uncertain: by the header 50 mV/s and the times of the points 100 mV/s. State it.',
    );
  });

  it('reads decimal commas and names another technique', () => {
    const [found] = read(utf8(sample.gamry(1, '1.0E+002', 'CHRONOA').replaceAll(/(\d)\.(\d)/g, '$1,$2')));
    expectCycle(found, 0, true);
    expect(found?.remarks[0]).toMatch(/“CHRONOA”/);
  });

  it('refuses missing columns and tables', () => {
    expect(refusal(utf8(sample.gamry(1).replaceAll('\tIm\t', '\tZmod\t')))).toMatch(
      /no column of the current; there are: Pt, T, Vf, Zmod/,
    );
    expect(refusal(utf8(sample.gamry(0)))).toMatch(/no table CURVE, only: OCVCURVE/);
    expect(refusal(utf8(sample.gamry(1).replace('\tV vs. Ref.\tA', '\tV vs. Ref.\tdB')))).toMatch(
      /“Im” has the unit “dB”/,
    );
  });
});

describe('Bio-Logic', () => {
  it('reads Latin-1, decimal commas, cycles, reference and rate', () => {
    const found = read(latin1(sample.biologic(2)), 'cv.mpt');
    found.forEach((v, cycle) => expectCycle(v, cycle, true));
    expect(found.map((v) => [v.name, v.scan])).toEqual([
      ['cv.mpt, cycle 1', 1],
      ['cv.mpt, cycle 2', 2],
    ]);
    expect(found[0]).toMatchObject({
      scanRate: 0.1,
      scanRateFrom: 'header',
      reference: 'Ag/AgCl / KCl (3M) (0,210 V)',
    });
    expect(found[0]?.remarks).toEqual([]);
  });

  it('says where only the set potential is there, and splits cycles itself', () => {
    const found = read(latin1(sample.biologic(2, 'time/s\tcontrol/V\tP/W\t<I>/mA\tx')));
    expect(found.map((v) => v.scan)).toEqual([1, 2]);
    found.forEach((v, cycle) => expectCycle(v, cycle, true));
    expect(found[0]?.remarks).toEqual([
      'The potential is the one that was set, not the one that was measured.',
    ]);
  });

  it('refuses a damaged head, a missing column and a mixed decimal mark', () => {
    const text = sample.biologic(1);
    expect(refusal(latin1(text.slice(0, 200)))).toMatch(
      /The file ends at line \d+, within its head of 11 lines/,
    );
    expect(refusal(latin1(text.replace('Nb header lines : 11', 'Nb header lines : x')))).toMatch(
      /does not count/,
    );
    expect(refusal(latin1(text.replace('<I>/mA', 'I Range')))).toMatch(
      /no column of the current; there are: time\/s/,
    );
    expect(refusal(latin1(text.replace('<I>/mA', '<I>/mW')))).toMatch(/“<I>\/mW” has the unit “mW”/);
    expect(refusal(latin1(text.replace('5,000000000E-1', '5.000000000E-1')))).toMatch(
      /^file: Line \d+: .*mixed/,
    );
  });
});

describe('CH Instruments', () => {
  it('splits cycles, takes the rate, and does not claim to know the sign', () => {
    const found = read(utf8(sample.chi(3)), 'chi.txt');
    found.forEach((v, cycle) => expectCycle(v, cycle, false));
    expect(found.map((v) => [v.name, v.scan])).toEqual([
      ['chi.txt, cycle 1', 1],
      ['chi.txt, cycle 2', 2],
      ['chi.txt, cycle 3', 3],
    ]);
    expect(found[0]).toMatchObject({ scanRate: 0.1, scanRateFrom: 'header' });
    expect(found[0]?.polarity.anodic).toBe('unknown');
  });

  it('remarks a current that looks reversed, and does not touch it', () => {
    const text = sample
      .chi(1)
      .replaceAll(/, (-?)(\d\.\d+e)/g, (_, sign: string, n: string) => `, ${sign ? '' : '-'}${n}`);
    const [found] = read(utf8(text));
    expect(found?.current[25]).toBeLessThan(0);
    expect(found?.remarks).toEqual([
      expect.stringMatching(/as it does where cathodic currents are positive/),
    ]);
  });

  it('reads segments, several currents and other units', () => {
    const text = sample
      .chi(1, 'Cyclic Voltammetry', 'Potential/V, i1/uA, i2/uA')
      .replaceAll(/^(\d.*)$/gm, '$1, 0')
      .replace('\r\n0.250', '\r\n\r\nSegment 2:\r\n0.250');
    const [found] = read(utf8(text));
    expect(found?.potential).toHaveLength(100);
    expect(found?.current[25]).toBeCloseTo(1e-6 * sampleCycles(1)[25]!.current, 14);
    expect(found?.remarks[0]).toBe('Of 2 currents the first, “i1/uA”, was read.');
  });

  it('refuses other techniques and decimal commas between commas', () => {
    expect(refusal(utf8(sample.chi(1, 'Differential Pulse Voltammetry')))).toMatch(
      /“Differential Pulse Voltammetry”, which is no linear sweep/,
    );
    expect(refusal(utf8(sample.chi(1).replaceAll(/(\d)\.(\d)/g, '$1,$2')))).toMatch(
      /Line 16: 4 cells stand under 2 columns/,
    );
    expect(refusal(utf8(sample.chi(1, 'Cyclic Voltammetry', 'Potential/V, Charge/C')))).toMatch(
      /no column of the current/,
    );
    expect(refusal(utf8(sample.chi(1, 'Cyclic Voltammetry', '')))).toMatch(
      /no line “Potential\/V, Current\/A”/,
    );
  });
});

describe('NOVA', () => {
  it.each([';', '\t', ','])('reads scans parted by "%s" and says what was padding', (separator) => {
    const found = read(utf8(sample.nova(2, separator)), 'nova.txt');
    found.forEach((v, cycle) => expectCycle(v, cycle, true));
    expect(found.map((v) => [v.name, v.scan, v.scanRateFrom])).toEqual([
      ['nova.txt, scan 1', 1, 'time'],
      ['nova.txt, scan 2', 2, 'time'],
    ]);
    expect(found[0]?.scanRate).toBeCloseTo(0.1, 9);
    expect(found[0]?.remarks).toEqual([
      '3 blank rows left out, the first at line 202.',
      'The scan rate, 100 mV/s, comes from the times of the points.',
    ]);
  });

  it('reads decimal commas and other units', () => {
    const [found] = read(utf8(sample.nova(1, ';', 'mA').replaceAll('.', ',').replaceAll('WE(1),', 'WE(1).')));
    expect(found?.current[25]).toBeCloseTo(1e-3 * sampleCycles(1)[25]!.current, 12);
  });

  it('refuses a missing column', () => {
    expect(refusal(utf8(sample.nova(1).replace('WE(1).Current (A)', 'WE(1).Power (W)')))).toMatch(
      /no column of the current/,
    );
    expect(refusal(utf8(sample.nova(1, ';', 'A.s')))).toMatch(/“A.s”/);
  });
});

describe('echemdb', () => {
  const table = file('paper_f1.csv', utf8(sample.echemdbTable(1)));
  const described = (text: string): ReturnType<typeof readVoltammograms> =>
    readVoltammograms([file('paper_f1.json', utf8(text)), table]);

  it('takes units, reference, rate and area of the description', () => {
    const result = described(sample.echemdbDescription('paper_f1'));
    if (!result.ok) throw new Error(result.error.happened);
    const [found, ...others] = result.value;
    expect(others).toEqual([]);
    expectCycle(found, 0, true);
    expect(found).toMatchObject({
      scanRate: 0.1,
      scanRateFrom: 'header',
      reference: 'RHE',
      format: 'echemdb',
    });
    expect(found?.remarks).toEqual(['The current is the current density times 1 cm².']);
  });

  it('asks for the area where there is none, and uses the one that is stated', () => {
    const text = sample.echemdbDescription('paper_f1', null);
    const result = described(text);
    expect(result.ok ? '' : result.error.happened).toMatch(
      /current density \(A \/ m2\); without the electrode’s area/,
    );
    const stated = readVoltammograms([table, file('paper_f1.json', utf8(text))], 2e-4);
    expect(stated.ok && stated.value[0]?.current[25]).toBeCloseTo(2 * sampleCycles(1)[25]!.current, 12);
  });

  it('does not read table or description alone, or a pair that does not belong together', () => {
    const description = sample.echemdbDescription('paper_f1');
    expect(refusal(table.bytes)).toMatch(/Open the JSON file/);
    expect(refusal(utf8(description))).toMatch(/only describes paper_f1.csv/);
    const other = described(sample.echemdbDescription('paper_f2'));
    expect(other.ok ? '' : other.error.happened).toMatch(/only describes paper_f2.csv/);
  });
});
