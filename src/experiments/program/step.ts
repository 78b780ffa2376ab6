import type { ChannelName } from '../../records/record';

/**
 * What the probe can be told to do at a point. A program is a list of these; `step-text.ts` writes and reads them as the
 * lines of the bridge's language.
 */
export type Condition = 'ABOVE' | 'BELOW' | 'MAGNITUDE' | 'FALL';

export type Step =
  | { readonly verb: 'MOVE' }
  | { readonly verb: 'WAIT'; readonly seconds: number }
  | { readonly verb: 'AMPLIFIER'; readonly fullScale: number; readonly cutoff: number }
  | { readonly verb: 'BIAS'; readonly potential: number }
  | {
      readonly verb: 'APPROACH';
      /** Downward, m/s. */
      readonly rate: number;
      readonly channel: ChannelName;
      readonly condition: Condition;
      /** In the channel's unit, or a fraction for `FALL`. */
      readonly threshold: number;
      readonly maxTravel: number;
      readonly interval?: number;
    }
  | {
      readonly verb: 'HOLD';
      readonly control: 'POTENTIAL' | 'CURRENT';
      /** V or A. */
      readonly level: number;
      readonly seconds: number;
      readonly interval: number;
      readonly until?: {
        readonly channel: ChannelName;
        readonly condition: 'ABOVE' | 'BELOW';
        readonly value: number;
      };
    }
  | {
      readonly verb: 'CYCLE';
      readonly start: number;
      readonly vertex1: number;
      readonly vertex2: number;
      readonly end: number;
      /** V/s. */
      readonly scanRate: number;
      readonly cycles: number;
      readonly interval: number;
    }
  | { readonly verb: 'RETRACT'; readonly distance: number; readonly rate: number; readonly interval?: number }
  | {
      readonly verb: 'COARSE';
      readonly distance: number;
      readonly rate: number;
      readonly until?: {
        readonly channel: ChannelName;
        readonly condition: Condition;
        readonly value: number;
      };
      readonly interval?: number;
    }
  | { readonly verb: 'SYNC'; readonly mark: number }
  | { readonly verb: 'END' };

export type CycleStep = Extract<Step, { verb: 'CYCLE' }>;
export type HoldStep = Extract<Step, { verb: 'HOLD' }>;
export type ApproachStep = Extract<Step, { verb: 'APPROACH' }>;
