/** What keys do on a timeline. Pure; times are in s. */
import type { Range } from '../../figures/plot-paths';
import { movedSpan, zoomedSpan } from '../../figures/time-axis';
import type { Key } from '../keyboard';

interface State {
  readonly seen: Range;
  readonly whole: Range;
  readonly cursor: number | null;
}

interface Done {
  readonly cursor: number | null;
  /** Null for the whole. */
  readonly seen: Range | null;
  /** The frame at the cursor is to be shown. */
  readonly choose: boolean;
}

/** Shares of what is seen that the cursor goes with an arrow, and with Shift. */
const STEP = 0.005;
const STRIDE = 0.05;
const ZOOM = 1.5;

/** What a key makes of the cursor and of what is seen; null where it does nothing. */
export function timelineKey(key: Key, { seen, whole, cursor }: State): Done | null {
  if (key.ctrlKey || key.altKey || key.metaKey) return null;
  const span = seen.high - seen.low;
  const at = cursor ?? (seen.low + seen.high) / 2;
  const move = (to: number): Done => {
    const there = Math.max(whole.low, Math.min(whole.high, to));
    const by = Math.min(0, there - seen.low) + Math.max(0, there - seen.high);
    return { cursor: there, seen: movedSpan(seen, whole, by), choose: false };
  };
  const zoom = (factor: number): Done => ({
    cursor,
    seen: zoomedSpan(seen, whole, Math.max(seen.low, Math.min(seen.high, at)), factor),
    choose: false,
  });
  const step = span * (key.shiftKey ? STRIDE : STEP);
  switch (key.key) {
    case 'ArrowLeft':
      return move(at - step);
    case 'ArrowRight':
      return move(at + step);
    case 'PageUp':
      return move(at - span);
    case 'PageDown':
      return move(at + span);
    case 'Home':
      return move(whole.low);
    case 'End':
      return move(whole.high);
    case '+':
      return zoom(ZOOM);
    case '-':
      return zoom(1 / ZOOM);
    case '0':
      return { cursor, seen: null, choose: false };
    case 'Enter':
      return { cursor: at, seen, choose: true };
    default:
      return null;
  }
}
