/** The instrument that a tab holds: how it is opened, and what was heard of it last. */
import type { BridgeState, Instrument } from '../../devices/instrument';
import type { Fault, FaultCode } from '../../fault';
import { duration } from '../../quantity';
import { err, ok, type Result } from '../../result';
import type { Checklist } from './checks';
import type { AcquisitionEnvironment } from '../environment';
import { findBridge, type FailedGreeting, type FoundBridge } from './find-bridge';
import type { CheckName, ConnectChoice, InstrumentSummary } from '../protocol';

export interface Connection {
  readonly instrument: Instrument;
  readonly summary: InstrumentSummary;
  /** World seconds per wall second: 1 unless simulated. */
  readonly speed: number;
  readonly checks: Checklist;
  /** The bridge's state as it was last heard. */
  state: BridgeState;
  /** Gives the lock of the instrument back. */
  readonly release: () => void;
}

/**
 * Takes the instrument's lock, opens the link and asks who is there and how it is. Whatever fails is undone; `failed` is
 * told of greetings that came to nothing.
 */
export async function openConnection(
  environment: AcquisitionEnvironment,
  choice: ConnectChoice,
  checks: Checklist,
  failed: (greeting: FailedGreeting) => void,
): Promise<Result<Connection, Fault>> {
  const lock = await environment.holdInstrument();
  if (!lock.ok) return lock;
  const opened = await openInstrument(environment, choice, checks, failed);
  if (!opened.ok) {
    lock.value();
    return opened;
  }
  const speed = choice.kind === 'simulated' ? choice.clock : 1;
  return ok({ ...opened.value, speed, checks, release: lock.value });
}

async function openInstrument(
  environment: AcquisitionEnvironment,
  choice: ConnectChoice,
  checks: Checklist,
  failed: (greeting: FailedGreeting) => void,
): Promise<Result<Pick<Connection, 'instrument' | 'summary' | 'state'>, Fault>> {
  const candidates = await environment.candidates(choice);
  if (!candidates.ok) {
    checks.fail('Permission', candidates.error);
    return candidates;
  }
  checks.pass('Permission', candidates.value.map(({ name }) => name).join(', '));
  const preferred = choice.kind === 'simulated' ? null : (choice.preferred ?? null);
  const found = await findBridge(candidates.value, preferred, failed);
  if (!found.ok) {
    checks.fail(checkOf(found.error.code), found.error);
    return found;
  }
  const { instrument, link } = found.value;
  passAll(checks, found.value);
  const state = await instrument.state();
  if (!state.ok) {
    await instrument.close();
    return err(state.error);
  }
  const { identity, capabilities } = instrument;
  return ok({ instrument, summary: { identity, capabilities, link }, state: state.value });
}

/** At which question the greeting came to its end. */
function checkOf(code: FaultCode): CheckName {
  if (code === 'permission-denied' || code === 'no-device') return 'Permission';
  if (code === 'port-busy') return 'Port';
  return code === 'language-version' ? 'Language version' : 'Identity';
}

function passAll(checks: Checklist, { instrument: { identity, clock }, link }: FoundBridge): void {
  const { vendor, model, serial, languageVersion } = identity;
  checks.pass('Port', `${link} is open`);
  checks.pass('Identity', `${vendor} ${model}, serial number ${serial}`);
  checks.pass('Language version', languageVersion);
  checks.pass('Clock', `running for ${duration(clock.seconds)}, boot ${clock.bootId}`);
}
