/** For tests: a simulated bridge on a cable that can be pulled, with its power switch, its world and its faults in reach. */
import { instrumentOver } from '../../devices/twin/capabilities';
import { createTwin, type Switches, type Twin } from '../../devices/twin/twin';
import type { Duplex } from '../../devices/transport/duplex';
import { faultyDuplex, type Strike } from '../../devices/transport/faulty';
import { duplexPair } from '../../devices/transport/in-page';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { createWorld } from '../../world/samples';
import type { World } from '../../world/world';

export interface TestBridgeOptions {
  readonly sample: string;
  readonly seed: number;
  readonly clock?: number;
  /** Bytes of record memory. */
  readonly memory?: number;
  readonly switches?: Omit<Switches, 'made'>;
}

export class TestBridge {
  /** Records since the last start, as they were made, and those of the starts before. */
  made: Uint8Array[] = [];
  readonly madeBefore: Uint8Array[] = [];
  /** World of every start, the latest last. */
  readonly worlds: World[] = [];
  switches: Omit<Switches, 'made'>;
  /** Sees what the host writes; false lets it get lost. */
  intercept: (text: string) => boolean = () => true;
  private readonly options: TestBridgeOptions;
  private twin: Twin;
  private plugged = true;
  private cable: Duplex | null = null;
  private strikes: Strike[] = [];

  constructor(options: TestBridgeOptions) {
    this.options = options;
    this.switches = options.switches ?? {};
    this.twin = this.start();
  }

  /** The next connection, and the one after it…, are struck so. */
  strike(...strikes: Strike[]): void {
    this.strikes.push(...strikes);
  }

  /** What a host finds on its port. */
  openLink(): Result<Duplex, Fault> {
    if (!this.plugged) return err(fault('no-device', 'Nothing is plugged in.'));
    const [host, device] = duplexPair();
    void this.twin.serve(device);
    const strike = this.strikes.shift();
    const cable = strike ? faultyDuplex(host, strike) : host;
    this.cable = cable;
    return ok({
      ...cable,
      write: (bytes) =>
        this.intercept(new TextDecoder().decode(bytes)) ? cable.write(bytes) : Promise.resolve(),
    });
  }

  /** A host that comes over another transport. */
  serve(device: Duplex): Promise<void> {
    this.cable = device;
    return this.twin.serve(device);
  }

  unplug(): void {
    this.plugged = false;
    void this.cable?.close();
  }

  plug(): void {
    this.plugged = true;
  }

  /** Power off and on: memory and queue are gone, the stage is at its top. */
  restart(): void {
    void this.cable?.close();
    this.madeBefore.push(...this.made);
    this.made = [];
    this.twin = this.start();
  }

  /** Another host takes the port for a moment and leaves a watchdog of so many seconds, then nobody speaks. */
  async fallSilent(seconds: number): Promise<void> {
    this.unplug();
    const [host, device] = duplexPair();
    void this.twin.serve(device);
    await host.write(new TextEncoder().encode(`\nSYST:WATC ${String(seconds)}\n`));
  }

  /** Whether the droplet of the bridge that is switched on hangs on the surface. */
  get down(): boolean {
    return this.worlds.at(-1)?.attached ?? false;
  }

  private start(): Twin {
    const { sample, seed, clock = Infinity, memory } = this.options;
    const world = createWorld(sample, seed);
    if (!world.ok) throw new Error(world.error.happened);
    this.worlds.push(world.value);
    const { made } = this;
    const capabilities = { ...instrumentOver(world.value), ...(memory ? { record_memory: memory } : {}) };
    return createTwin({
      world: world.value,
      simulation: { sample, seed },
      clock,
      capabilities,
      switches: { ...this.switches, made: (record) => made.push(record) },
    });
  }
}
