/** For tests: a bridge made wrong on purpose, by changing the bytes between it and its host. */
import { AnswerParser, type Answer } from '../bridge/answers';
import { decodeRecords, encodeRecord } from '../../records/codec';
import type { BridgeRecord } from '../../records/record';
import { duplexPair } from '../transport/in-page';
import type { Duplex } from '../transport/duplex';

export interface Tampering {
  /** The lines that reach the bridge in place of one. */
  readonly line?: (line: string) => readonly string[];
  /** The text that reaches the host in place of an answer's, without its line feed. */
  readonly text?: (text: string) => string | null;
  /** The bytes of a block in place of its own. */
  readonly block?: (bytes: Uint8Array) => Uint8Array;
  /** Said to the host unasked when a line came. */
  readonly unasked?: (line: string) => string | null;
}

export const swallow = (form: RegExp): Tampering => ({ line: (line) => (form.test(line) ? [] : [line]) });
export const heardAs = (form: RegExp, by: string): Tampering => ({
  line: (line) => [line.replace(form, by)],
});
export const silenced = (form: RegExp): Tampering => ({
  text: (text) => (form.test(text) ? '0,"No error"' : text),
});
export const replaced = (form: RegExp, by: string): Tampering => ({ text: (text) => text.replace(form, by) });
export const records = (change: Parameters<typeof onRecords>[0]): Tampering => ({ block: onRecords(change) });
export const isRecords = (bytes: Uint8Array): boolean => bytes[0] === 0x4d;

/** The host's end of a connection that goes through the tampering to `bridge`. */
export function tampered(bridge: Duplex, tampering: Tampering): Duplex {
  const [host, middle] = duplexPair();
  void forward(middle, bridge, tampering);
  void back(bridge, middle, tampering);
  return host;
}

async function forward(middle: Duplex, bridge: Duplex, { line: change, unasked }: Tampering): Promise<void> {
  let text = '';
  for (let bytes = await middle.read(); bytes; bytes = await middle.read()) {
    const lines = (text + latin1(bytes)).split('\n');
    text = lines.pop() ?? '';
    const changed = lines.flatMap((line) => change?.(line) ?? [line]);
    await bridge.write(bytesOf(changed.map((line) => `${line}\n`).join('')));
    for (const line of lines) {
      const words = unasked?.(line);
      if (words) await middle.write(bytesOf(`${words}\n`));
    }
  }
  // Half a line is passed on too, as a wire would have done at once.
  if (text) await bridge.write(bytesOf(text)).catch(() => undefined);
  await bridge.close();
}

async function back(bridge: Duplex, middle: Duplex, tampering: Tampering): Promise<void> {
  const parser = new AnswerParser();
  for (let bytes = await bridge.read(); bytes; bytes = await bridge.read())
    for (const answer of parser.push(bytes))
      await middle.write(toldAs(answer, tampering)).catch(() => undefined);
  await middle.close();
}

function toldAs(answer: Answer, { text, block }: Tampering): Uint8Array {
  if (answer.kind === 'block') {
    const bytes = block?.(answer.bytes) ?? answer.bytes;
    const length = String(bytes.length);
    return Buffer.concat([bytesOf(`#${String(length.length)}${length}`), bytes, bytesOf('\n')]);
  }
  if (answer.kind === 'garbled') return bytesOf('?\n');
  const told = text ? text(answer.text) : answer.text;
  return told === null ? new Uint8Array(0) : bytesOf(`${told}\n`);
}

/** Changes the records of blocks; other blocks pass. */
export const onRecords =
  (change: (record: BridgeRecord) => BridgeRecord) =>
  (bytes: Uint8Array): Uint8Array => {
    const records = decodeRecords(bytes);
    return records.ok && bytes.length > 0
      ? Buffer.concat(records.value.map((record) => encodeRecord(change(record))))
      : bytes;
  };

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
