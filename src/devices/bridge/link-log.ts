/** What was said on a link: the greeting, and the latest lines of either side. */
import { Ring } from '../../ring';
import type { Conversation, LinkLine } from '../instrument';
import { printable, type Answer } from './answers';

/** Lines from the beginning, which tell who is there. */
const FIRST = 40;
const LAST = 500;
/** Characters of a line that are kept. */
const LINE_LENGTH = 200;

export class LinkLog {
  private readonly first: LinkLine[] = [];
  private readonly last = new Ring<LinkLine>(LAST);

  /** Lines that are handed to the transport. */
  sent(text: string): void {
    for (const line of text.split('\n')) this.add('host', line);
  }

  heard(answer: Answer): void {
    if (answer.kind === 'line') this.add('bridge', answer.text);
    else if (answer.kind === 'block') this.add('bridge', `#… ${String(answer.bytes.length)} bytes`);
    else this.add('bridge', `no answer: ${answer.why}`);
  }

  /** What came while nothing was listened to. */
  passedOver(bytes: Uint8Array): void {
    const beginning = printable(bytes.subarray(0, LINE_LENGTH));
    this.add('bridge', `${String(bytes.length)} bytes passed over: ${beginning}`);
  }

  conversation(): Conversation {
    return { first: this.first, leftOut: this.last.dropped, last: this.last.list() };
  }

  private add(from: LinkLine['from'], text: string): void {
    if (text === '') return;
    const short = text.length > LINE_LENGTH ? `${text.slice(0, LINE_LENGTH)}…` : text;
    const line = { at: Date.now(), from, text: short };
    if (this.first.length < FIRST) this.first.push(line);
    else this.last.push(line);
  }
}
