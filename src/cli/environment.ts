/** The acquisition's surroundings in a terminal: TCP or an in-process simulated bridge, journals as files on disk. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createJournal, reopenJournal } from '../bundles/journal-writer';
import { fitApi, notAnalysed } from '../workers/fits/fit';
import type { AcquisitionEnvironment, Analyst, OpenJournal, UnfinishedJournal } from '../workers/environment';
import { nodeFile } from '../bundles/node-file';
import type { RunHeader } from '../bundles/run';
import { storageFault } from '../bundles/storage-fault';
import { openSerialPort } from '../devices/transport/node-serial';
import { connectTcp } from '../devices/transport/tcp';
import { duplexPair } from '../devices/transport/in-page';
import { createSimulatedBridge } from '../devices/twin/simulated-bridge';
import type { Candidate } from '../devices/transport/candidate';
import type { Duplex } from '../devices/transport/duplex';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { ConnectChoice } from '../workers/protocol';

export type Bridge =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'simulated' };

/** For the help of commands that take one. */
export const BRIDGE_TEXTS = 'host:port, serial:/dev/ttyACM0, or “sim” for a simulated bridge in this process';

/** `sim`, `serial:` and a port, or `host:port`. */
export function parseBridge(text: string): Result<Bridge, Fault> {
  if (text === 'sim') return ok({ kind: 'simulated' });
  const [, path] = /^serial:(.+)$/.exec(text) ?? [];
  if (path) return ok({ kind: 'serial', path });
  const [, host, port] = /^(.+):(\d+)$/.exec(text) ?? [];
  return host && port && Number(port) <= 65535
    ? ok({ kind: 'tcp', host, port: Number(port) })
    : err(fault('value-invalid', `“${text}” is neither “sim” nor host:port nor serial:port.`));
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
  findings: async (...asked) => ok(await fitApi.findings(...asked)),
  detail: (run, hop) => Promise.resolve(ok(fitApi.detail(run, hop))),
};

export const terminalEnvironment = (bridge: Bridge, journal: string): AcquisitionEnvironment => ({
  candidates: (choice) => {
    if (bridge.kind !== 'simulated') return only(nameOf(bridge), () => openDevice(bridge));
    if (choice.kind !== 'simulated')
      return Promise.resolve(err(fault('no-device', 'A terminal has no ports of a browser.')));
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

/** Bytes to a bridge outside of this process. */
export const openDevice = (bridge: Exclude<Bridge, { kind: 'simulated' }>): Promise<Result<Duplex, Fault>> =>
  bridge.kind === 'tcp' ? connectTcp(bridge.host, bridge.port) : openSerialPort(bridge.path);

const nameOf = (bridge: Exclude<Bridge, { kind: 'simulated' }>): string =>
  bridge.kind === 'tcp' ? `${bridge.host}:${String(bridge.port)}` : bridge.path;

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
