/**
 * Meniscus from a terminal: the same core as the page. Exit codes: 0 done, 1 a fault (said on stderr), 2 wrong usage,
 * 130 stopped by the person.
 */
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { faultText, type Fault } from '../fault';
import type { Result } from '../result';
import { analyseCommand } from './analyse';
import { bridgeCommand } from './bridge';
import { conformCommand } from './conform';
import { exportCommand } from './export';
import { fitCommand } from './fit';
import { planCommand } from './plan';
import { runCommand } from './run';
import { simulateCommand } from './simulate';

const program = new Command('meniscus')
  .description('Scanning electrochemical probe microscopy: simulated bridge, runs, analyses and exports.')
  .version(version)
  .exitOverride()
  .showHelpAfterError();

const finish =
  <Args extends unknown[]>(action: (...args: Args) => Promise<Result<number, Fault>>) =>
  async (...args: Args): Promise<void> => {
    const result = await action(...args);
    if (!result.ok) process.stderr.write(`${result.error.code}: ${faultText(result.error)}\n`);
    process.exitCode = result.ok ? result.value : 1;
  };

bridgeCommand(program, finish);
planCommand(program, finish);
runCommand(program, finish);
analyseCommand(program, finish);
exportCommand(program, finish);
conformCommand(program, finish);
simulateCommand(program, finish);
fitCommand(program, finish);

// A reader such as `head` that has seen enough closes the pipe; that is no fault.
process.stdout.on('error', (broken: NodeJS.ErrnoException) => {
  if (broken.code !== 'EPIPE') throw broken;
  process.exit();
});

try {
  await program.parseAsync();
} catch (thrown) {
  if (!(thrown instanceof CommanderError)) throw thrown;
  process.exitCode = thrown.exitCode === 0 ? 0 : 2;
}
