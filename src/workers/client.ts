/** The window's ends of the workers. */
import { proxy, wrap, type Remote } from 'comlink';
import { fault, type Fault } from '../fault';
import type { AcquisitionApi, AcquisitionEvent, BundleApi, RecordedApi } from './protocol';

export interface Workers {
  readonly acquisition: Remote<AcquisitionApi>;
  readonly bundle: Remote<BundleApi & RecordedApi>;
}

/** Starts both workers. `onEvent` hears of everything that happens to instrument and run; `onDeath` of a worker that ended. */
export function startWorkers(
  onEvent: (event: AcquisitionEvent) => void,
  onDeath: (fault: Fault) => void,
): Workers {
  const acquisition = start<AcquisitionApi>(
    new Worker(new URL('./acquisition.worker.ts', import.meta.url), { type: 'module' }),
    'acquisition',
    onDeath,
  );
  const bundle = start<BundleApi & RecordedApi>(
    new Worker(new URL('./bundle.worker.ts', import.meta.url), { type: 'module' }),
    'file',
    onDeath,
  );
  void acquisition.subscribe(proxy(onEvent));
  return { acquisition, bundle };
}

/** A callback that a worker may call. */
export const callback = proxy;

function start<Api>(worker: Worker, name: string, onDeath: (fault: Fault) => void): Remote<Api> {
  worker.addEventListener('error', (event) => {
    onDeath(fault('worker-died', `The ${name} worker ended: ${event.message || 'it could not be started'}.`));
  });
  return wrap<Api>(worker);
}
