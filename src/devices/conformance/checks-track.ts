/** The track: a second potentiostat for the sample. Its commands are read only; nothing is driven here. */
import type { Check } from './check';

export const TRACK_CHECKS: readonly Check[] = [
  {
    name: 'track commands without a track',
    expects: 'TRACk:… and FOLLow are known and refused',
    skip: ({ capabilities: { track } }) => (track ? 'a track is fitted' : null),
    run: async (talk) => {
      for (const line of [
        'TRACk:CLEar',
        'TRACk:STEP HOLD,POTENTIAL,0,1,0.1',
        'TRACk:STARt',
        'TRACk:STOP',
        'FOLLow ON',
        'FOLLow OFF',
      ])
        await talk.refused(line, -200);
    },
  },
  {
    name: 'the program of the track',
    expects: 'HOLD, CYCLE, WAIT and SYNC are accepted, other steps refused; FOLLow takes ON and OFF',
    skip: ({ capabilities: { track } }) => (track ? null : 'no track is fitted'),
    run: async (talk) => {
      const steps = ['HOLD,POTENTIAL,0,1,0.1', 'CYCLE,0,0.1,-0.1,0,1,1,0.01', 'WAIT,0.1', 'SYNC,1', 'END'];
      await talk.accepted('TRACk:CLEar', ...steps.map((step) => `TRACk:STEP ${step}`), 'TRACk:STOP');
      for (const step of [
        'MOVE',
        'APPROACH,0.000001,1,MAGNITUDE,1e-12,0.000001',
        'RETRACT,0.000001,0.000001',
      ])
        await talk.refused(`TRACk:STEP ${step}`, -200);
      await talk.accepted('FOLLow ON', 'FOLLow OFF', 'TRACk:CLEar');
      await talk.refused('FOLLow PERHAPS', -100);
    },
  },
  {
    name: 'TRACk:STARt',
    expects: 'runs the program of the track besides the hops',
    skip: ({ capabilities: { track } }) =>
      track ? 'it would pass current through the sample; run it by hand' : 'no track is fitted',
    run: () => Promise.resolve(),
  },
];
