/** The state of instrument and run in the words of the state line. */
import { byteCount, count, duration } from '../quantity';
import type { Phase, RunProgress, Status } from '../workers/protocol';

/** Whether a run is at work, paused included. */
export const isActive = (phase: Phase): boolean =>
  phase === 'running' || phase === 'pausing' || phase === 'paused' || phase === 'stopping';

export const isConnected = (phase: Phase): boolean => phase !== 'disconnected' && phase !== 'connecting';

/** Who holds the probe, in one clause. */
export function holder({ phase, bridge, watchdog }: Status): string {
  switch (phase) {
    case 'disconnected':
      return 'no instrument connected';
    case 'connecting':
      return 'connecting';
    case 'ready':
      return 'bridge idle, probe up';
    case 'running':
    case 'pausing':
      return `bridge holds the probe${watchdog > 0 ? `, watchdog ${duration(watchdog)}` : ', no watchdog'}`;
    case 'paused':
      return 'paused, probe up';
    case 'stopping':
      return 'stopping: probe goes up';
    case 'safe':
      return bridge?.state === 'FAULT'
        ? `bridge reports a fault${reason(bridge.reason)}`
        : `bridge is safe${reason(bridge?.reason ?? '')}, it waits for Reset`;
  }
}

const reason = (text: string): string => (text === '' ? '' : `: ${text}`);

/** Progress of the run in parts, the most important first. */
export function progressWords(run: RunProgress, phase: Phase): string[] {
  const hops = `hop ${count(run.hopsDone)} of ${count(run.hopsTotal)}`;
  const kept = `${byteCount(run.bytesKept)} kept`;
  if (run.finished) return [`finished, ${count(run.hopsDone)} hops`, kept];
  if (run.stopped) return [`stopped after ${hops}`, kept];
  const left = phase === 'pausing' ? 'pausing after this hop' : `${duration(run.secondsLeft)} left`;
  return phase === 'paused' ? [hops, kept] : [hops, left, kept];
}

/** Latency of the last Stop. */
export const stopWords = (stop: NonNullable<Status['stop']>): string =>
  `Stop: on the wire after ${milliseconds(stop.onWire)}, height verified after ${milliseconds(stop.verified)}`;

const milliseconds = (ms: number): string =>
  ms < 10_000 ? `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)}\u00a0ms` : duration(ms / 1000);

/** Share of the run that is done, 0…1. */
export const shareDone = (run: RunProgress): number => (run.hopsTotal > 0 ? run.hopsDone / run.hopsTotal : 0);
