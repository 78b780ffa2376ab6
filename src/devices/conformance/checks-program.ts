/** Program memory and the queue of hops. Nothing moves: programs that run here wait or hold a potential. */
import { programHash } from '../../experiments/program/step-text';
import type { Capabilities } from '../instrument';
import { Unasked, type Check } from './check';
import type { Conversation } from './conversation';
import { hopHere, load, must, position, runHops } from './hop-run';

const HASH = /^[0-9a-f]{8}$/i;
/** The queue is filled and run to its end by hops that do nothing; more than so many are not. */
const MOST_HOPS = 1000;
/** Steps that are appended to find the end of program memory, and of them so many at once. */
const MOST_STEPS = 8192;
const AT_ONCE = 64;

export const PROGRAM_CHECKS: readonly Check[] = [
  {
    name: 'PROGram:STEP: every verb',
    expects: 'each step of the language within the limits of the capabilities is accepted',
    run: async (talk, { capabilities }) => {
      await load(talk, everyStep(capabilities));
      await talk.accepted('PROG:CLE');
    },
  },
  {
    name: 'PROGram:STEP: what is refused',
    expects:
      'unknown verbs, missing or wrong arguments and values beyond the capabilities, none of which is kept',
    run: async (talk, { capabilities }) => {
      await talk.accepted('PROG:CLE');
      for (const step of wrongSteps(capabilities)) await talk.refused(`PROG:STEP ${step}`, -200);
      await talk.refused('PROG:STEP', -100);
      await hashIs(talk, []);
    },
  },
  {
    name: 'PROGram:HASH?',
    expects: 'CRC-32C of the lines as they were sent, each with a line feed; of none, 00000000',
    run: async (talk) => {
      await talk.accepted('PROG:CLE');
      await hashIs(talk, []);
      const lines = [
        'MOVE',
        'HOLD,POTENTIAL,0.10,1,1e-2',
        'hold,potential,0,1.000,0.01',
        'END',
        'WAIT,0',
        'END',
      ];
      for (let count = 1; count <= lines.length; count++) {
        await talk.accepted(`PROG:STEP ${lines[count - 1] ?? ''}`);
        await hashIs(talk, lines.slice(0, count));
      }
      await talk.accepted('PROG:CLE');
      await hashIs(talk, []);
    },
  },
  {
    name: 'program memory full',
    expects: 'a step too many is refused (−225) and not kept; PROGram:CLEar makes room',
    run: async (talk) => {
      await talk.accepted('PROG:CLE');
      const step = 'WAIT,0';
      let kept = 0;
      for (let refused = 0; kept < MOST_STEPS && refused === 0;) {
        await talk.send(...Array.from({ length: AT_ONCE }, () => [`PROG:STEP ${step}`, 'SYST:ERR?']).flat());
        for (let k = 0; k < AT_ONCE; k++) {
          if (refused > 0 || !(await talk.noErrorOr(-200, `step ${String(kept + 1)}`))) refused++;
          else kept++;
          if (refused > 1) await talk.fault(-200, 'a step after the one that found no room');
        }
      }
      await hashIs(talk, new Array<string>(kept).fill(step));
      await talk.accepted('PROG:CLE', `PROG:STEP ${step}`, 'PROG:CLE');
      if (kept >= MOST_STEPS) throw new Unasked(`program memory took ${String(kept)} steps and was not full`);
    },
  },
  {
    name: 'PROGram:CHANnels',
    expects: 'a mask of fitted channels; others are refused',
    run: async (talk, { capabilities: { channels } }) => {
      const fitted = channels.reduce((mask, { bit }) => mask | (1 << bit), 0);
      await talk.accepted(`PROG:CHAN ${String(fitted)}`, 'PROG:CHAN 0');
      await talk.refused('PROG:CHAN 1073741824', -241);
    },
  },
  {
    name: 'QUEue:HOP: what is refused',
    expects:
      'places outside the axes, a step that there is not, an id that was queued before, the id of the track',
    run: async (talk, { capabilities: { axes } }) => {
      const { x, y } = await position(talk);
      const at = (id: number, ...rest: readonly number[]): string =>
        `QUE:HOP ${[id, ...rest].map(String).join(',')}`;
      await load(talk, ['WAIT,0', 'END']);
      await talk.refused(at(1, beyond(axes.x), y), -222);
      await talk.refused(at(1, x, beyond(axes.y)), -222);
      await talk.refused(at(1, x, y, 1), -222);
      await talk.refused(at(1, x, y, await heightNow(talk), 2), -222);
      await talk.refused(at(0xffffffff, x, y), -222);
      await talk.refused(at(0x100000000, x, y), -222);
      await talk.accepted(at(1, x, y));
      await talk.refused(at(1, x, y), -200);
      await runHops(talk, at(2, x, y).slice('QUE:HOP '.length));
      await talk.refused(at(1, x, y), -200);
      await talk.accepted('PROG:CLE');
    },
  },
  {
    name: 'QUEue:FREE? and the length of the queue',
    expects: 'counts down with every hop; a hop too many is refused; the queue empties when it runs',
    skip: ({ capabilities: { queue_length } }) =>
      queue_length > MOST_HOPS ? `filling a queue of ${String(queue_length)} hops takes too long` : null,
    run: async (talk, { capabilities: { queue_length: length } }) => {
      const free = async (): Promise<number> =>
        Number(await talk.ask('QUE:FREE?', /^\d+$/, 'a whole number'));
      await load(talk, ['WAIT,0', 'END']);
      const here = await hopHere(talk, 0);
      must((await free()) === length, `${String(length)} places as in the capabilities`, await free());
      for (let id = 0; id < length; id++) await talk.accepted(`QUE:HOP ${String(id)}${here.slice(1)}`);
      must((await free()) === 0, '0 places left', await free());
      must((await talk.state()).queued === length, `${String(length)} queued`, (await talk.state()).queued);
      await talk.refused(`QUE:HOP ${String(length)}${here.slice(1)}`, -200);
      const records = await runHops(talk);
      must((await free()) === length, `${String(length)} places again`, await free());
      const hops = records.map((record) => record.hop).join();
      must(hops === Array.from({ length }, (_, id) => id).join(), 'a record of every hop in its turn', hops);
    },
  },
];

async function hashIs(talk: Conversation, lines: readonly string[]): Promise<void> {
  const hash = (await talk.ask('PROG:HASH?', HASH, 'eight hex digits')).toLowerCase();
  must(hash === programHash(lines), `${programHash(lines)} after ${String(lines.length)} lines`, hash);
}

const heightNow = async (talk: Conversation): Promise<number> => (await position(talk)).z;

const beyond = ({ max, min }: { min: number; max: number }): number => max + (max - min);

/** Every verb in every form, with values that the bridge must be able to do. */
function everyStep({ axes, amplifier, channels, max_sample_rate }: Capabilities): string[] {
  const full = Math.max(...amplifier.ranges.map((range) => range.full_scale));
  const [cutoff] = amplifier.cutoff;
  const rate = Math.min(1e-6, axes.z.max_velocity);
  const interval = Math.max(0.01, 1 / max_sample_rate);
  const current = channels.some(({ name }) => name === 'tip_current') ? 1 : 0;
  const steps: (readonly (string | number)[])[] = [
    ['MOVE'],
    ['WAIT', 0.1],
    ['AMPLIFIER', full, cutoff],
    ['BIAS', 0.1],
    ...(['ABOVE', 'BELOW', 'MAGNITUDE'] as const).map((c) => ['APPROACH', rate, current, c, full, 1e-6]),
    ['APPROACH', rate, current, 'FALL', 0.1, 1e-6, interval],
    ['HOLD', 'POTENTIAL', 0, 1, interval],
    ['HOLD', 'CURRENT', 0, 1, interval],
    ['HOLD', 'POTENTIAL', 0, 1, interval, 'UNTIL', current, 'ABOVE', full],
    ['HOLD', 'POTENTIAL', 0, 1, interval, 'UNTIL', current, 'BELOW', -full],
    ['CYCLE', 0, 0.1, -0.1, 0, 1, 2, interval],
    ['RETRACT', 1e-6, rate],
    ['RETRACT', 1e-6, rate, interval],
    ['END'],
  ];
  if (axes.coarse) {
    const slow = Math.min(1e-6, axes.coarse.max_velocity / 2);
    steps.push(['COARSE', 1e-6, slow], ['COARSE', -1e-6, slow, current, 'MAGNITUDE', full, 0.5], ['END']);
  }
  return steps.map((words) => words.map(String).join(','));
}

function wrongSteps({ axes, amplifier, channels, max_sample_rate, track }: Capabilities): string[] {
  const full = Math.max(...amplifier.ranges.map((range) => range.full_scale));
  const [least, greatest] = amplifier.cutoff;
  const absent = [0, 1, 2, 3, 4, 5, 6].find((bit) => !channels.some((channel) => channel.bit === bit)) ?? 7;
  const steps: (readonly (string | number)[])[] = [
    ['FLY'],
    ['WAIT'],
    ['WAIT', -1],
    ['WAIT', 'long'],
    ['WAIT', '0x10'],
    ['MOVE', 1],
    ['AMPLIFIER', 2 * full, least],
    ['AMPLIFIER', full, 2 * greatest],
    ['AMPLIFIER', full, least / 2],
    ['APPROACH', 2 * axes.z.max_velocity, 1, 'MAGNITUDE', full, 1e-6],
    ['APPROACH', 1e-6, absent, 'MAGNITUDE', full, 1e-6],
    ['APPROACH', 1e-6, 1, 'NEAR', full, 1e-6],
    ['APPROACH', 1e-6, 1, 'MAGNITUDE', full],
    ['APPROACH', 1e-6, 1, 'MAGNITUDE', full, 2 * (axes.z.max - axes.z.min)],
    ['HOLD', 'CHARGE', 0, 1, 0.01],
    ['HOLD', 'POTENTIAL', 0, 0, 0.01],
    ['HOLD', 'POTENTIAL', 0, 1, 0.4 / max_sample_rate],
    ['HOLD', 'CURRENT', 2 * full, 1, 0.01],
    ['HOLD', 'POTENTIAL', 0, 1, 0.01, 'UNTIL', absent, 'ABOVE', 1],
    ['CYCLE', 0, 0.1, -0.1, 0, 0, 1, 0.01],
    ['CYCLE', 0, 0.1, -0.1, 0, 1, 1.5, 0.01],
    ['CYCLE', 0, 0.1, -0.1, 0, 1, 1, 0.4 / max_sample_rate],
    ['RETRACT', 0, 1e-6],
    ['RETRACT', 1e-6, 2 * axes.z.max_velocity],
    ['END', 1],
  ];
  if (!track) steps.push(['SYNC', 1]);
  if (!axes.coarse) steps.push(['COARSE', 1e-6, 1e-6]);
  return steps.map((words) => words.map(String).join(','));
}
