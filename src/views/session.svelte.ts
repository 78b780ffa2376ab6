/**
 * The one store of the page: it owns the workers, hears what they report, and holds what is shown. Components read it and
 * call its methods; nothing flows back another way.
 */
import { askForDevice } from '../devices/permission';
import { experimentById } from '../experiments/catalogue';
import { nearestDistance } from '../experiments/path/nearest';
import { parseRecipe, recipeText } from '../experiments/recipe/recipe-file';
import type { PictureFile } from '../maps/picture';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { callback, startWorkers } from '../workers/client';
import type { AcquisitionEvent, ConnectChoice, RunProgress, Status, KeptRun } from '../workers/protocol';
import { EarlierResults } from './form/earlier-results.svelte';
import { Foresight } from './form/foresight.svelte';
import { holdTurns, inTurn } from './graphs/frame-turns';
import { Inspection } from './inspector/inspection.svelte';
import { DOUBLE_PRESS } from './keyboard';
import { Recalculation } from './inspector/recalculation.svelte';
import { isRun, Recorded } from './recorded/recorded.svelte';
import { LinkFigures } from './instrument/link-figures.svelte';
import { lastBridge, rememberBridge } from './instrument/last-bridge';
import { RecipeForm, firstPreset, type Choice } from './form/recipe-form.svelte';
import { pixelsOf, type Pixel } from './maps/map-data';
import { placeOf } from '../experiments/path/place';
import { Clustering } from './workspace/clustering.svelte';
import { RunFindings } from './runs/run-findings.svelte';
import { RunView } from './runs/run-view.svelte';
import { fileName, RECIPE, saveText } from './save-file';
import { secondRunOf } from './runs/second-run';
import { Saving } from './runs/saving.svelte';
import { isActive, isBusy, isConnected, isResting } from './state-words';
import { WakeLock } from './wake-lock';
import { now } from './when';

const DISCONNECTED: Status = {
  phase: 'disconnected',
  instrument: null,
  bridge: null,
  watchdog: 0,
  checks: [],
  run: null,
  fault: null,
  stop: null,
  spaceShort: null,
};

const LARGEST_SEED = 2 ** 32 - 1;

/** What the page needs of the workers' clients. */
export interface Clients {
  readonly startWorkers: typeof startWorkers;
  readonly callback: typeof callback;
}

/** By its name: an image, also one of a format that is not read here, which is said then. */
const isPicture = ({ name }: File): boolean => /\.(?:png|tiff?|jpe?g|gif|bmp|webp)$/i.test(name);

export class Session {
  readonly form = new RecipeForm();
  readonly inspection: Inspection;
  readonly foresight: Foresight;
  readonly findings: RunFindings;
  readonly clustering: Clustering;
  readonly saving: Saving;
  readonly recalculation: Recalculation;
  readonly recorded: Recorded;
  readonly link: LinkFigures;
  readonly earlier: EarlierResults;
  status = $state.raw<Status>(DISCONNECTED);
  /** Journals of earlier runs. */
  kept = $state.raw<readonly KeptRun[]>([]);
  /** The instrument that Connect and Start use. */
  choice = $state<{ kind: ConnectChoice['kind']; sample: string; seed: number; clock: number }>({
    kind: 'simulated',
    sample: firstPreset().preset.sample,
    seed: 1,
    clock: Infinity,
  });
  live = $state.raw<RunView | null>(null);
  opened = $state.raw<RunView | null>(null);
  opening = $state(false);
  /** The path of the form is shown in the place of maps. */
  planning = $state(false);
  /** A start was asked for and is not yet answered. */
  private starting = $state(false);
  /** Escape was pressed once while something runs. */
  escapeArmed = $state(false);
  private escapeTimer: ReturnType<typeof setTimeout> | undefined;
  private drawAgain: () => void = () => undefined;
  readonly shown = $derived(this.opened ?? this.live);
  readonly active = $derived(isActive(this.status.phase));
  /** Another run or another instrument has to wait. */
  readonly busy = $derived(this.starting || isBusy(this.status.phase));
  readonly connected = $derived(isConnected(this.status.phase));
  private ownFault = $state.raw<Fault | null>(null);
  private putAside = $state.raw<Fault | null>(null);
  /** What the person should know of; null when all is well or it was put aside. */
  readonly trouble = $derived(this.ownFault ?? this.reportedFault());
  /** The run that pixels are written to; shown as `live` from the next frame on. */
  private measured: RunView | null = null;
  private readonly workers;
  private readonly wakeLock = new WakeLock();

  constructor(clients: Clients) {
    this.workers = clients.startWorkers(
      (event) => {
        this.hear(event);
      },
      (death) => {
        this.report(death);
      },
    );
    this.inspection = new Inspection(this.workers, () => this.shown === this.opened);
    this.foresight = new Foresight(this.workers.acquisition);
    this.findings = new RunFindings(this.workers.acquisition);
    const report = (f: Fault): void => {
      this.report(f);
    };
    this.clustering = new Clustering(this.workers.bundle, report);
    this.saving = new Saving(this.workers, clients.callback, report);
    this.recalculation = new Recalculation(this.workers, clients.callback, report);
    this.link = new LinkFigures(this.workers.acquisition, report);
    this.earlier = new EarlierResults(report);
    this.recorded = new Recorded(this.workers.bundle, (call) => this.guarded(call), report);
    void this.refreshKept();
  }

  /** Connects the chosen instrument. Devices need permission first, so this belongs into a click. */
  async connect(): Promise<boolean> {
    this.clearTrouble();
    const { kind, sample, seed, clock } = this.choice;
    if (kind !== 'simulated') return this.connectDevice(kind);
    if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
      return this.settle(err(fault('value-invalid', 'Seed: give a whole number from 0 to 4294967295.')));
    }
    return this.settle(await this.guarded(this.workers.acquisition.connect({ kind, sample, seed, clock })));
  }

  /** A device that was chosen by its serial number is preferred; of ports, which do not tell it, the bridge used last. */
  private async connectDevice(kind: 'serial' | 'usb'): Promise<boolean> {
    const permitted = await askForDevice(kind);
    if (!permitted.ok) return this.settle(permitted);
    const { device, serial } = permitted.value;
    const preferred = serial ?? lastBridge()?.serial ?? null;
    const choice: ConnectChoice = { kind, device, ...(preferred === null ? {} : { preferred }) };
    const connected = await this.guarded(this.workers.acquisition.connect(choice));
    if (connected.ok) rememberBridge({ kind, serial: connected.value.identity.serial });
    return this.settle(connected);
  }

  async disconnect(): Promise<void> {
    this.settle(await this.guarded(this.workers.acquisition.disconnect().then(ok)));
  }

  /** Starts the recipe of the form; connects the chosen instrument first where none is. */
  async start(): Promise<void> {
    if (this.form.problems.length > 0) return;
    await this.once(() => this.begin());
  }

  private async begin(): Promise<void> {
    this.clearTrouble();
    const { recipe } = this.form;
    const { id } = this.form.choice.experiment;
    if (this.needsConnection && !(await this.connect())) return;
    this.closeOpened();
    this.settle(await this.guarded(this.workers.acquisition.start(id, recipe)));
  }

  /** There is no instrument, or it is a simulated one of another sample than is chosen. */
  private get needsConnection(): boolean {
    const simulated = this.status.instrument?.capabilities.simulation;
    const { kind, sample } = this.choice;
    return (
      !this.connected || (kind === 'simulated' && simulated !== undefined && simulated.sample !== sample)
    );
  }

  /** Whether the run that the form describes will be of a simulated instrument. */
  get simulated(): boolean {
    const { instrument } = this.status;
    return instrument ? instrument.capabilities.simulation !== undefined : this.choice.kind === 'simulated';
  }

  /** Puts a published setting into the form, and its sample under a simulated instrument. */
  choose(choice: Choice): void {
    this.form.load(choice);
    if (this.choice.kind === 'simulated') this.choice.sample = choice.preset.sample;
  }

  /** Puts a pixel of a map into the form, as a point that voltammetry is made at, and shows where it lies. */
  measureAt(view: RunView, pixel: Pixel): void {
    this.form.measureAt([placeOf(view.path, pixel)], view.facts.recipe);
    this.planning = true;
  }

  /** The same with all pixels that are selected in the maps, whatever selected them. */
  measureSelected(view: RunView): void {
    const { mask } = view.workspace;
    if (!mask) return;
    const places = pixelsOf(mask, view.path).map((pixel) => placeOf(view.path, pixel));
    this.form.measureAt(places, view.facts.recipe);
    this.planning = true;
  }

  /** Puts the selected pixels into the form as all that is visited of the grid. */
  mapSelected(view: RunView): void {
    const { mask } = view.workspace;
    if (!mask) return;
    this.form.mapOnly(mask, view.facts);
    this.planning = true;
  }

  /** Puts the line of the profile into the form, as points to be measured. */
  measureAlong(view: RunView): void {
    const { profile } = view.workspace.kept;
    if (!profile) return;
    const pitch = nearestDistance(view.path);
    this.form.measureAlong(profile, { ...view.facts, pitch });
    this.planning = true;
  }

  /** Keeps the recipe of the form as a file. Call it straight from a click. */
  async saveRecipe(): Promise<void> {
    const { experiment, preset } = this.form.choice;
    const text = recipeText(experiment.id, this.form.recipe);
    this.settle(await saveText(fileName(preset.title), RECIPE, () => text));
  }

  /** Puts the recipe of a file into the form. */
  async loadRecipe(file: File): Promise<void> {
    this.clearTrouble();
    const parsed = parseRecipe(await file.text());
    if (parsed.ok) this.form.use(parsed.value);
    else this.report(fault('value-invalid', `${file.name} cannot be used as a recipe: ${parsed.error}.`));
  }

  /** Goes on with a kept run; connects an instrument like its own first where none is. */
  async resumeKept(run: KeptRun): Promise<void> {
    await this.once(async () => {
      this.clearTrouble();
      if (!this.connected) {
        if (run.simulation) this.choice = { ...this.choice, kind: 'simulated', ...run.simulation };
        else if (this.choice.kind === 'simulated') this.choice.kind = lastBridge()?.kind ?? 'serial';
        if (!(await this.connect())) return;
      }
      this.closeOpened();
      this.settle(await this.guarded(this.workers.acquisition.resumeKept(run.name)));
      await this.refreshKept();
    });
  }

  /** The first published setting on the simulated instrument, as fast as it can. */
  async demonstrate(choice: Choice): Promise<void> {
    await this.once(async () => {
      this.form.load(choice);
      this.choice = { kind: 'simulated', sample: choice.preset.sample, seed: 1, clock: Infinity };
      if (await this.connect()) await this.begin();
    });
  }

  async pause(): Promise<void> {
    this.settle(await this.guarded(this.workers.acquisition.pause()));
  }

  async resume(): Promise<void> {
    this.clearTrouble();
    this.settle(await this.guarded(this.workers.acquisition.resume()));
  }

  /** Retract, verify the height, stay connected. */
  async stop(): Promise<void> {
    this.disarmEscape();
    if (this.connected) this.settle(await this.guarded(this.workers.acquisition.stop()));
  }

  async reset(): Promise<void> {
    this.clearTrouble();
    this.settle(await this.guarded(this.workers.acquisition.reset()));
  }

  togglePause(): void {
    if (this.status.phase === 'running') void this.pause();
    else if (isResting(this.status.phase)) void this.resume();
  }

  /** Escape: the second press within a moment stops. It must not wait for a drawing, so there is none until then. */
  escape(): void {
    if (!this.active) return;
    if (this.escapeArmed) {
      void this.stop();
      return;
    }
    this.escapeArmed = true;
    this.drawAgain = holdTurns();
    this.escapeTimer = setTimeout(() => {
      this.disarmEscape();
    }, DOUBLE_PRESS);
  }

  private disarmEscape(): void {
    clearTimeout(this.escapeTimer);
    this.drawAgain();
    this.escapeArmed = false;
  }

  /** Opens a run, or voltammograms that other instruments have recorded. */
  async open(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (!first || this.opening) return;
    this.clearTrouble();
    if (files.every(isPicture)) await this.openPictures(first, files.length);
    else if (!files.some(isRun)) await this.openRecorded(files);
    else if (files.length === 1) await this.openRun(first);
    else this.report(fault('value-invalid', 'A bundle or a journal is opened by itself.'));
  }

  private readonly readPicture = (file: PictureFile) => this.guarded(this.workers.bundle.readPicture(file));

  /** A micrograph, to lie over the maps that are shown. */
  private async openPictures(file: File, count: number): Promise<void> {
    if (count > 1) {
      this.report(fault('value-invalid', 'One micrograph at a time lies over the maps.'));
      return;
    }
    this.opening = true;
    const view = this.recorded.view ? null : this.shown;
    const laid = import('./workspace/load-micrograph').then(({ layPicture }) =>
      layPicture(view, file, this.readPicture),
    );
    this.settle(await this.guarded(laid));
    this.opening = false;
  }

  private async openRecorded(files: readonly File[]): Promise<void> {
    this.opening = true;
    const opened = await this.recorded.open(files);
    this.opening = false;
    if (!opened) return;
    this.opened?.close();
    this.opened = null;
  }

  /** To be looked at as if it had just been measured. */
  private async openRun(file: File): Promise<void> {
    this.opening = true;
    const result = await this.guarded(this.workers.bundle.open(file));
    this.opening = false;
    if (!this.settle(result) || !result.ok) return;
    const { title, recipe, path, analyses, shown, workspace, track } = result.value;
    const experiment = experimentById(result.value.experiment);
    if (!experiment) {
      this.report(
        fault(
          'bundle-invalid',
          `The file holds an experiment of an unknown kind, “${result.value.experiment}”.`,
        ),
      );
      return;
    }
    this.closeOpened();
    const view = new RunView({ journal: null, title, experiment, recipe, path, track });
    view.following = false;
    for (const analysis of analyses) view.add(analysis);
    view.show(shown);
    const { id: run, simulated, startedAt: at } = result.value;
    this.earlier.keep(view, { run, at, simulated });
    this.opened = view;
    if (workspace === null) return;
    const kept = import('./workspace/load-micrograph').then(({ showKept }) =>
      showKept(view, workspace, this.readPicture),
    );
    this.settle(await this.guarded(kept));
  }

  /** Opens a run beside the one that is looked at, to be compared with it. */
  async compare(view: RunView, file: File): Promise<void> {
    if (this.opening) return;
    this.clearTrouble();
    this.opening = true;
    const read = await this.guarded(this.workers.bundle.readMaps(file));
    this.opening = false;
    const second = read.ok ? secondRunOf(read.value) : read;
    if (this.settle(second) && second.ok) view.compare(second.value);
  }

  /** Back from an opened file to the run of the instrument. */
  closeOpened(): void {
    this.planning = false;
    this.recorded.close();
    this.opened?.close();
    this.opened = null;
  }

  async discard(name: string): Promise<void> {
    this.settle(await this.guarded(this.workers.bundle.discard(name)));
    await this.refreshKept();
  }

  /** Asks again which runs the browser keeps. */
  async refreshKept(): Promise<void> {
    const kept = await this.guarded<readonly KeptRun[]>(this.workers.bundle.kept().then((all) => ok(all)));
    if (this.settle(kept) && kept.ok) this.kept = kept.value;
  }

  /** Puts the shown fault aside. */
  clearTrouble(): void {
    this.ownFault = null;
    this.putAside = this.status.fault;
  }

  /** Leaves out what is asked for a second time before the first was answered, or while a run is at work. */
  private async once(start: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.starting = true;
    await start();
    this.starting = false;
  }

  private report(problem: Fault): void {
    if (problem.code !== 'cancelled') this.ownFault = problem;
  }

  private reportedFault(): Fault | null {
    const reported = this.status.fault;
    const known = reported?.code === this.putAside?.code && reported?.happened === this.putAside?.happened;
    return known ? null : reported;
  }

  private settle(result: Result<unknown, Fault>): boolean {
    if (!result.ok) this.report(result.error);
    return result.ok;
  }

  /** A call that breaks, where faults should have come as data, is a fault too. */
  private async guarded<T>(call: Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
    try {
      return await call;
    } catch (thrown) {
      return err(fault('worker-died', `A worker failed: ${reasonOf(thrown)}.`));
    }
  }

  private hear(event: AcquisitionEvent): void {
    if (event.kind === 'status') {
      const ended = isActive(this.status.phase) && !isActive(event.status.phase);
      const grew = this.status.run?.bytesKept !== event.status.run?.bytesKept;
      this.status = event.status;
      if (ended) void this.refreshKept();
      this.wakeLock.keep(isActive(event.status.phase));
      if (!event.status.fault) this.putAside = null;
      if (event.status.run) this.meetRun(event.status.run);
      if (grew) this.measured?.recorded();
      if (event.status.phase === 'ready' && event.status.run?.finished) this.keepResults(event.status.run.id);
      return;
    }
    this.measured?.write(event.pixels);
    this.followProbe();
  }

  private keepResults(run: string): void {
    if (this.measured?.facts.journal !== run) return;
    this.earlier.keep(this.measured, { run, at: now(), simulated: this.simulated });
  }

  private meetRun(run: RunProgress): void {
    if (this.measured?.facts.journal === run.id) return;
    const experiment = experimentById(run.experiment);
    if (!experiment) return;
    this.measured?.close();
    const view = new RunView({
      journal: run.id,
      title: null,
      experiment,
      recipe: run.recipe,
      path: null,
      track: null,
    });
    this.measured = view;
    inTurn(() => {
      if (this.measured !== view) return;
      this.inspection.forget();
      this.live = view;
    });
  }

  private followProbe(): void {
    if (this.live?.following && !this.opened && !this.escapeArmed) this.inspection.follow(this.live);
  }
}
