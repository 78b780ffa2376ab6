/** The simulated bridge in a worker of its own: it gets a port and speaks the bridge's language on it. */
import { createTwin } from '../devices/twin/twin';
import { portDuplex } from '../devices/transport/in-page';

export interface TwinOrder {
  readonly port: MessagePort;
  readonly sample: string;
  readonly seed: number;
  readonly clock: number;
}

addEventListener('message', ({ data }: MessageEvent<TwinOrder>) => {
  const { port, ...options } = data;
  void createTwin(options).serve(portDuplex(port, 'host'));
});
