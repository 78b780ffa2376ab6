/** The form of an analysis: the values that can be changed when the records are there, and the name that it gets. */
import {
  analysisFields,
  checkSettings,
  proposeName,
  refuseName,
  type Analysis,
} from '../../experiments/recipe/analysis';
import type { Recipe } from '../../experiments/experiment';
import { groupFields, recipeOf, textsOf } from './form-values';
import type { RunView } from '../runs/run-view.svelte';

export class SettingsForm {
  texts = $state<Record<string, string>>({});
  readonly groups;
  private readonly view: RunView;
  private readonly fields;
  /** As it was typed; null for the name that the values give. */
  private typed = $state<string | null>(null);
  private readonly settings: Recipe = $derived.by(() => recipeOf({}, this.fields, this.texts));
  private readonly problems = $derived.by(() =>
    checkSettings(this.view.facts.experiment, this.view.facts.recipe, this.settings),
  );

  /** Begins with the values of the analysis that is shown. */
  constructor(view: RunView) {
    this.view = view;
    this.fields = analysisFields(view.facts.experiment);
    this.groups = groupFields(this.fields);
    this.texts = textsOf(this.fields, { ...view.facts.recipe, ...view.settings });
  }

  get name(): string {
    const { experiment, recipe } = this.view.facts;
    return this.typed ?? proposeName(experiment, recipe, this.settings, this.view.names);
  }

  set name(name: string) {
    this.typed = name;
  }

  get nameProblem(): string | null {
    return refuseName(this.name, this.view.names);
  }

  problemOf(key: string): string | null {
    return this.problems.find((p) => p.key === key)?.message ?? null;
  }

  /** What was chosen; null while something is refused. */
  get analysis(): Analysis | null {
    if (this.problems.length > 0 || this.nameProblem !== null) return null;
    return { name: this.name, settings: this.settings };
  }
}
