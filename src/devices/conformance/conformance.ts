/**
 * Whether a bridge speaks the language of docs/bridge-protocol.md: every command, limit, fault and the format of the records,
 * asked over any duplex.
 *
 *     const report = await testBridge(duplex, { motion: false, reopen: null }, () => undefined);
 */
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { parseCapabilities } from '../bridge/capabilities';
import type { BridgeStateName, Capabilities } from '../instrument';
import type { Duplex } from '../transport/duplex';
import { Unasked, type Check, type Subject } from './check';
import { CONNECTION_CHECKS } from './checks-connection';
import { FAULT_CHECKS } from './checks-fault';
import { LANGUAGE_CHECKS } from './checks-language';
import { MEMORY_CHECKS } from './checks-memory';
import { MOTION_CHECKS } from './checks-motion';
import { PROGRAM_CHECKS } from './checks-program';
import { RECORD_CHECKS } from './checks-records';
import { RUN_CHECKS } from './checks-run';
import { SAFETY_CHECKS } from './checks-safety';
import { IDENTITY_CHECKS, SYSTEM_CHECKS } from './checks-system';
import { TRACK_CHECKS } from './checks-track';
import { WRAP_CHECKS } from './checks-wrap';
import { Conversation, Deviation } from './conversation';
import { releaseAll } from './hop-run';

/** In their order: what the later ones rest on comes first. */
export const CHECKS: readonly Check[] = [
  ...FAULT_CHECKS,
  ...IDENTITY_CHECKS,
  ...LANGUAGE_CHECKS,
  ...SYSTEM_CHECKS,
  ...WRAP_CHECKS,
  ...PROGRAM_CHECKS,
  ...RECORD_CHECKS,
  ...RUN_CHECKS,
  ...TRACK_CHECKS,
  ...MEMORY_CHECKS,
  ...CONNECTION_CHECKS,
  ...MOTION_CHECKS,
  ...SAFETY_CHECKS,
];

export interface Finding {
  readonly check: string;
  readonly expects: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  readonly reason?: string;
  /** Where it failed: what should have come, and what came. */
  readonly expected?: string;
  readonly came?: string;
  /** The first lines sent (`>`) and answers (`<`). */
  readonly exchanged: readonly string[];
}

export interface TestOptions {
  /** Without motion the checks that move the probe are skipped. */
  readonly motion: boolean;
  readonly reopen: Subject['reopen'];
  /** Only these; all of them where left out. */
  readonly checks?: readonly Check[];
}

/**
 * Runs the checks one after the other and tells each finding. Faults: not-a-bridge when it does not tell its state,
 * instrument-in-use when it is not idle or holds records that an unfinished run may lack. One that is found in FAULT is
 * tested too, with motion, and left idle.
 */
export async function testBridge(
  duplex: Duplex,
  { motion, reopen, checks = CHECKS }: TestOptions,
  tell: (finding: Finding) => void,
): Promise<Result<readonly Finding[], Fault>> {
  const talk = new Conversation(duplex);
  const free = await mayBeTested(talk, motion);
  if (!free.ok) {
    await talk.close();
    return free;
  }
  const subject = subjectOf(await capabilitiesOf(talk), free.value, reopen);
  const findings: Finding[] = [];
  for (const check of checks) {
    const finding = await carryOut(check, talk, subject, motion);
    findings.push(finding);
    tell(finding);
    if (finding.outcome === 'failed') await recover(talk, motion);
  }
  await talk.close();
  return ok(findings);
}

/** The state in which it is. */
async function mayBeTested(talk: Conversation, motion: boolean): Promise<Result<BridgeStateName, Fault>> {
  try {
    await talk.clear();
    const { state, firstRecord, nextRecord } = await talk.state();
    if (state !== 'IDLE' && !(state === 'FAULT' && motion))
      return err(fault('instrument-in-use', `The bridge is ${state}; only an idle one is tested.`));
    if (firstRecord !== nextRecord)
      return err(
        fault(
          'instrument-in-use',
          `The bridge keeps records ${String(firstRecord)} to ${String(nextRecord - 1)}, which a run may lack. ` +
            'Finish that run, or switch the bridge off and on.',
        ),
      );
    return ok(state);
  } catch (thrown) {
    if (thrown instanceof Deviation) return err(fault('not-a-bridge', `STATe?: ${thrown.message}.`));
    throw thrown;
  }
}

async function capabilitiesOf(talk: Conversation): Promise<Capabilities | null> {
  try {
    const read = parseCapabilities(await talk.block('SYSTem:CAPabilities?'));
    return read.ok ? read.value : null;
  } catch (thrown) {
    if (!(thrown instanceof Deviation)) throw thrown;
    await talk.clear();
    return null;
  }
}

async function carryOut(
  check: Check,
  talk: Conversation,
  subject: Subject,
  motion: boolean,
): Promise<Finding> {
  const { name, expects } = check;
  const about = { check: name, expects };
  talk.takeNote();
  try {
    const skipped = reasonToSkip(check, talk, subject, motion);
    if (skipped !== null) return { ...about, outcome: 'skipped', reason: skipped, exchanged: [] };
    await check.run(talk, subject);
    return { ...about, outcome: 'passed', exchanged: talk.takeNote() };
  } catch (thrown) {
    if (thrown instanceof Unasked)
      return { ...about, outcome: 'skipped', reason: thrown.message, exchanged: [] };
    if (!(thrown instanceof Deviation)) throw thrown;
    const { expected, came } = thrown;
    return { ...about, outcome: 'failed', expected, came, exchanged: talk.takeNote() };
  }
}

function reasonToSkip(check: Check, talk: Conversation, subject: Subject, motion: boolean): string | null {
  if (talk.gone) return 'the connection has ended';
  if (check.moves && !motion) return 'it moves the probe';
  return check.skip?.(subject) ?? null;
}

const subjectOf = (
  known: Capabilities | null,
  found: BridgeStateName,
  reopen: Subject['reopen'],
): Subject => ({
  found,
  get capabilities(): Capabilities {
    if (!known) throw new Unasked('the bridge does not say what it can do');
    return known;
  },
  reopen,
});

/** After a failure: an idle bridge with empty memory, as far as it can be brought to that. */
async function recover(talk: Conversation, motion: boolean): Promise<void> {
  try {
    await talk.clear();
    if (motion) await talk.send('*RST');
    const { nextRecord } = await talk.state();
    await talk.send(`DATA:REL ${String(nextRecord)}`);
    await talk.until('IDLE');
    await talk.send('PROG:CLE', 'PROG:CHAN 0', 'SYST:WATC 0', 'SYST:RETR 1');
    await releaseAll(talk);
  } catch (thrown) {
    if (!(thrown instanceof Deviation)) throw thrown;
  }
}
