import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { holdTurns, inTurn, Turn } from './frame-turns';

let frames: (() => void)[] = [];
const nextFrame = (): void => frames.splice(0).forEach((f) => f());

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (f: () => void) => frames.push(f));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('does one piece of work a frame, in order, and none that was taken back', () => {
  const done: string[] = [];
  inTurn(() => done.push('a'));
  const takeBack = inTurn(() => done.push('b'));
  inTurn(() => done.push('c'));
  expect(done).toEqual([]);
  nextFrame();
  expect(done).toEqual(['a']);
  takeBack();
  nextFrame();
  expect(done).toEqual(['a', 'c']);
  nextFrame();
  inTurn(() => done.push('d'));
  nextFrame();
  expect(done).toEqual(['a', 'c', 'd']);
});

it('does nothing while it is held, and then all that has waited', () => {
  const done: string[] = [];
  inTurn(() => done.push('a'));
  const goOn = holdTurns();
  inTurn(() => done.push('b'));
  nextFrame();
  nextFrame();
  expect(done).toEqual([]);
  goOn();
  nextFrame();
  nextFrame();
  expect(done).toEqual(['a', 'b']);
});

it('keeps the turn of work that is overtaken by newer work', () => {
  const done: string[] = [];
  const turn = new Turn();
  turn.take(() => done.push('old'));
  inTurn(() => done.push('other'));
  turn.take(() => done.push('new'));
  nextFrame();
  nextFrame();
  expect(done).toEqual(['new', 'other']);
  turn.take(() => done.push('again'));
  nextFrame();
  expect(done).toEqual(['new', 'other', 'again']);
  turn.take(() => done.push('never'));
  turn.giveUp();
  nextFrame();
  expect(done).toEqual(['new', 'other', 'again']);
});
