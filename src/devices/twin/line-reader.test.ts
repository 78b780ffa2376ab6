import { describe, expect, it } from 'vitest';
import { LINE_LIMIT, LineReader } from './line-reader';

/** Lines and overruns (`null`) of a text, cut into chunks of `size` bytes. */
function read(text: string, size = text.length): (string | null)[] {
  const seen: (string | null)[] = [];
  const reader = new LineReader(
    (line) => seen.push(line),
    () => seen.push(null),
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return seen;
}

describe('line reader', () => {
  it('ends lines at line feeds, with or without a carriage return, and keeps empty ones', () => {
    expect(read('\n*IDN?\r\nRUN\nrest')).toEqual(['', '*IDN?', 'RUN']);
  });

  it('drops a carriage return only right before the line feed', () => {
    expect(read('a\rb\r\r\n')).toEqual(['a\rb\r']);
  });

  it('takes a line of the limit and drops one that is longer, once', () => {
    const longest = 'x'.repeat(LINE_LIMIT);
    expect(read(`${longest}\n`)).toEqual([longest]);
    expect(read(`${longest}\r\n`)).toEqual([longest]);
    expect(read(`${longest}y\n*IDN?\n`)).toEqual([null, '*IDN?']);
    expect(read(`${longest}yz\r\n*IDN?\n`)).toEqual([null, '*IDN?']);
    expect(read(`${longest}${longest}${longest}\n`)).toEqual([null]);
  });

  it('does not care how the bytes are cut', () => {
    const text = `\n*IDN?\r\n${'q'.repeat(LINE_LIMIT + 3)}\nSYST:ERR?\n${'r'.repeat(LINE_LIMIT)}\r\n`;
    const whole = read(text);
    for (let size = 1; size < 40; size++) expect(read(text, size)).toEqual(whole);
  });
});
