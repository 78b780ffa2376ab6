/**
 * The page's stores, each of one thing, and what connects them: what the workers report goes to those that it concerns.
 * Components read them and call their methods; nothing flows back another way.
 */
import { nearestDistance } from '../experiments/path/nearest';
import { placeOf } from '../experiments/path/place';
import type { callback, startWorkers, Workers } from '../workers/client';
import type { AcquisitionEvent, Status } from '../workers/protocol';
import { Centre } from './centre.svelte';
import { EarlierResults } from './form/earlier-results.svelte';
import { Foresight } from './form/foresight.svelte';
import { RecipeForm, type Choice } from './form/recipe-form.svelte';
import { Inspection } from './inspector/inspection.svelte';
import { Recalculation } from './inspector/recalculation.svelte';
import { Instrument } from './instrument/instrument.svelte';
import { LinkFigures } from './instrument/link-figures.svelte';
import { Stop } from './instrument/stop.svelte';
import { pixelsOf, type Pixel } from './maps/map-data';
import { Recorded } from './recorded/recorded.svelte';
import { KeptJournals } from './runs/kept-journals.svelte';
import { LiveRun } from './runs/live-run.svelte';
import { Opening } from './runs/opening.svelte';
import { RunFindings } from './runs/run-findings.svelte';
import type { RunView } from './runs/run-view.svelte';
import { Saving } from './runs/saving.svelte';
import { Starting } from './runs/starting.svelte';
import { isActive, isAtWork } from './state-words';
import { Troubles } from './troubles.svelte';
import { WakeLock } from './wake-lock';
import { now } from './when';
import { Clustering } from './workspace/clustering.svelte';

/** What the page needs of the workers' clients. */
export interface Clients {
  readonly startWorkers: typeof startWorkers;
  readonly callback: typeof callback;
}

export class Session {
  readonly troubles = new Troubles();
  readonly form = new RecipeForm();
  readonly instrument: Instrument;
  readonly stop: Stop;
  readonly link: LinkFigures;
  readonly centre: Centre;
  readonly kept: KeptJournals;
  readonly opening: Opening;
  readonly starting: Starting;
  readonly inspection: Inspection;
  readonly foresight: Foresight;
  readonly findings: RunFindings;
  readonly clustering: Clustering;
  readonly saving: Saving;
  readonly recalculation: Recalculation;
  readonly earlier: EarlierResults;
  private readonly wakeLock = new WakeLock();

  constructor(clients: Clients) {
    const { troubles, form } = this;
    const { report } = troubles;
    const hear = (event: AcquisitionEvent): void => {
      this.hear(event);
    };
    const workers: Workers = clients.startWorkers(hear, report);
    const { acquisition, bundle } = workers;
    this.instrument = new Instrument(acquisition, troubles);
    this.stop = new Stop(this.instrument);
    this.link = new LinkFigures(acquisition, report);
    this.inspection = new Inspection(
      workers,
      () => this.centre.opened !== null,
      () => this.stop.armed,
    );
    const live = new LiveRun(() => {
      this.inspection.forget();
    });
    this.centre = new Centre(live, new Recorded(bundle, report));
    this.earlier = new EarlierResults(report);
    this.kept = new KeptJournals(bundle, troubles);
    this.opening = new Opening(bundle, this.centre, this.earlier, troubles);
    const { instrument, centre, kept } = this;
    this.starting = new Starting(acquisition, { form, instrument, centre, kept, troubles });
    this.foresight = new Foresight(acquisition);
    this.findings = new RunFindings(acquisition);
    this.clustering = new Clustering(bundle, report);
    this.saving = new Saving(workers, clients.callback, report);
    this.recalculation = new Recalculation(workers, clients.callback, report);
    void kept.refresh();
  }

  /** Puts a published setting into the form, and its sample under a simulated instrument. */
  choose(choice: Choice): void {
    this.form.load(choice);
    if (this.instrument.choice.kind === 'simulated') this.instrument.choice.sample = choice.preset.sample;
  }

  /** Puts pixels of a map into the form, as places that are measured one by one, and shows where they lie. */
  measureAt(view: RunView, pixels: readonly Pixel[]): void {
    const places = pixels.map((pixel) => placeOf(view.path, pixel));
    this.form.measureAt(places, view.facts);
    this.centre.planning = true;
  }

  /** The same with all pixels that are selected in the maps, whatever selected them. */
  measureSelected(view: RunView): void {
    const { mask } = view.workspace;
    if (mask) this.measureAt(view, pixelsOf(mask, view.path));
  }

  /** Puts the selected pixels into the form as all that is visited of the grid. */
  mapSelected(view: RunView): void {
    const { mask } = view.workspace;
    if (!mask) return;
    this.form.mapOnly(mask, view.facts);
    this.centre.planning = true;
  }

  /** Puts the line of the profile into the form, as points to be measured. */
  measureAlong(view: RunView): void {
    const { profile } = view.workspace.kept;
    if (!profile) return;
    this.form.measureAlong(profile, { ...view.facts, pitch: nearestDistance(view.path) });
    this.centre.planning = true;
  }

  private hear(event: AcquisitionEvent): void {
    if (event.kind === 'status') {
      this.hearStatus(event.status);
      return;
    }
    this.centre.live.write(event.pixels);
    const { view } = this.centre.live;
    if (view) this.inspection.hear(view, event.pixels);
  }

  private hearStatus(status: Status): void {
    const ended = this.instrument.active && !isActive(status.phase);
    const analysed = isAtWork(this.instrument.status.phase) && !isAtWork(status.phase);
    this.instrument.status = status;
    this.troubles.hear(status.fault);
    if (ended) void this.kept.refresh();
    this.wakeLock.keep(isActive(status.phase));
    if (!status.run) return;
    const { live } = this.centre;
    live.hear(status.run);
    if (analysed && live.view) this.inspection.end(live.view);
    if (status.phase === 'ready' && status.run.finished) this.keepResults(status.run.id);
  }

  private keepResults(run: string): void {
    const measured = this.centre.live.of(run);
    if (measured) this.earlier.keep(measured, { run, at: now(), simulated: this.instrument.simulated });
  }
}
