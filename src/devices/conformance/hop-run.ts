/** Programs and hops as the checks need them: loaded, run, read back, released. */
import type { BridgeRecord } from '../../records/record';
import type { Capabilities } from '../instrument';
import { Deviation, type Conversation } from './conversation';

/** Far longer than any check: only an abort ends it. */
const ENDLESS = 'WAIT,1000000';

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly coarse: number;
}

export async function position(talk: Conversation): Promise<Position> {
  const text = await talk.ask('POSition?', /^[^,]+(,[^,]+){3}$/, 'x,y,z,coarse');
  const [x = NaN, y = NaN, z = NaN, coarse = NaN] = text.split(',').map(Number);
  if (![x, y, z, coarse].every(Number.isFinite)) throw new Deviation('four numbers', text);
  return { x, y, z, coarse };
}

/** Greatest height of the probe, m. */
export async function topOf(talk: Conversation, { axes }: Capabilities): Promise<number> {
  return (await position(talk)).coarse + axes.z.max;
}

export async function load(talk: Conversation, steps: readonly string[]): Promise<void> {
  await talk.accepted('PROGram:CLEar', ...steps.map((step) => `PROGram:STEP ${step}`));
}

/** The words of a hop where the probe is, from id on. */
export async function hopHere(talk: Conversation, id: number): Promise<string> {
  const { x, y } = await position(talk);
  return `${String(id)},${String(x)},${String(y)}`;
}

/** Runs a program once where the probe is (it moves only if the program does); answers the records, which are released. */
export async function runHere(
  talk: Conversation,
  steps: readonly string[],
  rest = '',
): Promise<BridgeRecord[]> {
  await load(talk, steps);
  return runHops(talk, `${await hopHere(talk, 1)}${rest}`);
}

/** Queues hops of the loaded program and runs them to the end; answers the records, which are released. */
export async function runHops(talk: Conversation, ...hops: readonly string[]): Promise<BridgeRecord[]> {
  const { nextRecord } = await talk.state();
  await talk.accepted(...hops.map((hop) => `QUEue:HOP ${hop}`), 'RUN');
  await talk.until('IDLE');
  const records = await talk.records(nextRecord);
  await releaseAll(talk);
  return records;
}

export async function releaseAll(talk: Conversation): Promise<void> {
  const { nextRecord } = await talk.state();
  await talk.accepted(`DATA:RELease ${String(nextRecord)}`);
}

/** Begins an endless hop, lowered to `below` beneath the top, and queues one more behind it. */
export async function beginEndless(
  talk: Conversation,
  capabilities: Capabilities,
  below: number,
): Promise<number> {
  const height = (await topOf(talk, capabilities)) - below;
  await load(talk, ['MOVE', ENDLESS, 'END']);
  const { x, y } = await position(talk);
  const hop = (id: number): string => `QUEue:HOP ${[id, x, y, height].map(String).join(',')}`;
  await talk.accepted(hop(1), hop(2), 'RUN');
  for (let look = 0; look < 1000; look++) {
    const { state, step, z } = await talk.state();
    if (state !== 'RUNNING') throw new Deviation('state RUNNING', `state ${state}`);
    if (step === 1) {
      near('z of the hop', z, height, capabilities);
      return height;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Deviation('step 1 of the hop in STATe?', 'another for 5 s');
}

/** Where a stage may come to rest about the place it was sent to, m. */
const SLACK = 50e-9;

export function near(what: string, came: number, expected: number, { axes }: Capabilities): void {
  const slack = Math.max(SLACK, 5 * axes.z.resolution);
  if (!(Math.abs(came - expected) <= slack))
    throw new Deviation(`${what} ${String(expected)} m ± ${String(slack)} m`, `${String(came)} m`);
}

/** Throws unless the condition holds. */
export function must(condition: boolean, expected: string, came: string | number): void {
  if (!condition) throw new Deviation(expected, String(came));
}
