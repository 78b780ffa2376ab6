/** The simulated bridge in a worker of its own: it gets a port and speaks the bridge's language on it. */
import { createSimulatedBridge } from '../devices/twin/simulated-bridge';
import { portDuplex } from '../devices/transport/in-page';

export interface TwinOrder {
  readonly port: MessagePort;
  readonly sample: string;
  readonly seed: number;
  readonly clock: number;
}

addEventListener('message', ({ data }: MessageEvent<TwinOrder>) => {
  const { port, ...options } = data;
  const bridge = createSimulatedBridge(options);
  if (!bridge.ok) throw new Error(bridge.error.happened);
  void bridge.value.serve(portDuplex(port, 'host'));
});
