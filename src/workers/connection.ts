/** The instrument that a tab holds: how it is opened, and what was heard of it last. */
import { connectBridge } from '../devices/bridge/driver';
import type { BridgeState, Instrument } from '../devices/instrument';
import type { Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { AcquisitionEnvironment } from './environment';
import type { ConnectChoice, InstrumentSummary } from './protocol';

export interface Connection {
  readonly instrument: Instrument;
  readonly summary: InstrumentSummary;
  /** World seconds per wall second: 1 unless simulated. */
  readonly speed: number;
  /** The bridge's state as it was last heard. */
  state: BridgeState;
  /** Gives the lock of the instrument back. */
  readonly release: () => void;
}

/** Takes the instrument's lock, opens the link and asks who is there and how it is. Whatever fails is undone. */
export async function openConnection(
  environment: AcquisitionEnvironment,
  choice: ConnectChoice,
): Promise<Result<Connection, Fault>> {
  const lock = await environment.holdInstrument();
  if (!lock.ok) return lock;
  const opened = await openInstrument(environment, choice);
  if (!opened.ok) {
    lock.value();
    return opened;
  }
  const speed = choice.kind === 'simulated' ? choice.clock : 1;
  return ok({ ...opened.value, speed, release: lock.value });
}

async function openInstrument(
  environment: AcquisitionEnvironment,
  choice: ConnectChoice,
): Promise<Result<Pick<Connection, 'instrument' | 'summary' | 'state'>, Fault>> {
  const link = await environment.openLink(choice);
  if (!link.ok) return link;
  const made = await connectBridge(link.value);
  if (!made.ok) return made;
  const instrument = made.value;
  const state = await instrument.state();
  if (!state.ok) {
    await instrument.close();
    return err(state.error);
  }
  const { identity, capabilities } = instrument;
  return ok({ instrument, summary: { identity, capabilities, link: link.value.name }, state: state.value });
}
