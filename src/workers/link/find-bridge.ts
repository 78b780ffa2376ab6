/** Which of the devices that a person has allowed is the bridge: each is asked who it is. */
import { connectBridge } from '../../devices/bridge/driver';
import type { Conversation, Instrument } from '../../devices/instrument';
import type { Candidate } from '../../devices/transport/candidate';
import { fault, type Fault, type FaultCode } from '../../fault';
import { err, ok, type Result } from '../../result';

export interface FoundBridge {
  readonly instrument: Instrument;
  /** Name of the link. */
  readonly link: string;
}

/** A conversation that ended before it was known who is there. */
export interface FailedGreeting {
  /** Name of the link. */
  readonly link: string;
  readonly said: Conversation;
}

/** Of several refusals the one that a person can do most about. */
const GRAVEST: readonly FaultCode[] = ['language-version', 'port-busy', 'permission-denied', 'not-a-bridge'];

/**
 * Asks the candidates one after the other until one answers as a bridge. With a `preferred` serial number all of them are
 * asked until it is found; the first other bridge is taken where it is not there. Everything else is closed again.
 * Faults: what each of them said, under the gravest code; `failed` is told of each greeting that came to nothing.
 */
export async function findBridge(
  candidates: readonly Candidate[],
  preferred: string | null,
  failed: (greeting: FailedGreeting) => void,
): Promise<Result<FoundBridge, Fault>> {
  const refusals: Fault[] = [];
  let second: FoundBridge | null = null;
  for (const candidate of likeliestFirst(candidates, preferred)) {
    const asked = await ask(candidate, failed);
    if (!asked.ok) {
      refusals.push(asked.error);
      continue;
    }
    const { serial } = asked.value.instrument.identity;
    if (preferred === null || preferred === serial || preferred === candidate.serial) {
      await second?.instrument.close();
      return asked;
    }
    if (second) await asked.value.instrument.close();
    else second = asked.value;
  }
  return second ? ok(second) : err(noneFits(refusals));
}

const likeliestFirst = (candidates: readonly Candidate[], preferred: string | null): readonly Candidate[] =>
  preferred === null
    ? candidates
    : [...candidates].sort((a, b) => Number(b.serial === preferred) - Number(a.serial === preferred));

async function ask(
  candidate: Candidate,
  failed: (greeting: FailedGreeting) => void,
): Promise<Result<FoundBridge, Fault>> {
  const opened = await candidate.open();
  if (!opened.ok) return opened;
  const made = await connectBridge(opened.value, (said) => {
    failed({ link: candidate.name, said });
  });
  return made.ok ? ok({ instrument: made.value, link: candidate.name }) : made;
}

function noneFits(refusals: readonly Fault[]): Fault {
  const [first] = refusals;
  if (!first) return fault('no-device', 'There is no device to ask.');
  if (refusals.length === 1) return first;
  const code = GRAVEST.find((c) => refusals.some((refusal) => refusal.code === c)) ?? first.code;
  const said = refusals.map(({ happened }) => happened).join(' ');
  return fault(code, `None of ${String(refusals.length)} devices answers as a bridge. ${said}`);
}
