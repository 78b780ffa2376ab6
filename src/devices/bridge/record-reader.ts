/** Reads records out of a bridge's memory and does not give up at the first bad block. */
import { fault, type Fault } from '../../fault';
import { decodeRecords } from '../../records/codec';
import type { BridgeRecord } from '../../records/record';
import { err, ok, type Result } from '../../result';
import type { RecordBlock } from '../instrument';
import { mayPass, type Link } from './link';

const BLOCK_BYTES = 512 * 1024;
/** How often the same records are asked for again. */
const RE_READS = 3;

export class RecordReader {
  records = 0;
  badChecksums = 0;
  reReads = 0;

  private readonly link: Link;

  constructor(link: Link) {
    this.link = link;
  }

  /**
   * The records from a number on, as many as one block holds; none if there is none yet. Faults: command-refused (the
   * bridge has forgotten the record or does not have it yet), link-garbled or link-silent after several attempts,
   * link-lost.
   */
  async read(from: number): Promise<Result<RecordBlock, Fault>> {
    let attempt = await this.readOnce(from);
    for (let again = 0; again < RE_READS && !attempt.ok && mayPass(attempt.error); again++) {
      this.reReads++;
      attempt = await this.readOnce(from);
    }
    if (attempt.ok) this.records += attempt.value.records.length;
    return attempt;
  }

  private async readOnce(from: number): Promise<Result<RecordBlock, Fault>> {
    const block = await this.link.block(`DATA? ${String(from)},${String(BLOCK_BYTES)}`);
    if (!block.ok) return block;
    const decoded = decodeRecords(block.value);
    if (!decoded.ok) {
      this.badChecksums++;
      const { detail, offset } = decoded.error;
      return this.garbled(`${detail}, at byte ${String(offset)} of ${String(block.value.length)}`);
    }
    const wrong = outOfOrder(decoded.value, from);
    return wrong ? this.garbled(wrong) : ok({ records: decoded.value, bytes: block.value });
  }

  private garbled(why: string): Result<never, Fault> {
    this.link.distrust();
    return err(fault('link-garbled', `A block of records is damaged: ${why}.`));
  }
}

/** An old or a doubled block bears other numbers than those asked for, which go on by one modulo 2³². */
function outOfOrder(records: readonly BridgeRecord[], from: number): string | undefined {
  const index = records.findIndex((record, i) => record.number !== (from + i) >>> 0);
  if (index < 0) return undefined;
  return `record ${String(records[index]?.number)} in the place of ${String((from + index) >>> 0)}`;
}
