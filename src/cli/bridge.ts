/** `meniscus bridge`: the simulated bridge on TCP. */
import { once } from 'node:events';
import { createSimulatedBridge } from '../devices/twin/simulated-bridge';
import { listenTcp } from '../devices/transport/tcp';
import { ok } from '../result';
import { SIMULATED_SAMPLES } from '../simulated-samples';
import { clockSpeed, portNumber, wholeNumber, type Register } from './command';

interface Options {
  readonly port: number;
  readonly sample: string;
  readonly seed: number;
  readonly clock: number;
}

export const bridgeCommand: Register = (program, finish) => {
  program
    .command('bridge')
    .description('Run the simulated bridge on 127.0.0.1 until interrupted.')
    .option('--port <number>', 'TCP port; 0 takes a free one', portNumber, 5025)
    .option('--sample <id>', `simulated sample: ${SIMULATED_SAMPLES.map((s) => s.id).join(', ')}`, 'lto-film')
    .option('--seed <number>', 'seed of sample and noise', wholeNumber, 1)
    .option('--clock <speed>', 'max, or a factor: 1 is real time', clockSpeed, 1)
    .action(
      finish(async ({ port, sample, seed, clock }: Options) => {
        const bridge = createSimulatedBridge({ sample, seed, clock });
        if (!bridge.ok) return bridge;
        const server = await listenTcp(port, (duplex) => void bridge.value.serve(duplex));
        if (!server.ok) return server;
        process.stdout.write(`listening on 127.0.0.1:${String(server.value.port)}\n`);
        await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
        await server.value.close();
        return ok(0);
      }),
    );
};
