/** Runs that a person starts, or goes on with: the chosen instrument is connected first where none is. */
import { experimentById } from '../../experiments/catalogue';
import type { Workers } from '../../workers/client';
import type { KeptRun } from '../../workers/protocol';
import type { Centre } from '../centre.svelte';
import type { Choice, RecipeForm } from '../form/recipe-form.svelte';
import type { Instrument } from '../instrument/instrument.svelte';
import { lastBridge } from '../instrument/last-bridge';
import { isBusy } from '../state-words';
import type { Troubles } from '../troubles.svelte';
import type { KeptJournals } from './kept-journals.svelte';

type Worker = Pick<Workers['acquisition'], 'start' | 'resumeKept'>;

/** What a start reads and what it changes. */
interface Parts {
  readonly form: RecipeForm;
  readonly instrument: Instrument;
  readonly centre: Pick<Centre, 'close'>;
  readonly kept: Pick<KeptJournals, 'refresh'>;
  readonly troubles: Troubles;
}

export class Starting {
  /** A start was asked for and is not yet answered. */
  private asked = $state(false);
  private readonly acquisition: Worker;
  private readonly parts: Parts;
  /** Another run or another instrument has to wait. */
  readonly busy = $derived.by(() => this.asked || isBusy(this.parts.instrument.status.phase));

  constructor(acquisition: Worker, parts: Parts) {
    this.acquisition = acquisition;
    this.parts = parts;
  }

  /** Starts the recipe of the form. */
  async start(): Promise<void> {
    if (this.parts.form.problems.length > 0) return;
    await this.once(() => this.begin());
  }

  /** A published setting on the simulated instrument, as fast as it can. */
  async demonstrate(choice: Choice): Promise<void> {
    const { form, instrument } = this.parts;
    await this.once(async () => {
      form.load(choice);
      instrument.choice = { kind: 'simulated', sample: choice.preset.sample, seed: 1, clock: Infinity };
      if (await instrument.connect()) await this.begin();
    });
  }

  /** Goes on with a kept run, whose recipe the form then shows; connects an instrument like its own first where none is. */
  async resumeKept({ name, simulation }: KeptRun): Promise<void> {
    const { instrument, centre, kept, troubles } = this.parts;
    await this.once(async () => {
      troubles.clear();
      if (!instrument.connected) {
        if (simulation) instrument.choice = { ...instrument.choice, kind: 'simulated', ...simulation };
        else if (instrument.choice.kind === 'simulated')
          instrument.choice.kind = lastBridge()?.kind ?? 'serial';
        if (!(await instrument.connect())) return;
      }
      centre.close();
      const resumed = await troubles.heed(this.acquisition.resumeKept(name));
      if (resumed.ok) this.loadRunning(resumed.value);
      await kept.refresh();
    });
  }

  /** Puts the recipe of a run at work into the form. */
  private loadRunning(id: string): void {
    const { form, instrument } = this.parts;
    const { run } = instrument.status;
    const experiment = run?.id === id ? experimentById(run.experiment) : null;
    if (run && experiment) form.use({ experiment, recipe: run.recipe });
  }

  private async begin(): Promise<void> {
    const { form, instrument, centre, troubles } = this.parts;
    troubles.clear();
    const { recipe } = form;
    const { id } = form.choice.experiment;
    if (instrument.needsConnection && !(await instrument.connect())) return;
    centre.close();
    await troubles.heed(this.acquisition.start(id, recipe));
  }

  /** Leaves out what is asked for a second time before the first was answered, or while a run is at work. */
  private async once(start: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.asked = true;
    await start();
    this.asked = false;
  }
}
