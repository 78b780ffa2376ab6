/** Small files in every format that is read, written after the formats' own habits, for tests. */
import { sampleCycles, type SamplePoint } from './sample-curve';

const lines = (parts: readonly (string | readonly string[])[], end = '\r\n'): string =>
  parts.flat().join(end) + end;

/** PSTrace: curves side by side. */
export function palmsensCsv(curves: readonly (readonly SamplePoint[])[], notes = '', unit = 'µA'): string {
  const longest = Math.max(...curves.map((curve) => curve.length));
  const rows = Array.from({ length: longest }, (_, n) =>
    curves
      .map((curve) => curve[n])
      .map((p) => (p ? `${p.potential.toExponential(5)},${(1e6 * p.current).toExponential(5)}` : ','))
      .join(','),
  );
  return lines([
    'Date and time:,2024-03-01 10:00:00',
    'Notes:',
    notes,
    curves.map((_, k) => `Cyclic Voltammetry: CV i vs E Scan ${String(k + 1)}`).join(',,'),
    curves.map(() => 'Date and time measurement:,2024-03-01 09:58:00').join(','),
    curves.map(() => `V,${unit}`).join(','),
    rows,
    '\ufeff',
  ]);
}

const reading = (value: number, status: number): string =>
  `{"V":${String(value)},"C":5,"S":${String(status)},"T":1}`;

/** A session with one measurement; the potentials and currents of each scan, times for the first. */
export function palmsensSession(
  scans: readonly (readonly SamplePoint[])[],
  unit = 'MicroAmpere',
  method = 'cv',
): string {
  const array = (
    type: number,
    description: string,
    unitType: string,
    symbol: string,
    values: string[],
  ): string =>
    `{"Type":"x","ArrayType":${String(type)},"Description":"${description}","Unit":{"Type":"PalmSens.Units.${unitType}","S":"${symbol}"},"DataValues":[${values.join(',')}]}`;
  const arrays = scans.flatMap((scan, k) => [
    ...(k === 0
      ? [
          array(
            0,
            'time',
            'Time',
            's',
            scan.map((p) => `{"V":${String(p.time)}}`),
          ),
        ]
      : []),
    array(
      1,
      `scan${String(k + 1)}channel1`,
      'Volt',
      'V',
      scan.map((p) => reading(p.potential, -1)),
    ),
    array(
      2,
      `scan${String(k + 1)}channel1`,
      unit,
      'A',
      scan.map((p, n) => reading(1e6 * p.current, n === 3 ? 1 : 0)),
    ),
  ]);
  const settings = `#PSTrace\\r\\nMETHOD_ID=${method}\\r\\nNOTES=\\r\\nREF_ELECTRODE_NAME=Ag/AgCl\\r\\nSCAN_RATE=1.0E-001\\r\\n`;
  return `{"Type":"PalmSens.DataFiles.SessionFile","Measurements":[{"Title":"CV","DataSet":{"Values":[${arrays.join(',')}]},"Method":"${settings}"}]}\ufeff`;
}

/** Gamry: a table a cycle. */
export function gamry(cycles: number, rate = '1.00000E+002', tag = 'CV'): string {
  const tables = Array.from({ length: cycles }, (_, k) => [
    `CURVE${String(k + 1)}\tTABLE\t100`,
    '\tPt\tT\tVf\tIm\tVu\tIERange\tOver',
    '\t#\ts\tV vs. Ref.\tA\tV\t#\tbits',
    ...sampleCycles(cycles)
      .slice(100 * k, 100 * k + 100)
      .map(
        (p, n) =>
          `\t${String(n)}\t${String(p.time)}\t${p.potential.toExponential(5)}\t${p.current.toExponential(5)}\t0\t5\t${n === 7 ? '..V........' : '...........'}`,
      ),
  ]);
  return lines([
    'EXPLAIN',
    `TAG\t${tag}`,
    'TITLE\tLABEL\tCyclic Voltammetry\tTest &Identifier',
    'NOTES\tNOTES\t1\t&Notes...',
    '\tferrocene',
    `SCANRATE\tQUANT\t${rate}\t&Scan Rate (mV/s)`,
    'OCVCURVE\tTABLE\t1',
    '\tPt\tT\tVf\tVm',
    '\t#\ts\tV\tV',
    '\t0\t0\t1.0\t0.1',
    tables.flat(),
  ]);
}

/** EC-Lab: cycles numbered, decimal commas. */
export function biologic(cycles: number, columns = 'time/s\tcontrol/V\tEwe/V\t<I>/mA\tcycle number'): string {
  const comma = (value: number): string => value.toExponential(9).toUpperCase().replace('.', ',');
  const head = [
    'Cyclic Voltammetry',
    '',
    'Comments : ',
    'Reference electrode : Ag/AgCl / KCl (3M) (0,210 V)',
    'Electrode surface area : 0,001 cm²',
    'dE/dt               100,000             ',
    'dE/dt unit          mV/s                ',
  ];
  return lines([
    'EC-Lab ASCII FILE',
    `Nb header lines : ${String(head.length + 4)}                          `,
    '',
    head,
    columns,
    sampleCycles(cycles).map((p, n) =>
      [p.time, p.potential, p.potential, 1e3 * p.current, Math.floor(n / 100) + 1].map(comma).join('\t'),
    ),
  ]);
}

/** CH Instruments. */
export function chi(
  cycles: number,
  technique = 'Cyclic Voltammetry',
  columns = 'Potential/V, Current/A',
): string {
  return lines([
    'Mar. 1, 2024   10:00:00',
    technique,
    'File: sample.bin',
    'Data Source: Experiment',
    'Instrument Model:  CHI660E',
    'Header: ',
    'Note: ',
    '',
    'Init E (V) = 0',
    'High E (V) = 0.5',
    'Scan Rate (V/s) = 0.1',
    `Segment = ${String(2 * cycles)}`,
    '',
    columns,
    '',
    sampleCycles(cycles).map((p) => `${p.potential.toFixed(3)}, ${p.current.toExponential(3)}`),
  ]);
}

/** NOVA: scans numbered, padded with blank rows. */
export function nova(cycles: number, separator = ';', unit = 'A'): string {
  const names = [
    'Potential applied (V)',
    'Time (s)',
    `WE(1).Current (${unit})`,
    'WE(1).Potential (V)',
    'Scan',
    'Index',
  ];
  const rows = sampleCycles(cycles).map((p, n) =>
    [p.potential, p.time, p.current, p.potential, Math.floor(n / 100) + 1, n + 1].map(String).join(separator),
  );
  return lines([names.join(separator), rows, Array<string>(3).fill(separator.repeat(5))], '\n');
}

/** An echemdb table. */
export const echemdbTable = (cycles: number): string =>
  lines(
    ['t,E,j', sampleCycles(cycles).map((p) => [p.time, p.potential, 1e4 * p.current].map(String).join(','))],
    '\n',
  );

/** Its description; currents in A/m². */
export function echemdbDescription(
  name: string,
  area: object | null = { value: 1, unit: 'cm2' },
  unit = 'A / m2',
): string {
  return JSON.stringify({
    resources: [
      {
        name,
        path: `${name}.csv`,
        schema: {
          fields: [
            { name: 't', unit: 's' },
            { name: 'E', unit: 'V', reference: 'RHE' },
            { name: 'j', unit },
          ],
        },
        metadata: {
          echemdb: {
            system: {
              electrodes: [
                { name: 'REF' },
                { name: 'WE', ...(area && { 'geometric electrolyte contact area': area }) },
              ],
            },
            'figure description': { 'scan rate': { value: 100, unit: 'mV / s' } },
          },
        },
      },
    ],
  });
}
