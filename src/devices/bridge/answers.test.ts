import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord, decodeRecords } from '../../records/codec';
import { maskOf, type BridgeRecord } from '../../records/record';
import { AnswerParser, MAX_LINE_BYTES, printable, type Answer } from './answers';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const parse = (...chunks: Uint8Array[]): Answer[] => {
  const parser = new AnswerParser();
  return chunks.flatMap((chunk) => parser.push(chunk.slice()));
};

const line = (text: string): Answer => ({ kind: 'line', text });
const block = (text: string): Answer => ({ kind: 'block', bytes: new Uint8Array(bytesOf(text)) });

describe('answers', () => {
  it.each<[string, string, Answer[]]>([
    ['a line', '0,"No error"\n', [line('0,"No error"')]],
    ['a line with carriage return', '1.0\r\n', [line('1.0')]],
    ['no end yet', '1.0', []],
    ['empty lines', '\n\r\n1\n', [line('1')]],
    ['a block', '#15a\nb#1\n', [block('a\nb#1')]],
    ['a block with a longer length', '#3003abc\n', [block('abc')]],
    ['an empty block', '#10\n', [block('')]],
    ['a block, then a line', '#11x\n0,"No error"\n', [block('x'), line('0,"No error"')]],
    ['a hash inside a line', 'a#15\n', [line('a#15')]],
    [
      'an indefinite block',
      '#0abc\nok\n',
      [{ kind: 'garbled', why: 'a block of indefinite length' }, line('ok')],
    ],
    ['no length', '#2x5\nok\n', [{ kind: 'garbled', why: 'a block whose length is no number' }, line('ok')]],
    [
      'a length cut off',
      '#2\nok\n',
      [{ kind: 'garbled', why: 'a block whose length is no number' }, line('ok')],
    ],
    [
      'a block that goes on',
      '#12abcd\nok\n',
      [{ kind: 'garbled', why: 'a block without its line feed' }, line('ok')],
    ],
    [
      'an absurd length',
      '#9999999999\nok\n',
      [{ kind: 'garbled', why: 'a block of more than 67108864 bytes' }, line('ok')],
    ],
    [
      'a line without an end',
      `${'x'.repeat(MAX_LINE_BYTES + 1)}\nok\n`,
      [{ kind: 'garbled', why: 'a line without an end' }, line('ok')],
    ],
  ])('%s', (_name, text, answers) => {
    expect(parse(bytesOf(text))).toEqual(answers);
  });

  it('forgets what has begun', () => {
    const parser = new AnswerParser();
    parser.push(bytesOf('#3100abc'));
    expect(parser.insideBlock).toBe(true);
    parser.reset();
    expect(parser.insideBlock).toBe(false);
    expect(parser.push(bytesOf('ok\n'))).toEqual([line('ok')]);
  });
});

describe('the same bytes, every split', () => {
  const text = '\nAcme,Bridge,1,2\r\n#213#15\n\n0,"No"\nxy\n#10\n#0z\n0,"No error"\n';
  const whole = bytesOf(text);
  const expected = parse(whole);

  it('in two pieces at every position', () => {
    for (let at = 0; at <= whole.length; at++)
      expect(parse(whole.subarray(0, at), whole.subarray(at))).toEqual(expected);
  });

  it('in three pieces at every pair of positions', () => {
    for (let a = 0; a <= whole.length; a++)
      for (let b = a; b <= whole.length; b++)
        expect(parse(whole.subarray(0, a), whole.subarray(a, b), whole.subarray(b))).toEqual(expected);
  });

  it('byte by byte', () => {
    expect(parse(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it('any bytes, any pieces', () => {
    const wire = fc.array(fc.constantFrom(...bytesOf('#0123\r\nab'), 0xff), { maxLength: 60 });
    fc.assert(
      fc.property(wire, fc.array(fc.nat(60), { maxLength: 6 }), (bytes, cuts) => {
        expect(parse(...pieces(Uint8Array.from(bytes), cuts))).toEqual(parse(Uint8Array.from(bytes)));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the same records', () => {
    const records = Array.from({ length: 4 }, (_, i) => record(i));
    const body = Buffer.concat(records.map(encodeRecord));
    const wire = Buffer.concat([bytesOf(`#4${String(body.length).padStart(4, '0')}`), body, bytesOf('\n')]);
    fc.assert(
      fc.property(fc.array(fc.nat(wire.length), { maxLength: 12 }), (cuts) => {
        const [answer] = parse(...pieces(wire, cuts));
        expect(answer?.kind === 'block' && decodeRecords(answer.bytes)).toEqual({ ok: true, value: records });
      }),
      { numRuns: 200 },
    );
    for (let at = 0; at <= wire.length; at++) {
      const [answer] = parse(wire.subarray(0, at), wire.subarray(at));
      expect(answer?.kind === 'block' && decodeRecords(answer.bytes)).toEqual({ ok: true, value: records });
    }
  });
});

const pieces = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const bounds = [0, ...cuts.map((c) => Math.min(c, bytes.length)).sort((a, b) => a - b), bytes.length];
  return bounds.slice(1).map((end, i) => bytes.subarray(bounds[i], end));
};

const record = (number: number): BridgeRecord => ({
  number,
  hop: 1,
  step: 2,
  flags: 0,
  firstSample: 0,
  sampleCount: 3,
  channelMask: maskOf('z', 'tip_current'),
  start: number,
  interval: 1e-3,
  payload: Float32Array.from({ length: 6 }, (_, i) => i * number),
});

it('shows bytes to people', () => {
  expect(printable(Uint8Array.of(0x41, 0x0d, 0x0a, 0x00, 0xff))).toBe('A\\r\\n\\x00\\xff');
});
