/** Program memory and the queue of hops. */
import { TRACK_HOP } from '../../records/record';
import type { Hop } from '../instrument';
import { latched, mayTake, outside, takes, type Bridge, type Command, type Outcome } from './command';
import type { Arguments } from './arguments';
import { lineOf } from './output';
import { scpiError, type ScpiError } from './scpi-error';
import { hopsOrWaiting } from './state';

export const PROGRAM_COMMANDS: readonly Command[] = [
  {
    header: 'PROGram:CLEar',
    takes: [],
    act: (bridge) => {
      const refusal = running(bridge);
      if (refusal) return refusal;
      bridge.program.clear();
      bridge.queue.forget();
      return null;
    },
  },
  {
    header: 'PROGram:STEP',
    takes: [takes('step', 'line')],
    act: (bridge, args) => running(bridge) ?? faultOf(bridge.program.append(args.word(0))),
  },
  { header: 'PROGram:HASH?', takes: [], act: ({ program }) => lineOf(program.hash()) },
  {
    header: 'PROGram:CHANnels',
    takes: [takes('mask', 'natural')],
    act: (bridge, args) => {
      const mask = args.number(0);
      const fitted = bridge.capabilities.channels.reduce((sum, { bit }) => sum + 2 ** bit, 0);
      if (mask > fitted || (mask & ~fitted) !== 0) return scpiError(-241, `channels of mask ${String(mask)}`);
      const refusal = running(bridge);
      if (!refusal) bridge.bench.channelMask = mask;
      return refusal;
    },
  },
  {
    header: 'QUEue:HOP',
    takes: [takes('id', 'natural'), takes('x'), takes('y'), mayTake('z'), mayTake('first step', 'natural')],
    act: (bridge, args) => queueHop(bridge, hopOf(args)),
  },
  { header: 'QUEue:FREE?', takes: [], act: ({ queue }) => lineOf(String(queue.free)) },
];

function hopOf(args: Arguments): Hop {
  return {
    id: args.number(0),
    x: args.number(1),
    y: args.number(2),
    ...(args.has(3) ? { z: args.number(3) } : {}),
    ...(args.has(4) ? { firstStep: args.number(4) } : {}),
  };
}

function queueHop(bridge: Bridge, hop: Hop): Outcome {
  const { axes } = bridge.capabilities;
  const { program, queue } = bridge;
  const coarse = axes.coarse ?? { min: 0, max: 0 };
  const refusal =
    latched(bridge) ??
    (hop.id === TRACK_HOP ? scpiError(-222, `hop id ${String(hop.id)} is the track's`) : null) ??
    outside('x', hop.x, axes.x.min, axes.x.max) ??
    outside('y', hop.y, axes.y.min, axes.y.max) ??
    (hop.z === undefined ? null : outside('z', hop.z, axes.z.min + coarse.min, axes.z.max + coarse.max)) ??
    outside('first step', hop.firstStep ?? 0, 0, program.length - 1);
  return refusal ?? faultOf(queue.append(hop));
}

const running = ({ executor }: Bridge): ScpiError | null =>
  hopsOrWaiting(executor.state) ? scpiError(-284) : null;

const faultOf = (result: { ok: true } | { ok: false; error: ScpiError }): ScpiError | null =>
  result.ok ? null : result.error;
