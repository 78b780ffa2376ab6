/** `meniscus conform`: whether a bridge speaks the language of docs/bridge-protocol.md. */
import { createInterface } from 'node:readline/promises';
import { testBridge, type Finding } from '../devices/conformance/conformance';
import type { Subject } from '../devices/conformance/check';
import type { Duplex } from '../devices/transport/duplex';
import { duplexPair } from '../devices/transport/in-page';
import { createSimulatedBridge } from '../devices/twin/simulated-bridge';
import type { Twin } from '../devices/twin/twin';
import type { Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { clockSpeed, type Register } from './command';
import { BRIDGE_TEXTS, openDevice, parseBridge, type Bridge } from './environment';

const MOTION = `This moves the probe: up to the top of its range, then by less than 2 µm down, sideways and up again, and
by one step of the coarse axis. The tip gets up to 0.1 V. The probe is left at the top, program and queue empty. Look at
it first; with --no-motion the checks that move it are left out. Ctrl+C stops and retracts.
`;
const NO_MOTION = 'Nothing is moved. The tip gets up to 0.1 V. Program and queue are left empty.\n';

interface Options {
  readonly bridge: string;
  readonly motion: boolean;
  readonly json?: true;
  readonly clock: number;
}

export const conformCommand: Register = (program, finish) => {
  program
    .command('conform')
    .description('Test whether a bridge speaks its language: every command, limit, fault and the records.')
    .requiredOption('--bridge <address>', BRIDGE_TEXTS)
    .option('--no-motion', 'leave out what moves the probe')
    .option('--json', 'one JSON object instead of a table')
    .option('--clock <speed>', 'clock of the simulated bridge: max, or a factor', clockSpeed, 10)
    .action(
      finish(async (options: Options) => {
        const bridge = parseBridge(options.bridge);
        if (!bridge.ok) return bridge;
        const opened = await open(bridge.value, options.clock);
        if (!opened.ok) return opened;
        if (!(await agreed(bridge.value, options.motion))) {
          await opened.value.duplex.close();
          return ok(130);
        }
        return report(opened.value, options);
      }),
    );
};

interface Opened {
  readonly duplex: Duplex;
  readonly reopen: Subject['reopen'];
}

async function open(bridge: Bridge, clock: number): Promise<Result<Opened, Fault>> {
  if (bridge.kind === 'simulated') {
    const twin = createSimulatedBridge({ sample: 'lto-film', seed: 1, clock });
    if (!twin.ok) return twin;
    return ok({ duplex: connected(twin.value), reopen: () => Promise.resolve(connected(twin.value)) });
  }
  const duplex = await openDevice(bridge);
  if (!duplex.ok) return duplex;
  const again = async (): Promise<Duplex | null> => {
    const opened = await openDevice(bridge);
    return opened.ok ? opened.value : null;
  };
  return ok({ duplex: duplex.value, reopen: bridge.kind === 'tcp' ? again : null });
}

function connected(twin: Twin): Duplex {
  const [host, device] = duplexPair();
  void twin.serve(device);
  return host;
}

/** Says what will move; on a terminal a person has to agree. */
async function agreed(bridge: Bridge, motion: boolean): Promise<boolean> {
  process.stderr.write(motion ? MOTION : NO_MOTION);
  if (!motion || bridge.kind === 'simulated' || !process.stdin.isTTY) return true;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question('Move the probe? [y/N] ').catch(() => '');
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function report({ duplex, reopen }: Opened, { motion, json }: Options): Promise<Result<number, Fault>> {
  const interrupt = (): void => {
    const last = motion ? duplex.write(new TextEncoder().encode('\nABORt\n')) : Promise.resolve();
    void last.finally(() => setTimeout(() => process.exit(130), 100));
  };
  process.once('SIGINT', interrupt);
  const tell = (finding: Finding): void => {
    if (!json) process.stdout.write(textOf(finding));
  };
  const tested = await testBridge(duplex, { motion, reopen }, tell);
  process.off('SIGINT', interrupt);
  if (!tested.ok) return err(tested.error);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of tested.value) counts[outcome]++;
  process.stdout.write(
    json
      ? `${JSON.stringify({ bridge: duplex.name, ...counts, checks: tested.value })}\n`
      : `${String(counts.passed)} passed, ${String(counts.failed)} failed, ${String(counts.skipped)} skipped\n`,
  );
  return ok(counts.failed === 0 ? 0 : 1);
}

/** A line for a check; where it failed, also what the language says, what came, and what was exchanged. */
function textOf({ check, expects, outcome, reason, expected, came, exchanged }: Finding): string {
  const head = `${outcome.padEnd(8)} ${check}${reason ? `: ${reason}` : ''}\n`;
  if (outcome !== 'failed') return head;
  const details = [
    `the language: ${expects}`,
    `expected:     ${expected ?? ''}`,
    `came:         ${came ?? ''}`,
    ...exchanged.map((line) => `  ${line}`),
  ];
  return head + details.map((line) => `         ${line}\n`).join('');
}
