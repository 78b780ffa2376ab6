import { fault, reasonOf, type Fault } from '../fault';

/** What browsers and Node call storage that is used up. */
const FULL = new Set(['QuotaExceededError', 'ENOSPC', 'EDQUOT']);

/** The fault of a storage operation that threw; `doing` is what was tried, e.g. `Writing the journal`. */
export function storageFault(doing: string, thrown: unknown, kept?: string): Fault {
  const names = thrown instanceof Error ? [thrown.name, (thrown as { code?: unknown }).code] : [];
  const full = names.some((name) => typeof name === 'string' && FULL.has(name));
  return full
    ? fault('storage-full', `${doing} failed: the storage is full.`, kept)
    : fault('storage-failed', `${doing} failed: ${reasonOf(thrown)}.`, kept);
}
