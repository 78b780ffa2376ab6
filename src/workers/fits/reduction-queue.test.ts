import { expect, it } from 'vitest';
import type { Reduction } from '../../experiments/experiment';
import type { HopTraces } from '../../records/hop';
import { ReductionQueue } from './reduction-queue';

const traces = (hop: number): HopTraces => ({ hop, flags: 0, steps: new Map() });
const reduction = { reason: '' } as Reduction;

function queue(recalled: number[], known: (hop: number) => boolean = () => true) {
  const delivered: number[] = [];
  const waiting = new ReductionQueue(
    (hop) => {
      recalled.push(hop);
      return known(hop) ? traces(hop) : null;
    },
    () => new Promise((done) => setTimeout(done, 3, reduction)),
    2,
    (hop) => delivered.push(hop),
  );
  return { waiting, delivered };
}

it('reduces every hop however slow the fits are, those beyond a few from the journal', async () => {
  const recalled: number[] = [];
  const { waiting, delivered } = queue(recalled);
  for (let hop = 0; hop < 25; hop++) waiting.add(traces(hop));
  await waiting.idle();
  expect(delivered.sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, k) => k));
  expect(recalled.length).toBeGreaterThan(10);
});

it('takes hops from the journal alone, and leaves out what is not there', async () => {
  const recalled: number[] = [];
  const { waiting, delivered } = queue(recalled, (hop) => hop !== 1);
  for (let hop = 0; hop < 4; hop++) waiting.recallLater(hop);
  await waiting.idle();
  expect(recalled).toEqual([0, 1, 2, 3]);
  expect(delivered.sort()).toEqual([0, 2, 3]);
});

it('begins nothing while it is held, and is not idle before it has gone on', async () => {
  const { waiting, delivered } = queue([]);
  let release = (): void => undefined;
  waiting.hold(new Promise((resolve) => (release = resolve)));
  for (let hop = 0; hop < 4; hop++) waiting.add(traces(hop));
  let idle = false;
  const ended = waiting.idle().then(() => (idle = true));
  await new Promise((done) => setTimeout(done, 20));
  expect(delivered).toEqual([]);
  expect(idle).toBe(false);
  release();
  await ended;
  expect(delivered.sort()).toEqual([0, 1, 2, 3]);
});

it('stays held until the later of two ends', async () => {
  const { waiting, delivered } = queue([]);
  let release = (): void => undefined;
  waiting.hold(Promise.resolve());
  waiting.hold(new Promise((resolve) => (release = resolve)));
  waiting.add(traces(0));
  await new Promise((done) => setTimeout(done, 20));
  expect(delivered).toEqual([]);
  release();
  await waiting.idle();
  expect(delivered).toEqual([0]);
});
