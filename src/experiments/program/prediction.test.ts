import { describe, expect, it } from 'vitest';
import { diffusionMap } from '../diffusion-map';
import type { Experiment, Recipe } from '../experiment';
import { maskOf } from '../../records/record';
import { checkRecipe } from '../recipe/check';
import { blockedMark, predict } from './prediction';
import type { Step } from './step';

const [preset] = diffusionMap.presets;
const recipe: Recipe = { ...preset?.recipe, columns: 2, rows: 2 };
const hold = (seconds: number): Step => ({
  verb: 'HOLD',
  control: 'POTENTIAL',
  level: 0,
  seconds,
  interval: 0.1,
});
const sync = (mark: number): Step => ({ verb: 'SYNC', mark });

/** The diffusion map with another program, of which four hops are made. */
const driven = (steps: readonly Step[], track?: readonly Step[], channelMask = 0): Experiment => ({
  ...diffusionMap,
  program: (r) => {
    const { travelHeight, clearance } = diffusionMap.program(r);
    const all: Step[] = [...steps, { verb: 'END' }];
    return {
      ...{ steps: all, labels: all.map(() => ''), channelMask, clearance, travelHeight },
      ...(track ? { track: { steps: track, labels: track.map(() => ''), follow: false } } : {}),
    };
  },
});

describe('a run with a track', () => {
  it('takes what its hops take, and what they wait for the track', () => {
    expect(predict(driven([hold(10)]), recipe).seconds).toBeCloseTo(40, 6);
    expect(predict(driven([hold(10)], [hold(1000)]), recipe).seconds).toBeCloseTo(40, 6);
    const synced = driven([sync(1), hold(10)], [hold(300), sync(1), hold(1000)]);
    expect(predict(synced, recipe).seconds).toBeCloseTo(340, 6);
  });

  it('takes the room of the track, as long as the hops last', () => {
    const alone = predict(driven([hold(10)]), recipe).bytes;
    const beside = predict(driven([hold(10)], [hold(1000)]), recipe).bytes - alone;
    // 40 s at 10 Hz, two channels, a record each half second.
    expect(beside).toBeCloseTo(400 * 8 + 80 * 56, -1);
    const waiting = predict(driven([sync(1), hold(10)], [hold(20), sync(1)]), recipe).bytes - alone;
    expect(waiting).toBeCloseTo(600 * 8 + 120 * 56, -1);
  });

  it('takes the room of the channels that are recorded besides', () => {
    const more = driven([hold(10)], undefined, maskOf('sample_potential', 'sample_current', 'tip_current'));
    expect(predict(more, recipe).bytes - predict(driven([hold(10)]), recipe).bytes).toBe(400 * 8);
  });

  it('cannot be begun where hops and track wait for different marks', () => {
    const crossed = driven([sync(2), hold(1), sync(1)], [sync(1), hold(1), sync(2)]);
    expect(blockedMark(crossed, recipe)).toBe(2);
    expect(checkRecipe(crossed, recipe).map(({ message }) => message)).toEqual([
      expect.stringContaining('mark 2'),
    ]);
    expect(checkRecipe(driven([sync(1)], [sync(1)]), recipe)).toEqual([]);
  });
});

describe('the coarse axis', () => {
  it('takes its way at its rate, and a sample before it', () => {
    const coarse: Step = { verb: 'COARSE', distance: -0.0025, rate: 0.0005 };
    expect(predict(driven([coarse]), recipe).seconds).toBeCloseTo(4 * 5.1, 6);
  });
});
