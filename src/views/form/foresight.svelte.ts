/** What the form's recipe promises: asked of a worker when the person has stopped typing. */
import type { Expectation, Recipe } from '../../experiments/experiment';
import type { Fault } from '../../fault';
import type { Result } from '../../result';
import type { AcquisitionApi } from '../../workers/protocol';
import { guarded } from '../guarded';

/** Rest after the last change before the question is asked, ms. */
const REST = 400;

export class Foresight {
  /** Null before the first answer and while the recipe is refused. */
  shown = $state.raw<Result<Expectation, Fault> | null>(null);
  /** A newer answer is on its way. */
  waiting = $state(false);
  private due: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** What is shown or waited for. */
  private question = '';
  private readonly worker: Pick<AcquisitionApi, 'expect'>;

  constructor(worker: Pick<AcquisitionApi, 'expect'>) {
    this.worker = worker;
  }

  /**
   * The recipe may be another one, null for one that is refused, or the amplifier, by whatever tells it from others. The last
   * one counts; what was answered before is not asked again.
   */
  consider(experiment: string, recipe: Recipe | null, amplifier: string): void {
    const question = JSON.stringify([experiment, recipe, amplifier]);
    if (question === this.question && (this.waiting || this.shown?.ok)) return;
    this.question = question;
    clearTimeout(this.due);
    const mine = ++this.asked;
    this.waiting = recipe !== null;
    if (!recipe) {
      this.shown = null;
      return;
    }
    this.due = setTimeout(() => {
      void this.ask(experiment, recipe).then((answer) => {
        if (mine !== this.asked) return;
        this.waiting = false;
        this.shown = answer;
      });
    }, REST);
  }

  private ask(experiment: string, recipe: Recipe): Promise<Result<Expectation, Fault>> {
    return guarded(this.worker.expect(experiment, recipe), 'What is expected could not be worked out');
  }
}
