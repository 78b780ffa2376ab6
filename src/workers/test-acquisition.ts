/** For tests: an acquisition with simulated instruments, a journal in memory and the fits at hand. */
import { memoryFile } from '../bundles/byte-file';
import { createJournal, reopenJournal } from '../bundles/journal-writer';
import type { Duplex } from '../devices/transport/duplex';
import { duplexPair } from '../devices/transport/in-page';
import { createSimulatedBridge } from '../devices/twin/simulated-bridge';
import { diffusionMap } from '../experiments/diffusion-map';
import type { Recipe } from '../experiments/experiment';
import { fault } from '../fault';
import { err, ok } from '../result';
import { createAcquisition } from './acquisition';
import type { AcquisitionEnvironment, Analyst } from './environment';
import { fitApi } from './fits/fit';
import type { AcquisitionEvent, ConnectChoice, PixelMessage, Status } from './protocol';

export const recipe: Recipe = { ...diffusionMap.presets[0]?.recipe, columns: 2, rows: 2, rates: [20, 10] };
export const simulated = (clock: number): ConnectChoice => ({
  kind: 'simulated',
  sample: 'lto-film',
  seed: 1,
  clock,
});

export const others: Pick<Analyst, 'detail' | 'expect' | 'findings'> = {
  detail: (run, hop) => Promise.resolve(ok(fitApi.detail(run, hop))),
  expect: (id, r, amplifier) => Promise.resolve(ok(fitApi.expect(id, r, amplifier))),
  findings: async (...asked) => ok(await fitApi.findings(...asked)),
};
export const stateOf = (status: Status): Record<string, string> =>
  Object.fromEntries(status.checks.map(({ name, state }) => [name, state]));

export const only = (duplex: Duplex) =>
  Promise.resolve(ok([{ name: duplex.name, serial: null, open: () => Promise.resolve(ok(duplex)) }]));

export function setUp(change: Partial<AcquisitionEnvironment> = {}) {
  const file = memoryFile();
  const pixels: PixelMessage[] = [];
  let status: Status | null = null;
  const waiting: { until: (s: Status) => boolean; done: (s: Status) => void }[] = [];
  const acquisition = createAcquisition({
    candidates: (choice) => {
      if (choice.kind !== 'simulated')
        return Promise.resolve(err(fault('no-device', 'Nothing is plugged in.')));
      const bridge = createSimulatedBridge(choice);
      if (!bridge.ok) return Promise.resolve(bridge);
      const [host, device] = duplexPair();
      void bridge.value.serve(device);
      return only(host);
    },
    holdInstrument: () => Promise.resolve(ok(() => undefined)),
    createJournal: (header) => Promise.resolve(createJournal(file, header)),
    reopenJournal: () => Promise.resolve(reopenJournal(file)),
    freeBytes: () => Promise.resolve(null),
    analyst: {
      width: 2,
      reduce: (run, hop) => Promise.resolve(fitApi.reduce(run, hop)),
      ...others,
    },
    ...change,
  });
  acquisition.subscribe((event: AcquisitionEvent) => {
    if (event.kind === 'pixels') pixels.push(...event.pixels);
    else {
      status = event.status;
      for (const w of waiting) if (w.until(event.status)) w.done(event.status);
    }
  });
  const when = (until: (s: Status) => boolean): Promise<Status> =>
    status && until(status) ? Promise.resolve(status) : new Promise((done) => waiting.push({ until, done }));
  return { acquisition, pixels, file, when };
}
