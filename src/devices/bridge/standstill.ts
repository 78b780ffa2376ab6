/** The bridge's state, and how a bridge is brought to a standstill with the probe up. */
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { BridgeState } from '../instrument';
import { mayPass, type Link } from './link';
import { parseState, STATE_FORM } from './state-text';

/** How often `STATe?` is asked again when its answer gets lost. */
const STATE_RETRIES = 2;
/** Between two looks at a probe on its way up, ms. */
const WATCH_MS = 10;
/** A probe that is not up by then has not made it, ms. */
const RETRACT_MS = 30_000;

/** Asks `STATe?`, again if need be. Faults: link-silent, link-garbled, link-lost. */
export async function readState(link: Link): Promise<Result<BridgeState, Fault>> {
  let line = await link.query('STATe?', STATE_FORM);
  for (let again = 0; again < STATE_RETRIES && !line.ok && mayPass(line.error); again++)
    line = await link.query('STATe?', STATE_FORM);
  if (!line.ok) return line;
  const state = parseState(line.value);
  return state.ok ? state : err(fault('link-garbled', `The bridge told its state wrongly: ${state.error}.`));
}

/**
 * Sends `ABORt` or `*RST` ahead of everything, drops the commands that are not yet written and the faults of those cut
 * off, and waits until the bridge says that it stands still: IDLE, SAFE or FAULT. Faults: retract-unverified when that
 * does not come, and those of the link.
 */
export async function stopBy(
  link: Link,
  command: 'ABORt' | '*RST',
): Promise<Result<{ readonly state: BridgeState; readonly onWire: number }, Fault>> {
  const written = await link.overtake(`${command}\n*CLS`);
  if (!written.ok) return written;
  link.forgetErrors();
  const begin = performance.now();
  for (;;) {
    const state = await readState(link);
    if (!state.ok) return state;
    const { state: name, z } = state.value;
    if (name !== 'RUNNING' && name !== 'PAUSED') return ok({ state: state.value, onWire: written.value });
    if (performance.now() - begin > RETRACT_MS) {
      const seconds = String(RETRACT_MS / 1000);
      return err(
        fault(
          'retract-unverified',
          `${seconds} s after ${command} the bridge is still ${name}, z = ${String(z)} m.`,
        ),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
  }
}
