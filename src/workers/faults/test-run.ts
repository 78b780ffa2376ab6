/** For tests: a host with a disk, which can be killed, and a person who presses what the page tells them to press. */
import type { Candidate } from '../../devices/transport/candidate';
import { memoryFile } from '../../bundles/byte-file';
import { openJournal, type JournalSource } from '../../bundles/journal-reader';
import { createJournal, reopenJournal } from '../../bundles/journal-writer';
import { readHeader } from '../../bundles/journal-codec';
import { scanFrames } from '../../bundles/journal-scan';
import type { ByteFile, Note } from '../../bundles/run';
import { diffusionMap } from '../../experiments/diffusion-map';
import type { Recipe } from '../../experiments/experiment';
import { faultText, type Fault } from '../../fault';
import { ok } from '../../result';
import { createAcquisition } from '../acquisition';
import type { Analyst } from '../environment';
import { fitApi } from '../fits/fit';
import type { AcquisitionApi, PixelMessage, Status } from '../protocol';
import type { TestBridge } from './test-bridge';

export const SMALL: Recipe = {
  ...diffusionMap.presets[0]?.recipe,
  columns: 5,
  rows: 4,
  rates: [20, 10],
};

const ANALYST: Analyst = {
  width: 2,
  reduce: (run, hop) => Promise.resolve(fitApi.reduce(run, hop)),
  detail: (run, hop) => Promise.resolve(ok(fitApi.detail(run, hop))),
  expect: (id, recipe, amplifier) => Promise.resolve(ok(fitApi.expect(id, recipe, amplifier))),
  findings: async (...asked) => ok(await fitApi.findings(...asked)),
};

/** Fits that hold the whole thread up. */
export const SLOW: Analyst = {
  ...ANALYST,
  reduce: (run, hop) => {
    for (const begin = performance.now(); performance.now() - begin < 100;);
    return ANALYST.reduce(run, hop);
  },
};

/** A disk that loses, when its computer dies, what was not flushed. */
export class TestDisk {
  /** Bytes that may be stored; writes beyond them find it full. */
  room = Infinity;
  private readonly inner = memoryFile();
  private flushed = 0;
  private owner = 0;

  /** The file for one computer; it goes dead with the next `open`. */
  open(): ByteFile {
    const mine = ++this.owner;
    const alive = (): boolean => mine === this.owner;
    return {
      ...this.inner,
      write: (bytes, at) => {
        if (!alive()) return;
        if (at + bytes.length > this.room) throw new DOMException('no space', 'QuotaExceededError');
        this.inner.write(bytes, at);
      },
      truncate: (to) => {
        if (alive()) this.inner.truncate(to);
      },
      flush: () => {
        if (alive()) this.flushed = this.inner.size();
      },
    };
  }

  /** The computer dies: of what was not flushed a part is lost. */
  crash(random: () => number): void {
    this.owner++;
    this.inner.truncate(this.flushed + Math.floor(random() * (this.inner.size() - this.flushed)));
  }

  read(): JournalSource {
    const journal = openJournal(this.inner);
    if (!journal.ok) throw new Error(faultText(journal.error));
    return journal.value;
  }

  /** What the host noted, oldest first. */
  notes(): Note[] {
    const bytes = this.bytes();
    const header = readHeader(bytes);
    if (!header.ok) throw new Error(header.error.detail);
    return [...scanFrames(this.inner, header.value.next, bytes.length)].flatMap((place) =>
      place.kind === 'frame' && place.frame.kind === 'note' ? [place.frame.note] : [],
    );
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.inner.size());
    this.inner.read(bytes, 0);
    return bytes;
  }
}

export interface TestHostOptions {
  readonly bridge: TestBridge;
  readonly disk?: TestDisk;
  readonly analyst?: Analyst;
  readonly recipe?: Recipe;
}

export class TestHost {
  readonly bridge: TestBridge;
  readonly disk: TestDisk;
  readonly pixels: PixelMessage[] = [];
  /** Faults that the person was shown, each once. */
  readonly shown: Fault[] = [];
  status: Status | null = null;
  acquisition: AcquisitionApi;
  private readonly recipe: Recipe;
  private readonly analyst: Analyst;
  private run = '';
  private life = 0;
  private pressing = false;
  private watchers: ((status: Status) => void)[] = [];

  constructor({ bridge, disk = new TestDisk(), analyst = ANALYST, recipe = SMALL }: TestHostOptions) {
    this.bridge = bridge;
    this.disk = disk;
    this.analyst = analyst;
    this.recipe = recipe;
    this.acquisition = this.boot();
  }

  /** Connects and starts the recipe. */
  async begin(): Promise<void> {
    await this.connect();
    const started = await this.acquisition.start(diffusionMap.id, this.recipe);
    if (!started.ok) throw new Error(faultText(started.error));
    this.run = started.value;
  }

  /** A page that is loaded again, or a computer that is switched on: connects, and goes on with the journal. */
  async comeBack(): Promise<void> {
    this.acquisition = this.boot();
    await this.connect();
    for (;;) {
      const gone = await this.acquisition.resumeKept(this.run);
      if (gone.ok) return;
      this.shown.push(gone.error);
      if (gone.error.code !== 'bridge-safe' && gone.error.code !== 'bridge-fault')
        throw new Error(faultText(gone.error));
      await this.acquisition.reset();
    }
  }

  /** The page or its computer dies on the spot. */
  crash(random: () => number = Math.random): void {
    this.life++;
    this.disk.crash(random);
    this.bridge.unplug();
    this.bridge.plug();
  }

  /** Resolves with the first status that is as wanted. */
  when(wanted: (status: Status) => boolean): Promise<Status> {
    if (this.status && wanted(this.status)) return Promise.resolve(this.status);
    return new Promise((resolve) => {
      this.watchers.push((status) => {
        if (wanted(status)) resolve(status);
      });
    });
  }

  /** To the end of the run and its analysis. */
  finish(): Promise<Status> {
    return this.when(({ run }) => run !== null && (run.finished || run.stopped));
  }

  private readonly cable: Candidate = {
    name: 'a cable',
    serial: null,
    open: () => Promise.resolve(this.bridge.openLink()),
  };

  private boot(): AcquisitionApi {
    const mine = this.life;
    const dead = (): boolean => mine !== this.life;
    this.status = null;
    this.pixels.length = 0;
    const acquisition = createAcquisition({
      candidates: () => (dead() ? new Promise(() => undefined) : Promise.resolve(ok([this.cable]))),
      holdInstrument: () => Promise.resolve(ok(() => undefined)),
      createJournal: (header) => Promise.resolve(createJournal(this.disk.open(), header)),
      reopenJournal: () => Promise.resolve(reopenJournal(this.disk.open())),
      freeBytes: () => Promise.resolve(null),
      analyst: this.analyst,
    });
    acquisition.subscribe((event) => {
      if (dead()) return;
      if (event.kind === 'pixels') this.pixels.push(...event.pixels);
      else this.hear(event.status);
    });
    return acquisition;
  }

  private async connect(): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      const connected = await this.acquisition.connect({ kind: 'simulated', sample: '', seed: 0, clock: 1 });
      if (connected.ok) return;
      this.shown.push(connected.error);
    }
    throw new Error('The bridge could not be connected.');
  }

  private hear(status: Status): void {
    this.status = status;
    const last = this.shown.at(-1);
    if (status.fault && status.fault.happened !== last?.happened) this.shown.push(status.fault);
    for (const watcher of [...this.watchers]) watcher(status);
    if (!this.pressing) void this.press(status);
  }

  /** What a person does who has looked at the probe and made space. */
  private async press({ phase, bridge, fault: why }: Status): Promise<void> {
    if (phase !== 'waiting' && !(phase === 'paused' && why)) return;
    this.pressing = true;
    this.disk.room = Infinity;
    if (bridge?.state === 'SAFE' || bridge?.state === 'FAULT') await this.acquisition.reset();
    await this.acquisition.resume();
    this.pressing = false;
  }
}
