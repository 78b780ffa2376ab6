/** Moving: by hand, to a hop, down to a contact, up again. All of it lies within 2 µm beneath the top of the range. */
import { FLAG, type BridgeRecord } from '../../records/record';
import type { Capabilities } from '../instrument';
import type { Check } from './check';
import type { Conversation } from './conversation';
import { load, must, near, position, runHops, topOf } from './hop-run';
import { checkHop, flagsOfStep, samplesOf } from './record-rules';

const STEP = 1e-6;

export const MOTION_CHECKS: readonly Check[] = [
  {
    name: 'MOVE by hand',
    expects: 'returns at once; STATe? says RUNNING until it is done; the axis stands where it was sent',
    moves: true,
    run: async (talk, { capabilities }) => {
      const { axes } = capabilities;
      await moveTo(talk, 'Z', await topOf(talk, capabilities), capabilities);
      const { x, y } = await position(talk);
      await moveTo(talk, 'X', inside(x, axes.x), capabilities);
      await moveTo(talk, 'Y', inside(y, axes.y), capabilities);
      await moveTo(talk, 'X', x, capabilities);
      await moveTo(talk, 'y', y, capabilities);
    },
  },
  {
    name: 'MOVE: what is refused',
    expects: 'positions outside the axis (−222), other axes, and any move while hops run; nothing moves',
    moves: true,
    run: async (talk, { capabilities }) => {
      const { axes } = capabilities;
      const top = await topOf(talk, capabilities);
      await talk.refused(`MOVE X,${String(2 * axes.x.max - axes.x.min)}`, -222);
      await talk.refused(`MOVE Y,${String(axes.y.min - STEP)}`, -222);
      await talk.refused(`MOVE Z,${String(top + STEP)}`, -222);
      await talk.refused('MOVE W,0', -100);
      const { x, y } = await position(talk);
      await load(talk, ['WAIT,0.5', 'END']);
      await talk.send(
        `QUE:HOP ${[1, x, y].map(String).join(',')}`,
        'RUN',
        `MOVE X,${String(inside(x, axes.x))}`,
        'SYST:ERR?',
      );
      await talk.fault(-200, 'MOVE while a hop runs');
      await talk.until('IDLE');
      near('x', (await position(talk)).x, x, capabilities);
      await runHops(talk);
    },
  },
  {
    name: 'COARse',
    expects: 'moves by the distance; refused beyond the axis',
    moves: true,
    skip: ({ capabilities: { axes } }) => (axes.coarse ? null : 'no coarse axis is fitted'),
    run: async (talk, { capabilities: { axes } }) => {
      const { max, min, resolution } = axes.coarse ?? axes.z;
      await talk.refused(`COAR ${String(2 * (max - min))}`, -222);
      const { coarse } = await position(talk);
      if (coarse + resolution > max) return;
      await talk.accepted(`COAR ${String(resolution)}`);
      await talk.until('IDLE');
      const risen = (await position(talk)).coarse - coarse;
      must(
        Math.abs(risen - resolution) < 0.6 * resolution,
        `${String(resolution)} m up`,
        `${String(risen)} m`,
      );
      await talk.accepted(`COAR ${String(-resolution)}`);
      await talk.until('IDLE');
    },
  },
  {
    name: 'COARse without a coarse axis',
    expects: 'refused',
    skip: ({ capabilities: { axes } }) => (axes.coarse ? 'a coarse axis is fitted' : null),
    run: async (talk) => talk.refused('COAR 0.000001', -241),
  },
  {
    name: 'the step MOVE',
    expects: 'goes to the x, y and z of its hop',
    moves: true,
    run: async (talk, { capabilities }) => {
      const { axes } = capabilities;
      const here = await position(talk);
      const [x, y] = [inside(here.x, axes.x), inside(here.y, axes.y)];
      const z = (await topOf(talk, capabilities)) - STEP;
      await load(talk, ['MOVE', 'END']);
      checkHop(await runHops(talk, [1, x, y, z].map(String).join(',')), 1);
      const there = await position(talk);
      near('x', there.x, x, capabilities);
      near('y', there.y, y, capabilities);
      near('z', there.z, z, capabilities);
      await runHops(talk, [2, here.x, here.y].map(String).join(','));
      near('z without a height in the hop', (await position(talk)).z, z + STEP, capabilities);
    },
  },
  {
    name: 'APPROACH without a contact',
    expects:
      'the whole curve over the travel, bit 3; then on at the next RETRACT, the steps between left out',
    moves: true,
    run: async (talk, { capabilities }) => {
      const top = await topOf(talk, capabilities);
      const down = approach(capabilities, 1, 'MAGNITUDE', largestScale(capabilities), STEP);
      const records = await hop(talk, [
        'MOVE',
        down,
        'HOLD,POTENTIAL,0,0.1,0.01',
        up(capabilities, 0.5 * STEP),
        'END',
      ]);
      flagged(records, 1, FLAG.noContact, FLAG.contact | FLAG.early);
      must(
        samplesOf(records, 2) === 0,
        'no HOLD after no contact',
        `${String(samplesOf(records, 2))} samples`,
      );
      near('z at the end of the travel', lastZ(records, 1), top - STEP, capabilities);
      near('z after the RETRACT', lastZ(records, 3), top - 0.5 * STEP, capabilities);
    },
  },
  {
    name: 'no contact and no RETRACT',
    expects: 'the bridge retracts as for ABORt and the hop is over',
    moves: true,
    run: async (talk, { capabilities }) => {
      const down = approach(capabilities, 1, 'MAGNITUDE', largestScale(capabilities), STEP);
      const records = await hop(talk, ['MOVE', down, 'HOLD,POTENTIAL,0,0.1,0.01', 'END']);
      flagged(records, 1, FLAG.noContact, FLAG.contact | FLAG.early);
      must(
        samplesOf(records, 2) === 0,
        'no HOLD after no contact',
        `${String(samplesOf(records, 2))} samples`,
      );
      near('z', (await position(talk)).z, await topOf(talk, capabilities), capabilities);
    },
  },
  {
    name: 'APPROACH that is early',
    expects: 'a condition that is met at the start: bit 4, no way down',
    moves: true,
    run: async (talk, { capabilities }) => {
      const top = await topOf(talk, capabilities);
      const down = approach(capabilities, 0, 'ABOVE', top - STEP, STEP);
      const records = await hop(talk, [
        'MOVE',
        down,
        'HOLD,POTENTIAL,0,0.1,0.01',
        up(capabilities, STEP),
        'END',
      ]);
      flagged(records, 1, FLAG.early, FLAG.contact | FLAG.noContact);
      must(
        samplesOf(records, 2) === 0,
        'no HOLD after an early approach',
        `${String(samplesOf(records, 2))} samples`,
      );
      near('z at its end', lastZ(records, 1), top, capabilities);
    },
  },
  {
    name: 'APPROACH that meets its condition',
    expects: 'stops within 1 ms, confirms it at standstill, bit 2; the steps after it follow',
    moves: true,
    run: async (talk, { capabilities }) => {
      const top = await topOf(talk, capabilities);
      const down = approach(capabilities, 0, 'BELOW', top - 0.5 * STEP, STEP);
      const records = await hop(talk, [
        'MOVE',
        down,
        'HOLD,POTENTIAL,0,0.1,0.01',
        up(capabilities, 0.3 * STEP),
        'END',
      ]);
      flagged(records, 1, FLAG.contact, FLAG.noContact | FLAG.early);
      must(samplesOf(records, 2) === 10, '10 samples of the HOLD behind it', samplesOf(records, 2));
      near('z at the contact', lastZ(records, 1), top - 0.5 * STEP, capabilities);
      near('z after the RETRACT', lastZ(records, 3), top - 0.2 * STEP, capabilities);
    },
  },
];

async function hop(talk: Conversation, steps: readonly string[]): Promise<BridgeRecord[]> {
  await load(talk, steps);
  const { x, y } = await position(talk);
  const records = await runHops(talk, [1, x, y].map(String).join(','));
  checkHop(records, 1);
  return records;
}

async function moveTo(
  talk: Conversation,
  axis: string,
  to: number,
  capabilities: Capabilities,
): Promise<void> {
  await talk.accepted(`MOVE ${axis},${String(to)}`);
  await talk.until('IDLE');
  near(axis, (await position(talk))[axis.toLowerCase() as 'x' | 'y' | 'z'], to, capabilities);
}

/** A step away from a place, within the axis. */
const inside = (at: number, { max }: { max: number }): number => (at + STEP <= max ? at + STEP : at - STEP);

const slow = ({ axes }: Capabilities): number => Math.min(2e-6, axes.z.max_velocity);

const approach = (
  capabilities: Capabilities,
  channel: 0 | 1,
  condition: string,
  threshold: number,
  travel: number,
): string => ['APPROACH', slow(capabilities), channel, condition, threshold, travel].map(String).join(',');

const up = (capabilities: Capabilities, distance: number): string =>
  `RETRACT,${String(distance)},${String(slow(capabilities))}`;

const largestScale = ({ amplifier }: Capabilities): number =>
  Math.max(...amplifier.ranges.map((range) => range.full_scale));

function flagged(records: readonly BridgeRecord[], step: number, wanted: number, unwanted: number): void {
  const flags = flagsOfStep(records, step);
  must(
    (flags & (wanted | unwanted)) === wanted,
    `flag 0b${wanted.toString(2)} of bits 2 to 4`,
    `0b${flags.toString(2)}`,
  );
}

/** Last sample of channel 0 of a step. */
function lastZ(records: readonly BridgeRecord[], step: number): number {
  const last = records.findLast((record) => record.step === step && record.sampleCount > 0);
  return last && last.channelMask & 1 ? (last.payload[last.sampleCount - 1] ?? NaN) : NaN;
}
