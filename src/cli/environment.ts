/** The acquisition's surroundings in a terminal: TCP or an in-process simulated bridge, journals as files on disk. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createJournal, reopenJournal } from '../bundles/journal-writer';
import { fitApi, notAnalysed } from '../workers/fit';
import type { AcquisitionEnvironment, Analyst, OpenJournal, UnfinishedJournal } from '../workers/environment';
import { nodeFile } from '../bundles/node-file';
import type { RunHeader } from '../bundles/run';
import { storageFault } from '../bundles/storage-fault';
import { connectTcp } from '../devices/transport/tcp';
import { duplexPair } from '../devices/transport/in-page';
import { createSimulatedBridge } from '../devices/twin/simulated-bridge';
import type { Candidate } from '../devices/transport/candidate';
import type { Duplex } from '../devices/transport/duplex';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { ConnectChoice } from '../workers/protocol';

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

/** Analyses in this process, one hop at a time. */
export const IN_PROCESS: Analyst = {
  width: 1,
  reduce: (run, hop) => {
    try {
      return Promise.resolve(fitApi.reduce(run, hop));
    } catch (thrown) {
      return Promise.resolve(notAnalysed(run, reasonOf(thrown)));
    }
  },
  expect: (id, recipe, amplifier) => Promise.resolve(ok(fitApi.expect(id, recipe, amplifier))),
  detail: (run, hop) => Promise.resolve(ok(fitApi.detail(run, hop))),
};

export const terminalEnvironment = (bridge: Bridge, journal: string): AcquisitionEnvironment => ({
  candidates: (choice) => {
    if (bridge.kind === 'tcp') {
      const { host, port } = bridge;
      return only(`${host}:${String(port)}`, () => connectTcp(host, port));
    }
    if (choice.kind !== 'simulated')
      return Promise.resolve(err(fault('no-device', 'There is no USB device here.')));
    return only('in this process', () => Promise.resolve(inProcess(choice)));
  },
  holdInstrument: () => Promise.resolve(ok(() => undefined)),
  createJournal: (header) => Promise.resolve(journalOnDisk(journal, header)),
  reopenJournal: () => Promise.resolve(unfinishedOnDisk(journal)),
  freeBytes: async () => {
    const { bavail, bsize } = await statfs(dirname(resolve(journal)));
    return bavail * bsize;
  },
  analyst: IN_PROCESS,
});

const only = (name: string, open: Candidate['open']): Promise<Result<readonly Candidate[], Fault>> =>
  Promise.resolve(ok([{ name, serial: null, open }]));

function inProcess(choice: Extract<ConnectChoice, { kind: 'simulated' }>): Result<Duplex, Fault> {
  const bridge = createSimulatedBridge(choice);
  if (!bridge.ok) return bridge;
  const [host, device] = duplexPair();
  void bridge.value.serve(device);
  return ok(host);
}

function unfinishedOnDisk(path: string): Result<UnfinishedJournal, Fault> {
  try {
    if (!existsSync(path)) return err(fault('value-invalid', `There is no journal ${path}.`));
    return reopenJournal(nodeFile(path));
  } catch (thrown) {
    return err(storageFault(`Opening the journal ${path}`, thrown));
  }
}

function journalOnDisk(path: string, header: RunHeader): Result<OpenJournal, Fault> {
  try {
    return createJournal(nodeFile(path), header);
  } catch (thrown) {
    return err(storageFault(`Starting the journal ${path}`, thrown, 'Nothing was measured yet.'));
  }
}
