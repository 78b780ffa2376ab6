/**
 * An instrument over any duplex of bytes on whose other end a bridge listens.
 *
 *     const connected = await connectBridge(duplex);
 *     if (connected.ok) await connected.value.run();
 */
import type { Step } from '../../experiments/program/step';
import { programHash, stepText } from '../../experiments/program/step-text';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { Capabilities, Conversation, Hop, Instrument, ManualMove } from '../instrument';
import type { Duplex } from '../transport/duplex';
import { getAcquainted, type Acquaintance } from './greeting';
import { Link } from './link';
import { RecordReader } from './record-reader';
import { readState, stopBy } from './standstill';

/**
 * SCPI error of an id that the queue has had. A bridge in SAFE or FAULT refuses hops by the same code: its state tells
 * that soon enough.
 */
const QUEUED_BEFORE = -221;
/** The same of a track that has heard of its start before. */
const RUNS_ALREADY = -221;

const HASH_FORM = /^[0-9a-f]{8}$/i;
/** x, y, z and coarse. */
const POSITION_FORM = /^[-+.\de]+(?:,[-+.\de]+){3}$/i;

/**
 * Finds out who is there and answers the instrument. Whatever fails closes the duplex. Faults: not-a-bridge with what was
 * heard, language-version, link-silent, link-garbled, link-lost; `refused` is told what was said until then.
 */
export async function connectBridge(
  duplex: Duplex,
  refused: (said: Conversation) => void = () => undefined,
): Promise<Result<Instrument, Fault>> {
  const link = Link.open(duplex);
  const known = await getAcquainted(link);
  if (known.ok) return ok(bridgeOver(link, known.value));
  await link.close();
  refused(link.log.conversation());
  return known;
}

function bridgeOver(link: Link, known: Acquaintance): Instrument {
  const reader = new RecordReader(link);
  return {
    ...known,
    loadProgram: (steps, channelMask) => loadProgram(link, steps, channelMask),
    programHash: () => programHashOf(link),
    setWatchdog: (seconds) => link.command(`SYST:WATC ${String(seconds)}`),
    setRetract: (distance) => link.command(`SYST:RETR ${String(distance)}`),
    queueHops: async (hops) => {
      const top = hops.some(needsTop) ? await topOf(link, known.capabilities) : ok(NaN);
      if (!top.ok) return top;
      const lines = hops.map((hop) => hopLine(hop, top.value));
      return beyondLimits(await link.insist(lines, QUEUED_BEFORE));
    },
    run: ({ track } = { track: false }) =>
      track ? link.insist(['TRAC:STAR', 'RUN'], RUNS_ALREADY) : link.insist(['RUN']),
    loadTrack: (steps, follow) =>
      link.command(
        'TRAC:CLE',
        ...steps.map((step) => `TRAC:STEP ${stepText(step)}`),
        `FOLL ${follow ? 'ON' : 'OFF'}`,
      ),
    stopTrack: () => link.insist(['TRAC:STOP']),
    pause: () => link.insist(['PAUSe']),
    abort: async () => {
      const stopped = await stopBy(link, 'ABORt');
      if (!stopped.ok || stopped.value.state.state !== 'FAULT') return stopped;
      const { z, reason } = stopped.value.state;
      return err(
        fault('retract-unverified', `The probe stands at z = ${String(z)} m; the bridge says: ${reason}.`),
      );
    },
    reset: async () => {
      const stopped = await stopBy(link, '*RST');
      if (!stopped.ok) return stopped;
      const { state } = stopped.value;
      if (state.state !== 'FAULT') return ok(state);
      return err(fault('bridge-fault', `The bridge stays in its fault: ${state.reason}.`));
    },
    state: () => readState(link),
    records: (from) => reader.read(from),
    release: (before) => link.insist([`DATA:REL ${String(before)}`]),
    moveBy: async (move) => beyondLimits(await link.command(moveLine(move))),
    statistics: () => ({
      bytesIn: link.bytesIn,
      bytesOut: link.bytesOut,
      records: reader.records,
      badChecksums: reader.badChecksums,
      reReads: reader.reReads,
      roundTrip: link.roundTrips.summary(),
    }),
    conversation: () => link.log.conversation(),
    closed: link.closed,
    close: () => link.close(),
  };
}

/** Writes the program and compares the bridge's hash of it with that of the lines which were sent. */
async function loadProgram(
  link: Link,
  steps: readonly Step[],
  channelMask: number,
): Promise<Result<string, Fault>> {
  const lines = steps.map(stepText);
  const written = await link.command(
    'PROG:CLE',
    ...lines.map((line) => `PROG:STEP ${line}`),
    `PROG:CHAN ${String(channelMask)}`,
  );
  if (!written.ok) return written;
  const hash = await programHashOf(link);
  if (!hash.ok) return hash;
  const expected = programHash(lines);
  if (hash.value === expected) return ok(expected);
  return err(
    fault('link-garbled', `The bridge holds another program (${hash.value}) than was sent (${expected}).`),
  );
}

async function programHashOf(link: Link): Promise<Result<string, Fault>> {
  const hash = await link.query('PROG:HASH?', HASH_FORM);
  return hash.ok ? ok(hash.value.toLowerCase()) : hash;
}

/** The height has to be named where the first step is. */
const needsTop = ({ z, firstStep }: Hop): boolean => z === undefined && firstStep !== undefined;

/** Top of the fine range with the coarse axis where it is now, m. */
async function topOf(link: Link, { axes }: Capabilities): Promise<Result<number, Fault>> {
  if (!axes.coarse) return ok(axes.z.max);
  const position = await link.query('POS?', POSITION_FORM);
  return position.ok ? ok(axes.z.max + Number(position.value.split(',')[3])) : position;
}

function hopLine({ id, x, y, z, firstStep }: Hop, top: number): string {
  const height = z ?? (firstStep === undefined ? undefined : top);
  return `QUE:HOP ${[id, x, y, height, firstStep].filter((value) => value !== undefined).join(',')}`;
}

const moveLine = (move: ManualMove): string =>
  move.axis === 'COARSE' ? `COAR ${String(move.by)}` : `MOVE ${move.axis},${String(move.to)}`;

/** Where positions are all that can be out of range (SCPI error −222), that is a limit of the travel. */
function beyondLimits(result: Result<void, Fault>): Result<void, Fault> {
  if (result.ok || result.error.code !== 'command-refused') return result;
  const { happened } = result.error;
  return happened.includes('(-222)') ? err(fault('limit-reached', happened)) : result;
}
