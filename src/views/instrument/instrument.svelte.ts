/** The instrument: which one is chosen, whether it is connected, what it says of itself, and what it can be told in a run. */
import { askForDevice } from '../../devices/permission';
import type { Point } from '../../experiments/experiment';
import { fault } from '../../fault';
import { err, ok } from '../../result';
import type { Workers } from '../../workers/client';
import type { ConnectChoice, Status } from '../../workers/protocol';
import { firstPreset } from '../form/recipe-form.svelte';
import { isActive, isConnected, isResting } from '../state-words';
import type { Troubles } from '../troubles.svelte';
import { lastBridge, rememberBridge } from './last-bridge';

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

export class Instrument {
  /** As it was reported last. */
  status = $state.raw<Status>(DISCONNECTED);
  /** What Connect and Start use. */
  choice = $state<{ kind: ConnectChoice['kind']; sample: string; seed: number; clock: number }>({
    kind: 'simulated',
    sample: firstPreset().preset.sample,
    seed: 1,
    clock: Infinity,
  });
  readonly connected = $derived(isConnected(this.status.phase));
  /** A run holds it. */
  readonly active = $derived(isActive(this.status.phase));
  private readonly acquisition: Workers['acquisition'];
  private readonly troubles: Troubles;

  constructor(acquisition: Workers['acquisition'], troubles: Troubles) {
    this.acquisition = acquisition;
    this.troubles = troubles;
  }

  /** Whether a run that starts now will be of a simulated one. */
  get simulated(): boolean {
    const { instrument } = this.status;
    return instrument ? instrument.capabilities.simulation !== undefined : this.choice.kind === 'simulated';
  }

  /** None is connected, or a simulated one of another sample than is chosen. */
  get needsConnection(): boolean {
    const simulated = this.status.instrument?.capabilities.simulation;
    const { kind, sample } = this.choice;
    return (
      !this.connected || (kind === 'simulated' && simulated !== undefined && simulated.sample !== sample)
    );
  }

  /** Connects the chosen one. Devices need permission first, so this belongs into a click. */
  async connect(): Promise<boolean> {
    this.troubles.clear();
    const { kind, sample, seed, clock } = this.choice;
    if (kind !== 'simulated') return this.connectDevice(kind);
    if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
      const problem = fault('value-invalid', 'Seed: give a whole number from 0 to 4294967295.');
      return this.troubles.settle(err(problem));
    }
    const connected = await this.troubles.heed(this.acquisition.connect({ kind, sample, seed, clock }));
    return connected.ok;
  }

  /** A device that was chosen by its serial number is preferred; of ports, which do not tell it, the bridge used last. */
  private async connectDevice(kind: 'serial' | 'usb'): Promise<boolean> {
    const permitted = await askForDevice(kind);
    if (!permitted.ok) return this.troubles.settle(permitted);
    const { device, serial } = permitted.value;
    const preferred = serial ?? lastBridge()?.serial ?? null;
    const choice: ConnectChoice = { kind, device, ...(preferred === null ? {} : { preferred }) };
    const connected = await this.troubles.heed(this.acquisition.connect(choice));
    if (connected.ok) rememberBridge({ kind, serial: connected.value.identity.serial });
    return connected.ok;
  }

  async disconnect(): Promise<void> {
    await this.troubles.heed(this.acquisition.disconnect().then(ok));
  }

  async pause(): Promise<void> {
    await this.troubles.heed(this.acquisition.pause());
  }

  async resume(): Promise<void> {
    this.troubles.clear();
    await this.troubles.heed(this.acquisition.resume());
  }

  /** One more point, m, for the run at work; answers whether it takes it. */
  async addPoint(place: Pick<Point, 'x' | 'y'>): Promise<boolean> {
    this.troubles.clear();
    const added = await this.troubles.heed(this.acquisition.addPoint(place));
    return added.ok;
  }

  togglePause(): void {
    if (this.status.phase === 'running') void this.pause();
    else if (isResting(this.status.phase)) void this.resume();
  }

  /** Retract, verify the height, stay connected. */
  async stop(): Promise<void> {
    if (this.connected) await this.troubles.heed(this.acquisition.stop());
  }

  /** Keeps the way of a Stop free that may follow within so many ms. */
  awaitStop(ms: number): void {
    void this.acquisition.awaitStop(ms);
  }

  /** Leaves what only a person may leave. */
  async reset(): Promise<void> {
    this.troubles.clear();
    await this.troubles.heed(this.acquisition.reset());
  }
}
