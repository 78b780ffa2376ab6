/** Axes of time: which unit suits a span, and which part of the whole is seen. Pure; times are in s. */
import type { Range } from './plot-paths';

export interface TimeUnit {
  readonly unit: 's' | 'min' | 'h';
  /** Shown = s × factor. */
  readonly factor: number;
}

const MINUTE = 60;
const HOUR = 3600;
/** From so many minutes and hours on these are the unit. */
const ENOUGH = 3;

/** Seconds up to three minutes, minutes up to three hours, then hours. */
export function timeUnit(span: number): TimeUnit {
  if (span >= ENOUGH * HOUR) return { unit: 'h', factor: 1 / HOUR };
  if (span >= ENOUGH * MINUTE) return { unit: 'min', factor: 1 / MINUTE };
  return { unit: 's', factor: 1 };
}

/** The least part of the whole that can be seen. */
const CLOSEST = 1e-5;

/** With a time kept where it is; `factor` > 1 shows less of the whole, and larger. */
export function zoomedSpan(seen: Range, whole: Range, at: number, factor: number): Range {
  const most = whole.high - whole.low;
  const span = Math.max(CLOSEST * most, Math.min(most, (seen.high - seen.low) / factor));
  const share = (at - seen.low) / (seen.high - seen.low);
  return keptSpan(at - share * span, span, whole);
}

/** Moved by so many s, within the whole. */
export const movedSpan = (seen: Range, whole: Range, by: number): Range =>
  keptSpan(seen.low + by, seen.high - seen.low, whole);

function keptSpan(low: number, span: number, whole: Range): Range {
  const from = Math.max(whole.low, Math.min(whole.high - span, low));
  return { low: from, high: from + span };
}
