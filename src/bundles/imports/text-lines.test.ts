import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headOf, linesOf } from './text-lines';

const utf16 = (text: string, bigEndian = false, mark = true): Uint8Array => {
  const full = (mark ? '\ufeff' : '') + text;
  const view = new DataView(new ArrayBuffer(2 * full.length));
  for (let i = 0; i < full.length; i++) view.setUint16(2 * i, full.charCodeAt(i), !bigEndian);
  return new Uint8Array(view.buffer);
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function all(bytes: Uint8Array, blockBytes?: number): string[] {
  const lines = linesOf(bytes, blockBytes);
  const found: string[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) found.push(line);
  expect(lines.number()).toBe(found.length);
  return found;
}

describe('linesOf', () => {
  const text = 'V,µA\r\n1,2\r\n\r\n3,4';
  const lines = ['V,µA', '1,2', '', '3,4'];
  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with its mark', utf8('\ufeff' + text)],
    ['UTF-16, little end first', utf16(text)],
    ['UTF-16, big end first', utf16(text, true)],
    ['UTF-16 without a mark', utf16(text, false, false)],
    ['UTF-16, big end first, without a mark', utf16(text, true, false)],
    ['Latin-1', latin1(text)],
  ])('reads %s', (_name, bytes) => expect(all(bytes)).toEqual(lines));

  it('takes LF, CR LF and CR as ends', () => {
    expect(all(utf8('a\nb\n'))).toEqual(['a', 'b']);
    expect(all(utf8('a\rb\r'))).toEqual(['a', 'b']);
    expect(all(utf8('a\r\nb'))).toEqual(['a', 'b']);
    expect(all(new Uint8Array())).toEqual([]);
  });

  it('gives the same lines however the bytes fall into blocks', () => {
    const anyText = fc.array(fc.stringMatching(/^[a-zµ⁻,]{0,6}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 9 }), fc.boolean(), (parts, size, wide) => {
        const bytes = wide ? utf16(parts.join('\r\n') + '\r\n') : utf8(parts.join('\r\n') + '\r\n');
        expect(all(bytes, size)).toEqual(parts);
      }),
    );
  });

  it('passes a file without a line end on in pieces', () => {
    const pieces = all(new Uint8Array(10 << 20).fill(0x61));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(10 << 20);
  });
});

describe('headOf', () => {
  it('is the beginning, decoded', () => {
    expect(headOf(utf16('Date and time:,x'))).toBe('Date and time:,x');
    expect(headOf(utf8('µ'.repeat(100_000))).length).toBeLessThan(40_000);
  });
});
