import { describe, expect, it } from 'vitest';
import { timelineKey } from './timeline-key';

const press = (key: string, shiftKey = false) => ({
  key,
  shiftKey,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
});
const whole = { low: 0, high: 1000 };
const state = { seen: { low: 200, high: 400 }, whole, cursor: 300 };

describe('a key on a timeline', () => {
  it('moves the cursor by a part of what is seen', () => {
    expect(timelineKey(press('ArrowRight'), state)?.cursor).toBeCloseTo(301, 9);
    expect(timelineKey(press('ArrowLeft', true), state)?.cursor).toBeCloseTo(290, 9);
    expect(timelineKey(press('ArrowLeft'), { ...state, cursor: null })?.cursor).toBeCloseTo(299, 9);
  });

  it('takes what is seen along with the cursor, to the ends', () => {
    expect(timelineKey(press('PageDown'), state)).toEqual({
      cursor: 500,
      seen: { low: 300, high: 500 },
      choose: false,
    });
    expect(timelineKey(press('End'), state)?.seen).toEqual({ low: 800, high: 1000 });
    expect(timelineKey(press('Home'), state)).toMatchObject({ cursor: 0, seen: { low: 0, high: 200 } });
  });

  it('shows more or less about the cursor, or the whole', () => {
    const larger = timelineKey(press('+'), state)?.seen;
    expect(larger?.low).toBeCloseTo(300 - 100 / 1.5, 9);
    expect(timelineKey(press('-'), state)?.seen?.high).toBeCloseTo(450, 9);
    expect(timelineKey(press('0'), state)?.seen).toBeNull();
  });

  it('chooses the frame at the cursor, and leaves all other keys', () => {
    expect(timelineKey(press('Enter'), state)).toMatchObject({ cursor: 300, choose: true });
    expect(timelineKey(press('a'), state)).toBeNull();
    expect(timelineKey({ ...press('ArrowLeft'), ctrlKey: true }, state)).toBeNull();
  });
});
