/** A hop as one moment of a film that changes: its height, when that was, and what the sample did meanwhile. */
import type { ChannelName } from '../../records/record';
import type { HopTraces } from '../../records/hop';
import { channelOf } from '../holds/holds';
import { approachOf, landingProblem } from '../landing/landed';
import type { MapSpec, Recorded } from '../experiment';
import { HEIGHT, NANOAMPERE, numberMap, timeMap } from '../results/map-specs';
import { exact, type Write } from '../results/reduction';
import { SAMPLE_MAPS } from '../track/sample-maps';
import { hopCurve, type HopCurve } from './hop-curve';
import { NO_APPROACH } from './hop-detail';

export const TIMED_MAPS: readonly MapSpec[] = [
  HEIGHT,
  timeMap('time', 'Time of the hop'),
  numberMap({ name: 'clear_current', title: 'Current clear of the surface', unit: 'A', shown: NANOAMPERE }),
  ...SAMPLE_MAPS,
];

/** Writes these maps; answers the curve of a hop that has felt the surface, or in words why there is none. */
export function writeTimed(hop: HopTraces, recorded: Recorded, write: Write): HopCurve | string {
  const [curve, approach] = [hopCurve(hop, recorded), approachOf(hop, recorded)];
  if (!curve || !approach) return landingProblem(hop) || NO_APPROACH;
  const meanOf = (channel: ChannelName): number => {
    const samples = channelOf(approach, channel).filter(Number.isFinite);
    return samples.reduce((sum, v) => sum + v, 0) / samples.length;
  };
  write('time', exact(approach.start + (approach.count - 1) * approach.interval));
  write('clear_current', { value: curve.clear, error: curve.leftError * Math.abs(curve.clear) });
  write('sample_potential', exact(meanOf('sample_potential')));
  write('sample_current', exact(meanOf('sample_current')));
  if (!curve.felt) return landingProblem(hop) || NO_APPROACH;
  write('height', exact(curve.end));
  return curve;
}
