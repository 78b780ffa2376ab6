/** When hops and the sample's track meet: how long each waits at a mark for the other, as the bridge does it. */

/** Something that takes time, or a mark. */
export type Stretch = { readonly seconds: number } | { readonly mark: number };

export interface Timetable {
  /** From the start to the end of the last hop. */
  readonly seconds: number;
  /** Of these the track has waited for hops. */
  readonly trackWaited: number;
  /** A mark that the hops wait for while the track waits for another: for ever. Null where all goes on. */
  readonly blocked: number | null;
}

/**
 * Goes through the hops in their order, and through the track as far as they need it. A mark is met once both have come to
 * it, and stays so; a track that has ended is not waited for.
 */
export function timetable(hops: Iterable<readonly Stretch[]>, track: readonly Stretch[]): Timetable {
  /** When hops first came to a mark, s. */
  const reached = new Map<number, number>();
  const met = new Set<number>();
  let now = 0;
  let trackTime = 0;
  let waited = 0;
  let place = 0;

  /** Lets the track come to a mark; null where it waits for another on the way. */
  const advanceTo = (mark: number): 'met' | 'ended' | null => {
    for (; place < track.length; place++) {
      const stretch = track[place];
      if (!stretch) break;
      if ('seconds' in stretch) {
        trackTime += stretch.seconds;
        continue;
      }
      const since = reached.get(stretch.mark);
      if (since === undefined) return null;
      waited += Math.max(0, since - trackTime);
      trackTime = Math.max(trackTime, since);
      met.add(stretch.mark);
      if (stretch.mark !== mark) continue;
      place++;
      return 'met';
    }
    return 'ended';
  };

  for (const stretches of hops) {
    for (const stretch of stretches) {
      if ('seconds' in stretch) {
        now += stretch.seconds;
        continue;
      }
      const { mark } = stretch;
      if (!reached.has(mark)) reached.set(mark, now);
      if (met.has(mark)) continue;
      const came = advanceTo(mark);
      if (came === null) return { seconds: now, trackWaited: waited, blocked: mark };
      now = Math.max(now, trackTime);
    }
  }
  return { seconds: now, trackWaited: waited, blocked: null };
}
