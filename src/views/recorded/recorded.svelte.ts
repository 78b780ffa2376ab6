/** Recorded voltammograms that are open: what was typed about them, and what the worker made of them. */
import type { PixelDetail } from '../../experiments/shown';
import { checkRecorded, rateField, rateKey, recordedFields } from '../../experiments/recipe/recorded-fields';
import type { Fault } from '../../fault';
import { quantity, significant } from '../../quantity';
import type { RecordedApi, RecordedFile, RecordedSettings, RecordedView } from '../../workers/protocol';
import { recipeOf } from '../form/form-values';
import { guarded } from '../guarded';

/** Files that hold a run and not voltammograms of another instrument. */
export const isRun = ({ name }: File): boolean => /\.(?:h5|hdf5|nxs|mjnl)$/i.test(name);

/** These may be left open; the worker says what is missing. */
const OPTIONAL: readonly string[] = ['area', 'areaError', 'concentration', 'concentrationError'];

/** What the workers' client offers of it: each call may break. */
type Worker = {
  readonly [Name in keyof RecordedApi]: (
    ...args: Parameters<RecordedApi[Name]>
  ) => Promise<Awaited<ReturnType<RecordedApi[Name]>>>;
};

export class Recorded {
  view = $state.raw<RecordedView | null>(null);
  /** An answer is being waited for; what is shown belongs to earlier settings. */
  waiting = $state(false);
  texts = $state<Record<string, string>>({
    area: '',
    areaError: '0',
    concentration: '',
    concentrationError: '0',
    electrons: '1',
    temperature: '298.15',
  });
  readonly fields = $derived([
    ...recordedFields,
    ...(this.view?.files.map(({ name }) => rateField(name)) ?? []),
  ]);
  private readonly problems = $derived(
    checkRecorded(
      this.fields.filter(({ key }) => !this.isOpen(key)),
      recipeOf({}, this.fields, this.texts),
    ),
  );
  readonly settings: RecordedSettings = $derived(this.told());
  /** Never numbers of other settings than those that stand in the form. */
  readonly detail: PixelDetail | null = $derived(this.shown());
  private again = false;
  private readonly worker: Worker;
  private readonly report: (problem: Fault) => void;

  constructor(worker: Worker, report: (problem: Fault) => void) {
    this.worker = worker;
    this.report = report;
  }

  get title(): string {
    const files = this.view?.files ?? [];
    return files.length === 1 ? (files[0]?.name ?? '') : `Voltammograms of ${String(files.length)} files`;
  }

  problemOf(key: string): string | null {
    return this.problems.find((problem) => problem.key === key)?.message ?? null;
  }

  /** The file's own rate, in words. */
  statedRate({ scanRate, rateFrom, unrated }: RecordedFile): string {
    if (unrated) return 'not stated in the file';
    if (scanRate === null) return 'several, by the file';
    const source = rateFrom === null ? 'file' : SOURCE[rateFrom];
    return `${quantity(significant(1e3 * scanRate), 'mV/s')}, by the ${source}`;
  }

  /** Whether it could be opened; the reason why not is reported. */
  async open(files: readonly File[]): Promise<boolean> {
    const result = await guarded(this.worker.openRecorded(files, { ...this.settings, rates: {} }));
    if (!result.ok) {
      this.report(result.error);
      return false;
    }
    for (const { name } of result.value.files) this.texts[rateKey(name)] = '';
    this.view = result.value;
    if (result.value.refused) this.report(result.value.refused);
    return true;
  }

  /** Asks for the analysis with what stands in the form now; of several requests the last one counts. */
  async analyse(): Promise<void> {
    if (!this.view || this.problems.length > 0) return;
    if (this.waiting) {
      this.again = true;
      return;
    }
    this.waiting = true;
    do {
      this.again = false;
      const result = await guarded(this.worker.analyseRecorded(this.settings));
      if (this.view === null) break;
      if (result.ok) this.view = result.value;
      else this.report(result.error);
    } while (this.again);
    this.waiting = false;
  }

  close(): void {
    if (!this.view) return;
    this.view = null;
    void this.worker.closeRecorded();
  }

  private isOpen(key: string): boolean {
    const optional = OPTIONAL.includes(key) || key.startsWith(rateKey(''));
    return optional && (this.texts[key] ?? '').trim() === '';
  }

  private told(): RecordedSettings {
    const valueOf = (key: string): number | null => {
      const field = this.fields.find((f) => f.key === key);
      if (!field || this.isOpen(key) || this.problemOf(key) !== null) return null;
      return Number(recipeOf({}, [field], this.texts)[key]);
    };
    const rates = (this.view?.files ?? []).flatMap(({ name }): [string, number][] => {
      const rate = valueOf(rateKey(name));
      return rate === null ? [] : [[name, rate]];
    });
    return {
      area: valueOf('area'),
      areaError: valueOf('areaError') ?? 0,
      concentration: valueOf('concentration'),
      concentrationError: valueOf('concentrationError') ?? 0,
      temperature: valueOf('temperature') ?? 298.15,
      electrons: valueOf('electrons') ?? 1,
      rates: Object.fromEntries(rates),
    };
  }

  private shown(): PixelDetail | null {
    const detail = this.view?.detail ?? null;
    const [problem] = this.problems;
    if (!detail || !problem) return detail;
    const { plots } = detail;
    return { headline: 'No diffusion coefficient', reason: problem.message, good: false, numbers: [], plots };
  }
}

const SOURCE = {
  header: 'file',
  notes: 'notes',
  name: 'name',
  time: 'times',
} as const;
