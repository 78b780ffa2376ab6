import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Expectation } from '../../experiments/experiment';
import { ok } from '../../result';
import { Foresight } from './foresight.svelte';

const asked: { recipe: object; answer: (headline: string) => void; fail: (reason: Error) => void }[] = [];
const foresight = (): Foresight =>
  new Foresight({
    expect: (_, recipe) =>
      new Promise((resolve, reject) => {
        const answer = (headline: string): void => {
          resolve(ok<Expectation>({ headline, numbers: [], warnings: [] }));
        };
        asked.push({ recipe, answer, fail: reject });
      }),
  });
const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);
const headline = ({ shown }: Foresight): string | null => (shown?.ok ? shown.value.headline : null);

beforeEach(() => {
  vi.useFakeTimers();
  asked.splice(0);
});
afterEach(() => vi.useRealTimers());

it('asks once when the person has stopped typing', async () => {
  const f = foresight();
  f.consider('x', { width: 1 }, 'a');
  f.consider('x', { width: 12 }, 'a');
  expect(f.waiting).toBe(true);
  await rest();
  expect(asked.map((a) => a.recipe)).toEqual([{ width: 12 }]);
  asked[0]?.answer('fine');
  await rest();
  expect(headline(f)).toBe('fine');
  expect(f.waiting).toBe(false);
});

it('drops an answer to an older recipe, and keeps showing the last one meanwhile', async () => {
  const f = foresight();
  f.consider('x', { width: 1 }, 'a');
  await rest();
  f.consider('x', { width: 2 }, 'a');
  await rest();
  asked[1]?.answer('new');
  asked[0]?.answer('old');
  await rest();
  expect(headline(f)).toBe('new');
});

it('shows nothing of a recipe that is refused', async () => {
  const f = foresight();
  f.consider('x', { width: 1 }, 'a');
  await rest();
  asked[0]?.answer('fine');
  await rest();
  f.consider('x', null, 'a');
  expect(f.shown).toBeNull();
  expect(f.waiting).toBe(false);
});

it('says when the worker fails', async () => {
  const f = foresight();
  f.consider('x', { width: 1 }, 'a');
  await rest();
  asked[0]?.fail(new Error('gone'));
  await rest();
  expect(f.shown?.ok === false && f.shown.error.happened).toContain('gone');
});

it('asks again only for another recipe, another amplifier, or after a failure', async () => {
  const f = foresight();
  const consider = async (width: number, amplifier: string): Promise<number> => {
    f.consider('x', { width }, amplifier);
    await rest();
    return asked.length;
  };
  expect(await consider(1, 'a')).toBe(1);
  expect(await consider(1, 'a')).toBe(1);
  asked[0]?.answer('fine');
  expect(await consider(1, 'a')).toBe(1);
  expect(headline(f)).toBe('fine');
  expect(f.waiting).toBe(false);
  expect(await consider(1, 'b')).toBe(2);
  asked[1]?.fail(new Error('gone'));
  await rest();
  expect(await consider(1, 'b')).toBe(3);
  expect(await consider(2, 'b')).toBe(4);
});
