/** What a check of the language is: a sentence that must hold, and how to find out. */
import type { BridgeStateName, Capabilities } from '../instrument';
import type { Duplex } from '../transport/duplex';
import type { Conversation } from './conversation';

export interface Check {
  readonly name: string;
  /** What the language says of it, for the report. */
  readonly expects: string;
  /** The probe moves: by less than 2 µm beneath the top of its range, and up. */
  readonly moves?: true;
  /** Why it cannot be asked of this bridge; null where it can. */
  readonly skip?: (subject: Subject) => string | null;
  /** Throws a `Deviation`, or `Unasked`. Begins and ends with an idle bridge, but for that of FAULT. */
  readonly run: (talk: Conversation, subject: Subject) => Promise<void>;
}

/** The bridge under test. */
export interface Subject {
  readonly capabilities: Capabilities;
  /** The state in which it was found. */
  readonly found: BridgeStateName;
  /** Another connection to the same bridge, where the transport can have one. */
  readonly reopen: (() => Promise<Duplex | null>) | null;
}

/** Only under way it turns out why a check cannot be asked of this bridge. */
export class Unasked extends Error {}
