/**
 * PalmSens session files (`.pssession`): JSON, usually in UTF-16, of measurements with their arrays and the method that
 * was run. The type of a unit (`MicroAmpere`) tells its size; its symbol (`A`) does not.
 */
import type { Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { assemble, type FoundCurve } from './assemble';
import { unreadable } from './columns';
import { counted } from './counted';
import { lookUp, numberAt, objectsAt, parseObject, textAt, type JsonObject } from './json';
import { PALMSENS_POLARITY } from './palmsens-csv';
import type { ImportFile, RecordedVoltammogram } from './recorded-voltammogram';
import { sessionText, type SessionArray } from './session-arrays';
import { headerRate } from './stated-rate';
import { unitOf, type Quantity } from './units';

/** Methods whose potential is swept linearly. */
const SWEEPS = ['cv', 'lsv', 'fcv'];

const PREFIX: Readonly<Record<string, string>> = {
  '': '',
  Femto: 'f',
  Pico: 'p',
  Nano: 'n',
  Micro: 'u',
  Milli: 'm',
  Kilo: 'k',
};
const BASE: Readonly<Record<string, string>> = { Ampere: 'A', Volt: 'V', Time: 's' };

export const isPalmsensSession = (head: string): boolean =>
  /^\s*\{/.test(head) && /PalmSens\.|"Measurements"/.test(head);

export function readPalmsensSession(file: ImportFile): Result<readonly RecordedVoltammogram[], Fault> {
  const { skeleton, arrays } = sessionText(file.bytes);
  const session = parseObject(skeleton.replace(/\ufeff/g, ''));
  if (!session.ok) return session;
  const measurements = objectsAt(session.value, 'Measurements');
  const sweeps = measurements.filter((measurement) => SWEEPS.includes(methodOf(measurement)));
  if (sweeps.length === 0) {
    const methods = [...new Set(measurements.map(methodOf))].join(', ');
    return unreadable(`The session holds no sweep of the potential, only: ${methods || 'nothing'}.`);
  }
  const all: RecordedVoltammogram[] = [];
  for (const [k, measurement] of sweeps.entries()) {
    const name = sweeps.length === 1 ? file.name : `${file.name}, measurement ${String(k + 1)}`;
    const read = readMeasurement(name, measurement, arrays);
    if (!read.ok) return read;
    all.push(...read.value);
  }
  return ok(all);
}

/** A setting of the method text, one `KEY=value` a line. */
const setting = (measurement: JsonObject, key: string): string =>
  new RegExp(`^${key}=(.*)$`, 'm').exec(textAt(measurement, 'Method') ?? '')?.[1]?.trim() ?? '';

const methodOf = (measurement: JsonObject): string =>
  setting(measurement, 'METHOD_ID').toLowerCase() || 'unknown';

function readMeasurement(
  name: string,
  measurement: JsonObject,
  arrays: readonly SessionArray[],
): Result<readonly RecordedVoltammogram[], Fault> {
  const found = readCurves(objectsAt(measurement, 'DataSet', 'Values'), arrays);
  if (!found.ok) return found;
  const rate = headerRate(setting(measurement, 'SCAN_RATE'), 'V/s');
  return assemble(
    {
      name,
      format: 'palmsens-session',
      polarity: PALMSENS_POLARITY,
      reference: setting(measurement, 'REF_ELECTRODE_NAME') || null,
      headerRates: rate ? [rate] : [],
      notes: setting(measurement, 'NOTES'),
      remarks: [],
    },
    found.value,
  );
}

interface Readings {
  readonly kind: number | null;
  readonly description: string;
  readonly numbers: SessionArray;
  readonly source: JsonObject;
}

/** Types of arrays in a session. */
const KIND = { time: 0, potential: 1, current: 2 } as const;

/** Each array of currents with the array of potentials of the same description; the times belong to the first. */
function readCurves(
  values: readonly JsonObject[],
  arrays: readonly SessionArray[],
): Result<readonly FoundCurve[], Fault> {
  const readings = values.flatMap((source): Readings[] => {
    const numbers = arrays[numberAt(source, 'DataValues') ?? -1];
    const description = textAt(source, 'Description') ?? '';
    return numbers ? [{ kind: numberAt(source, 'ArrayType'), description, numbers, source }] : [];
  });
  const ofKind = (kind: number): Readings[] => readings.filter((reading) => reading.kind === kind);
  const potentials = ofKind(KIND.potential);
  const currents = ofKind(KIND.current);
  if (potentials.length === 0 || currents.length === 0) {
    const missing = potentials.length === 0 ? 'potentials' : 'currents';
    return unreadable(`The session holds no array of ${missing}.`);
  }
  const found: FoundCurve[] = [];
  for (const [place, current] of currents.entries()) {
    const potential =
      potentials.find(({ description }) => description === current.description) ?? potentials[place];
    if (!potential) return unreadable(`No potentials belong to the currents “${current.description}”.`);
    const [time] = potential === potentials[0] ? ofKind(KIND.time) : [];
    const curve = joinCurve(potential, current, time ?? null);
    if (!curve.ok) return curve;
    found.push(curve.value);
  }
  return ok(found);
}

function joinCurve(potential: Readings, current: Readings, time: Readings | null): Result<FoundCurve, Fault> {
  const e = inSi(potential, 'potential');
  if (!e.ok) return e;
  const i = inSi(current, 'current');
  if (!i.ok) return i;
  const t = time && inSi(time, 'time');
  if (t && !t.ok) return t;
  const remarks: string[] = [];
  const length = Math.min(e.value.length, i.value.length);
  if (e.value.length !== i.value.length) {
    remarks.push(
      `There are ${String(e.value.length)} potentials and ${String(i.value.length)} currents; the surplus was left out.`,
    );
  }
  const times = t && t.value.length >= length ? t.value : null;
  const readable = (k: number): boolean =>
    !Number.isNaN(e.value[k]) && !Number.isNaN(i.value[k]) && !Number.isNaN(times?.[k]);
  let missing = 0;
  for (let k = 0; k < length; k++) if (!readable(k)) missing += 1;
  if (missing > 0) remarks.push(`${counted(missing, 'reading')} without a number left out.`);
  const { overloads } = current.numbers;
  if (overloads > 0)
    remarks.push(`${counted(overloads, 'reading')} marked as overload of the current range.`);
  const pick = (values: Float64Array): Float64Array =>
    missing === 0 ? values.slice(0, length) : values.slice(0, length).filter((_, k) => readable(k));
  const scan = /scan\s*(\d+)/i.exec(current.description)?.[1];
  return ok({
    title: scan === undefined ? current.description : `scan ${scan}`,
    potential: pick(e.value),
    current: pick(i.value),
    time: times && pick(times),
    scan: scan === undefined ? null : Number(scan),
    remarks,
  });
}

/** The numbers of an array in SI. */
function inSi({ source, numbers, description }: Readings, quantity: Quantity): Result<Float64Array, Fault> {
  const factor = unitFactor(lookUp(source, 'Unit'), quantity);
  if (!factor.ok) {
    return err({ ...factor.error, happened: `${factor.error.happened} (array “${description}”)` });
  }
  return ok(numbers.values.map((value) => value * factor.value));
}

/** By the type's name; the symbol may only confirm it. */
function unitFactor(unit: unknown, quantity: Quantity): Result<number, Fault> {
  const type = textAt(unit, 'Type') ?? '';
  const symbol = textAt(unit, 'S') ?? '';
  const [, prefix = '', base = ''] = /^PalmSens\.Units\.([A-Z][a-z]+?)??(Ampere|Volt|Time)$/.exec(type) ?? [];
  const size = PREFIX[prefix];
  const known = size === undefined ? null : unitOf(size + (BASE[base] ?? '?'));
  if (known?.quantity !== quantity) {
    return unreadable(`The unit “${type || symbol}” is not understood as one of ${quantity}.`);
  }
  const shown = unitOf(symbol);
  if (shown && (shown.quantity !== quantity || (shown.factor !== 1 && shown.factor !== known.factor))) {
    return unreadable(`The unit’s type “${type}” and its symbol “${symbol}” contradict each other.`);
  }
  return ok(known.factor);
}
