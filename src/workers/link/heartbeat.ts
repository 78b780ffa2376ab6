/**
 * Asks an instrument with which nothing else talks for its state, so that the state line is fresh and a dead link is
 * noticed. A bridge that is not heard is let go: whoever wants it connects again.
 */
import type { BridgeState, Instrument } from '../../devices/instrument';
import type { Fault } from '../../fault';

/** Between two questions, ms: well within the watchdog's time. */
const BEAT = 1000;

export interface Heart {
  /** Whether nobody else talks with it. */
  readonly alone: () => boolean;
  readonly heard: (state: BridgeState) => void;
  readonly silent: (why: Fault) => void;
}

/** Beats until the instrument's link has ended. */
export async function beat(instrument: Instrument, { alone, heard, silent }: Heart): Promise<void> {
  let closed = false;
  const end = instrument.closed.then(() => (closed = true));
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([end, new Promise((done) => (timer = setTimeout(done, BEAT)))]);
    clearTimeout(timer);
    if (closed) return;
    if (!alone()) continue;
    const state = await instrument.state();
    if (state.ok) heard(state.value);
    else silent(state.error);
  }
}
