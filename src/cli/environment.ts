/** The acquisition's surroundings in a terminal: TCP or an in-process simulated bridge, journals as files on disk. */
import { createJournalKeeper } from '../workers/keeper';
import { fitApi } from '../workers/fit';
import type { AcquisitionEnvironment } from '../workers/acquisition';
import { nodeFile } from '../bundles/node-file';
import { connectTcp } from '../devices/transport/tcp';
import { duplexPair } from '../devices/transport/in-page';
import { createTwin } from '../devices/twin/twin';
import type { Duplex } from '../devices/transport/duplex';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';

export type Bridge =
  { readonly kind: 'tcp'; readonly host: string; readonly port: number } | { readonly kind: 'simulated' };

/** `sim` or `host:port`. */
export function parseBridge(text: string): Result<Bridge, Fault> {
  if (text === 'sim') return ok({ kind: 'simulated' });
  const [, host, port] = /^(.+):(\d+)$/.exec(text) ?? [];
  return host && port
    ? ok({ kind: 'tcp', host, port: Number(port) })
    : err(fault('value-invalid', `“${text}” is neither “sim” nor host:port.`));
}

export const terminalEnvironment = (bridge: Bridge, journal: string): AcquisitionEnvironment => ({
  openLink: (choice) => {
    if (bridge.kind === 'tcp') return connectTcp(bridge.host, bridge.port);
    if (choice.kind !== 'simulated')
      return Promise.resolve(err(fault('no-device', 'There is no serial port here.')));
    return Promise.resolve(ok(inProcess(choice.sample, choice.seed, choice.clock)));
  },
  holdInstrument: () => Promise.resolve(ok(() => undefined)),
  createJournal: (header) => Promise.resolve(createJournalKeeper(nodeFile(journal), header)),
  unfinished: () => Promise.resolve([]),
  discard: (name) => Promise.resolve(err(fault('value-invalid', `There is no run “${name}”.`))),
  analyst: {
    width: 1,
    reduce: (id, recipe, hop) => Promise.resolve(fitApi.reduce(id, recipe, hop)),
    detail: (id, recipe, hop) => Promise.resolve(ok(fitApi.detail(id, recipe, hop))),
  },
});

function inProcess(sample: string, seed: number, clock: number): Duplex {
  const [host, device] = duplexPair();
  void createTwin({ sample, seed, clock }).serve(device);
  return host;
}
