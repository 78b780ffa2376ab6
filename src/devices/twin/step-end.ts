/** How a step came to its end. */
export interface StepEnd {
  /** Flags of its last record. */
  readonly flags: number;
  /** `next` step, `lift` the probe (no contact, early, limit), or the hop is `over`. */
  readonly then: 'next' | 'lift' | 'over';
}

export const NEXT: StepEnd = { flags: 0, then: 'next' };
