/** The state of instrument and run in the words of the state line. */
import type { Fault, FaultCode } from '../fault';
import { byteCount, count, duration } from '../quantity';
import type { Phase, RunProgress, Status } from '../workers/protocol';

type BridgeState = NonNullable<Status['bridge']>;

const ACTIVE: readonly Phase[] = [
  'starting',
  'running',
  'pausing',
  'paused',
  'stopping',
  'reconnecting',
  'waiting',
];

/** Whether Resume is what goes on. */
export const isResting = (phase: Phase): boolean => phase === 'paused' || phase === 'waiting';

/** Whether a person may add points to the run. */
export const takesPoints = (phase: Phase): boolean => phase === 'pausing' || phase === 'paused';

/** Whether a run holds the bridge, from its preparation on, paused included. */
export const isActive = (phase: Phase): boolean => ACTIVE.includes(phase);

/** Whether a run goes on, to the analysis of its last pixel. */
export const isAtWork = (phase: Phase): boolean => isActive(phase) || phase === 'analysing';

/** Whether another run or another instrument has to wait. */
export const isBusy = (phase: Phase): boolean => isAtWork(phase) || phase === 'connecting';

export const isConnected = (phase: Phase): boolean => phase !== 'disconnected' && phase !== 'connecting';

/** A warning while the storage may not do for the rest of the run; empty otherwise. */
export const spaceWords = ({ spaceShort }: Status): string =>
  spaceShort
    ? `storage runs short: ${byteCount(spaceShort.left)} left, about ${byteCount(spaceShort.needed)} needed`
    : '';

const ASKS_FOR_RESET: readonly (FaultCode | undefined)[] = [
  'bridge-safe',
  'bridge-fault',
  'retract-unverified',
];

/** Whether Reset is offered: the bridge waits for it, or a fault names it as the remedy. */
export const needsReset = ({ phase, bridge }: Status, trouble: Fault | null): boolean =>
  isConnected(phase) && (phase === 'safe' || isTripped(bridge) || ASKS_FOR_RESET.includes(trouble?.code));

const isTripped = (bridge: BridgeState | null): bridge is BridgeState =>
  bridge?.state === 'SAFE' || bridge?.state === 'FAULT';

/** Who holds the probe, in one clause: what the bridge said last, never more. */
export function holder(status: Status): string {
  const { phase, bridge, watchdog } = status;
  if (phase === 'disconnected') return linkIsGone(status) ? unheard(watchdog) : 'no instrument connected';
  if (phase === 'connecting') return 'connecting';
  if (isTripped(bridge)) return tripped(bridge);
  switch (phase) {
    case 'ready':
      return idle(bridge);
    case 'analysing':
      return `${idle(bridge)}, the last pixels are analysed`;
    case 'starting':
      return 'the run is prepared';
    case 'running':
    case 'pausing':
      return `bridge holds the probe${watchdog > 0 ? `, watchdog ${duration(watchdog)}` : ', no watchdog'}`;
    case 'paused':
      return status.fault?.code === 'still-attached' ? 'paused, droplet not free' : 'paused, probe up';
    case 'stopping':
      return 'stopping: probe goes up';
    case 'reconnecting':
      return `looking for the bridge; ${unheard(watchdog)}`;
    case 'waiting':
      return `${idle(bridge)}, the run waits for Resume`;
    case 'safe':
      return 'bridge waits for Reset';
  }
}

const linkIsGone = ({ fault, run }: Status): boolean =>
  run !== null && !run.finished && (fault?.code === 'link-lost' || fault?.code === 'link-silent');

const unheard = (watchdog: number): string =>
  watchdog > 0
    ? `bridge not heard; it retracts by itself after ${duration(watchdog)}`
    : 'bridge not heard, no watchdog: look at the probe';

function idle(bridge: BridgeState | null): string {
  if (!bridge) return 'bridge connected, not asked yet';
  return bridge.state === 'IDLE' ? 'bridge idle, probe up' : `bridge reports ${bridge.state.toLowerCase()}`;
}

const tripped = (bridge: BridgeState): string =>
  bridge.state === 'FAULT'
    ? `bridge reports a fault${reason(bridge.reason)}`
    : `bridge is safe${reason(bridge.reason)}, it waits for Reset`;

const reason = (text: string): string => (text === '' ? '' : `: ${text}`);

/** Progress of the run in parts, the most important first. */
export function progressWords(run: RunProgress, phase: Phase): string[] {
  const hops = `hop ${count(run.hopsDone)} of ${count(run.hopsTotal)}`;
  const kept = `${byteCount(run.bytesKept)} kept`;
  if (run.finished) return [`finished, ${count(run.hopsDone)} ${run.hopsDone === 1 ? 'hop' : 'hops'}`, kept];
  if (run.stopped) return [`stopped after ${hops}`, kept];
  if (phase === 'analysing') return ['scan over', hops, kept];
  const left = phase === 'pausing' ? 'pausing after this hop' : `${duration(run.secondsLeft)} left`;
  return phase === 'starting' || phase === 'reconnecting' || isResting(phase)
    ? [hops, kept]
    : [hops, left, kept];
}

/** Latency of the last Stop. */
export const stopWords = (stop: NonNullable<Status['stop']>): string =>
  `Stop: on the wire after ${milliseconds(stop.onWire)}, height verified after ${milliseconds(stop.verified)}`;

const milliseconds = (ms: number): string =>
  ms < 10_000 ? `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)}\u00a0ms` : duration(ms / 1000);

/** Share of the run that is done, 0…1. */
export const shareDone = (run: RunProgress): number => (run.hopsTotal > 0 ? run.hopsDone / run.hopsTotal : 0);
