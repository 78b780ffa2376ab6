/** Clusters of pixels by chosen maps: asked of a worker, shown as one more map. What was chosen is kept with the workspace. */
import { untrack } from 'svelte';
import type { Fault } from '../../fault';
import type { Clusters } from '../../maps/clusters';
import type { ViewOperation } from '../../maps/view-operation';
import type { ClusterChoice } from '../../maps/workspace';
import { ok } from '../../result';
import type { BundleApi } from '../../workers/protocol';
import { guarded } from '../guarded';
import type { Plane } from '../maps/map-data';
import type { RunView } from '../runs/run-view.svelte';

/** Maps that clusters are found by and laid over. */
type Maps = Pick<RunView, 'shownPlanes' | 'layClusters'>;

export interface FoundClusters {
  readonly clusters: Clusters;
  /** The planes that they were found by, with the numbers of then. */
  readonly by: readonly Plane[];
}

/** What clusters have to be found again for. */
interface Dependences {
  readonly clusters: ClusterChoice | null;
  readonly operations: readonly ViewOperation[];
  readonly analysis: string;
}

export class Clustering {
  found = $state.raw<FoundClusters | null>(null);
  working = $state(false);
  /** Why there are none though some were asked for; empty otherwise. */
  problem = $state('');
  private asked = 0;
  private readonly worker: Pick<BundleApi, 'clusters'>;
  private readonly report: (fault: Fault) => void;

  constructor(worker: Pick<BundleApi, 'clusters'>, report: (fault: Fault) => void) {
    this.worker = worker;
    this.report = report;
  }

  /** Takes what clusters depend on; in an effect it is called again when any of it changes. */
  consider(view: Maps, { clusters }: Dependences): void {
    untrack(() => void this.follow(view, clusters));
  }

  /** Finds clusters by a choice and lays them over the maps of a run; null takes them away. The last call counts. */
  async follow(view: Maps, choice: ClusterChoice | null): Promise<void> {
    const turn = ++this.asked;
    this.problem = '';
    const by = choice?.maps.map(({ map, plane }) =>
      view.shownPlanes.find((p) => p.map.name === map && p.plane === plane),
    );
    if (!choice || !by?.every((p) => p !== undefined)) {
      this.show(view, null);
      if (choice) this.problem = 'A map that the clusters were found by is not there.';
      return;
    }
    this.working = true;
    const clusters = await this.ask(by, choice);
    if (turn !== this.asked) return;
    this.working = false;
    this.show(view, clusters && { clusters, by });
    if (!clusters) this.problem = 'Fewer than four pixels have a number in every one of these maps.';
  }

  private async ask(by: readonly Plane[], { most, seed }: ClusterChoice): Promise<Clusters | null> {
    const maps = by.map((p) => p.values);
    const asked = this.worker.clusters(maps, most, seed).then((clusters) => ok(clusters));
    const answer = await guarded(asked, 'The clusters could not be found');
    if (answer.ok) return answer.value;
    this.report(answer.error);
    return null;
  }

  private show(view: Maps, found: FoundClusters | null): void {
    this.working = false;
    this.found = found;
    view.layClusters(found && found.clusters);
  }
}
