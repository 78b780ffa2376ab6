/** What the bundle worker does with recorded voltammograms: it holds them, and answers what the page shows of them. */
import { filesOf, isOf, type ChosenCurve, type CurveFile } from '../../bundles/imports/choose-curves';
import { condensed } from '../../bundles/imports/condense';
import { counted } from '../../bundles/imports/counted';
import { allOf, readEach, type ReadFiles } from '../../bundles/imports/read-voltammograms';
import type { ImportFile, RecordedVoltammogram } from '../../bundles/imports/recorded-voltammogram';
import { isOfDensity } from '../../bundles/imports/table';
import { recordedDetail, unanalysedDetail } from '../../experiments/voltammetry/recorded-detail';
import type { LabelledWave } from '../../experiments/voltammetry/plots';
import { fault, reasonOf, type Fault } from '../../fault';
import { quantity, significant } from '../../quantity';
import { err, ok, type Result } from '../../result';
import type { RecordedApi, RecordedFile, RecordedSettings, RecordedView } from '../protocol';
import { fitRecorded, waveOf, type Fitted } from '../fits/recorded-fit';

interface Opened {
  readonly files: readonly File[];
  /** m², with which the files were read. */
  readonly area: number | null;
  readonly read: ReadFiles;
  /** Files that gave curves. */
  readonly sources: readonly CurveFile[];
}

export function createRecorded(): RecordedApi {
  let opened: Opened | null = null;

  async function look(
    files: readonly File[],
    settings: RecordedSettings,
  ): Promise<Result<RecordedView, Fault>> {
    const known = opened?.files === files && (opened.area === settings.area || !needsArea(opened.read));
    const next = known ? ok(opened as Opened) : await readFiles(files, settings.area);
    if (!next.ok) return next;
    if (next.value.sources.length > 0) {
      opened = next.value;
      return ok(viewOf(next.value, settings));
    }
    if (!(await lacksArea(next.value))) return err(allOf(next.value.read.refused));
    opened = next.value;
    return ok({ files: [], refused: null, detail: unanalysedDetail([], DENSITIES) });
  }

  return {
    openRecorded: (files, settings) => look(files, settings),
    analyseRecorded: (settings) => look(opened?.files ?? [], settings),
    closeRecorded: () => {
      opened = null;
    },
  };
}

async function readFiles(files: readonly File[], area: number | null): Promise<Result<Opened, Fault>> {
  const named: ImportFile[] = [];
  for (const file of files) {
    try {
      const name = unusedName(file.name, named);
      named.push({ name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch (thrown) {
      return err(fault('import-unreadable', `${file.name} cannot be read: ${reasonOf(thrown)}.`));
    }
  }
  const { recorded, refused } = readEach(named, area);
  const read = { recorded: recorded.map(condensed), refused };
  const names = named.map((file) => file.name);
  return ok({ files, area, read, sources: filesOf(recorded, names) });
}

const DENSITIES =
  'The file holds current densities and not the area that they belong to: give the area of the electrode on the left.';

/** Whether files could be read if only the electrode's area were known. */
async function lacksArea({ files, area }: Opened): Promise<boolean> {
  if (area !== null) return false;
  const tried = await readFiles(files, 1);
  return tried.ok && tried.value.sources.length > 0;
}

/** Current densities become currents with the electrode's area. */
const needsArea = ({ recorded, refused }: ReadFiles): boolean =>
  refused.length > 0 || recorded.some(({ remarks }) => remarks.some(isOfDensity));

function unusedName(name: string, files: readonly ImportFile[]): string {
  const taken = new Set(files.map((file) => file.name));
  let found = name;
  for (let k = 2; taken.has(found); k++) found = `${name} (${String(k)})`;
  return found;
}

function viewOf({ read, sources }: Opened, settings: RecordedSettings): RecordedView {
  const fitted = fit(read.recorded, sources, settings);
  const chosen = fitted.ok ? fitted.value.curves : null;
  return {
    files: sources.map((file) => describe(file, read.recorded, chosen)),
    refused: read.refused.length > 0 ? allOf(read.refused) : null,
    detail: fitted.ok
      ? recordedDetail(fitted.value.curves.map(labelled), fitted.value.analysis)
      : unanalysedDetail(firstOfEach(read.recorded, sources), fitted.error.happened),
  };
}

/** A fault says in words what has to be told first. */
function fit(
  recorded: readonly RecordedVoltammogram[],
  sources: readonly CurveFile[],
  { rates, ...electrode }: RecordedSettings,
): Result<Fitted, Fault> {
  const told = sources.map(({ name }) => rates[name] ?? null);
  const unrated = sources.filter((file, k) => !file.rated && told[k] === null);
  if (unrated.length > 0) {
    const names = unrated.map(({ name }) => name).join(', ');
    return err(fault('value-invalid', `The scan rate is not stated in ${names}: give it on the left.`));
  }
  const { area, concentration } = electrode;
  if (area === null || concentration === null) {
    const missing = [
      ...(area === null ? ['the area of the electrode'] : []),
      ...(concentration === null ? ['the concentration of the couple'] : []),
    ];
    return err(fault('value-invalid', `Give ${missing.join(' and ')} on the left.`));
  }
  return fitRecorded(recorded, sources, told, { ...electrode, area, concentration });
}

const labelled = (curve: ChosenCurve): LabelledWave => ({
  label: quantity(significant(1e3 * curve.scanRate), 'mV/s'),
  wave: waveOf(curve),
});

/** The first curve of each file, as it is. */
const firstOfEach = (
  recorded: readonly RecordedVoltammogram[],
  sources: readonly CurveFile[],
): LabelledWave[] =>
  sources.flatMap(({ name }) => {
    const first = recorded.find((curve) => isOf(curve, name));
    return first
      ? [{ label: name, wave: waveOf({ recorded: first, scanRate: NaN, interval: NaN, turned: false }) }]
      : [];
  });

function describe(
  { name, scanRate, rated }: CurveFile,
  recorded: readonly RecordedVoltammogram[],
  chosen: readonly ChosenCurve[] | null,
): RecordedFile {
  const curves = recorded.filter((curve) => isOf(curve, name));
  const used = chosen?.filter((curve) => isOf(curve.recorded, name)) ?? [];
  const shown = used.length > 0 ? used.map((curve) => curve.recorded) : curves;
  return {
    name,
    used: usedText(used, curves.length, chosen !== null),
    scanRate,
    rateFrom: curves[0]?.scanRateFrom ?? null,
    unrated: !rated,
    polarity: polarityText(curves, used),
    remarks: [...new Set(shown.flatMap(({ remarks }) => remarks))],
  };
}

function usedText(used: readonly ChosenCurve[], all: number, decided: boolean): string {
  if (!decided) return counted(all, 'curve');
  if (used.length === 0) return 'not used: not a first cycle';
  const scans = used.flatMap(({ recorded }) => recorded.scan ?? []);
  const which = scans.length > 0 ? `scan ${scans.join(', ')}` : 'its curve';
  return all === 1 ? `${which} used` : `${which} of ${String(all)} used`;
}

/** What the file says of the sign, and what was done with it. */
function polarityText(curves: readonly RecordedVoltammogram[], used: readonly ChosenCurve[]): string {
  const [first] = curves;
  if (used.some(({ turned }) => turned)) return 'Sign reversed: anodic currents were negative';
  if (first?.polarity.anodic === 'unknown') return 'Anodic currents positive, by the look of the curves';
  return first?.polarity.anodic === 'negative' ? 'Anodic currents negative' : 'Anodic currents positive';
}
