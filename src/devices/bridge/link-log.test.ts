import { expect, it } from 'vitest';
import type { LinkLine } from '../instrument';
import { LinkLog } from './link-log';

const said = ({ from, text }: LinkLine): string => `${from}: ${text}`;

it('keeps the lines of both sides, and of blocks their lengths', () => {
  const log = new LinkLog();
  const before = Date.now();
  log.sent('\nDATA? 0,9\nSYST:ERR?\n');
  log.heard({ kind: 'block', bytes: new Uint8Array(1234) });
  log.heard({ kind: 'line', text: '0,"No error"' });
  log.heard({ kind: 'garbled', why: 'a line without an end' });
  log.passedOver(Uint8Array.of(0x24, 0x07, 0x0a));
  const { first, leftOut, last } = log.conversation();
  expect(first.map(said)).toEqual([
    'host: DATA? 0,9',
    'host: SYST:ERR?',
    'bridge: #… 1234 bytes',
    'bridge: 0,"No error"',
    'bridge: no answer: a line without an end',
    'bridge: 3 bytes passed over: $\\x07\\n',
  ]);
  for (const { at } of first) expect(at).toBeGreaterThanOrEqual(before);
  expect(leftOut).toBe(0);
  expect(last).toEqual([]);
});

it('keeps the greeting and the last 500 lines of a long conversation, and counts the others', () => {
  const log = new LinkLog();
  for (let i = 0; i < 1000; i++) log.sent(`QUE:HOP ${String(i)}\n`);
  const { first, leftOut, last } = log.conversation();
  expect(first.map(said)[0]).toBe('host: QUE:HOP 0');
  expect(last).toHaveLength(500);
  expect(last.map(said)[0]).toBe('host: QUE:HOP 500');
  expect(last.map(said).at(-1)).toBe('host: QUE:HOP 999');
  expect(first.length + leftOut + last.length).toBe(1000);
});

it('cuts long lines', () => {
  const log = new LinkLog();
  log.heard({ kind: 'line', text: 'x'.repeat(4000) });
  expect(log.conversation().first[0]?.text).toBe(`${'x'.repeat(200)}…`);
});
