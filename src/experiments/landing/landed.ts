/** What a visit says of its landing: the same for every experiment whose program goes down to the surface. */
import { FLAG } from '../../records/record';
import { statusOf, type HopTraces, type StepTrace } from '../../records/hop';
import type { Recorded } from '../experiment';

/** Place of the approach that a hop made, −1 without one. Of several programs each has its own. */
export const approachPlace = (hop: HopTraces, { steps }: Pick<Recorded, 'steps'>): number =>
  steps.findIndex((step, place) => step.verb === 'APPROACH' && hop.steps.has(place));

export function approachOf(hop: HopTraces, recorded: Pick<Recorded, 'steps'>): StepTrace | undefined {
  return hop.steps.get(approachPlace(hop, recorded));
}

/** Height at which the bridge stopped for a contact, m; null without one. */
export function contactHeight(hop: HopTraces, recorded: Pick<Recorded, 'steps'>): number | null {
  const approach = approachOf(hop, recorded);
  if (!approach || (approach.flags & FLAG.contact) === 0) return null;
  return approach.channels.z?.at(-1) ?? null;
}

/** Which of several programs a hop ran; −1 where nothing of it was recorded. */
export function programOfHop(hop: HopTraces, { steps }: Pick<Recorded, 'steps'>): number {
  const [first] = hop.steps.keys();
  if (first === undefined) return -1;
  return steps.slice(0, first).filter((step) => step.verb === 'END').length;
}

/** Why a hop cannot be analysed, in words; empty where it landed and came to its end. */
export function landingProblem(hop: HopTraces): string {
  switch (statusOf(hop.flags)) {
    case 'no_contact':
      return 'The probe did not meet the surface within the longest way down.';
    case 'early':
      return 'The contact current was there before the approach began.';
    case 'limit':
      return 'The end of the travel was met.';
    case 'aborted':
      return 'The hop was stopped before its end.';
    case 'ok':
    case 'clipped':
    case 'overload':
    case 'gap':
      return '';
  }
}
