/** Where the probe is, and moving it by hand. */
import { conflict, latched, outside, takes, type Bridge, type Command, type Outcome } from './command';
import type { HandMove } from './executor';
import { lineOf } from './output';
import { scpiError } from './scpi-error';
import { canMove } from './state';

export const MOTION_COMMANDS: readonly Command[] = [
  {
    header: 'POSition?',
    takes: [],
    act: ({ bench }) => {
      const { x, y, z, coarse } = bench.world.position;
      return lineOf([x, y, z, coarse].join(','));
    },
  },
  {
    header: 'MOVE',
    takes: [takes('axis', 'word'), takes('position')],
    act: (bridge, args) => {
      const axis = args.word(0).toLowerCase();
      if (axis !== 'x' && axis !== 'y' && axis !== 'z') return scpiError(-141, `axis ${args.word(0)}`);
      return moveByHand(bridge, { axis, to: args.number(1) });
    },
  },
  {
    header: 'COARse',
    takes: [takes('distance')],
    act: (bridge, args) =>
      bridge.capabilities.axes.coarse
        ? moveByHand(bridge, { axis: 'coarse', to: bridge.bench.world.position.coarse + args.number(0) })
        : scpiError(-241, 'coarse axis not fitted'),
  },
];

function moveByHand(bridge: Bridge, move: HandMove): Outcome {
  const refusal = latched(bridge) ?? beyond(bridge, move);
  if (refusal) return refusal;
  if (!canMove(bridge.executor.state)) return conflict(bridge.executor, 'no moves by hand');
  bridge.executor.move(move);
  return null;
}

function beyond({ bench, capabilities }: Bridge, { axis, to }: HandMove): Outcome {
  if (axis === 'z') return outside('z', to, bench.bottom, bench.top);
  const { min, max } = capabilities.axes[axis] ?? { min: NaN, max: NaN };
  return outside(axis, to, min, max);
}
