/** The track: the sample's own potentiostat and its program. An instrument without one knows the commands and refuses them. */
import { conflict, latched, takes, type Bridge, type Command, type Outcome } from './command';
import type { ArgumentSpec, Arguments } from './arguments';
import { scpiError, type ScpiError } from './scpi-error';
import type { Track } from './track';

export const TRACK_COMMANDS: readonly Command[] = [
  onTrack('TRACk:CLEar', [], (track) => {
    if (track.running) return scpiError(-284);
    track.program.clear();
    track.ready();
    return null;
  }),
  onTrack('TRACk:STEP', [takes('step', 'line')], (track, _bridge, args) => {
    if (track.running) return scpiError(-284);
    const appended = track.program.append(args.word(0));
    if (!appended.ok) return appended.error;
    track.ready();
    return null;
  }),
  onTrack('TRACk:STARt', [], (track, bridge) => start(track, bridge)),
  onTrack('TRACk:STOP', [], (_track, { executor }) => {
    executor.stopTrack();
    return null;
  }),
  onTrack('FOLLow', [takes('ON or OFF', 'word')], (track, _bridge, args) => {
    const word = args.word(0).toUpperCase();
    if (word !== 'ON' && word !== 'OFF') return scpiError(-141, `${word} is neither ON nor OFF`);
    track.follow(word === 'ON');
    return null;
  }),
];

function onTrack(
  header: string,
  specs: readonly ArgumentSpec[],
  act: (track: Track, bridge: Bridge, args: Arguments) => Outcome,
): Command {
  return {
    header,
    takes: specs,
    act: (bridge, args) =>
      bridge.bench.track ? act(bridge.bench.track, bridge, args) : scpiError(-241, 'track not fitted'),
  };
}

function start(track: Track, bridge: Bridge): ScpiError | null {
  const { executor } = bridge;
  const refusal = latched(bridge);
  if (refusal) return refusal;
  if (track.running) return conflict(executor, 'the track runs already');
  if (track.program.length === 0) return conflict(executor, 'the track has no program');
  if (executor.retracting) return conflict(executor, 'not now');
  executor.startTrack();
  return null;
}
