/** Moments of a sample's cycle at which the current against distance is worth a look, found from the sweeps. */

export interface Moment {
  readonly key: 'onset' | 'highest' | 'reverse' | 'lowest' | 'end';
  readonly name: string;
  /** Which sweep, and the potential of the sample there, V. */
  readonly sweep: number;
  readonly potential: number;
}

export interface Sweeps {
  /** V and A of the sample, sweep by sweep, and the ion current nearest to it, A. */
  readonly potential: Float64Array;
  readonly sample: Float64Array;
  readonly near: Float64Array;
  /** Sweeps at rest before the cycle. */
  readonly resting: readonly number[];
}

/** The sample counts as at its start potential within this, V. */
const AT_REST = 5e-3;
/** A change is told from noise by so many times its scatter at rest, in so many sweeps one after the other. */
const SEEN = 5;
const IN_A_ROW = 3;
/** On the way back, as in the publication, V. */
const REVERSE = 0.5;

/** Sweeps before the sample's potential first left its start. */
export function restingSweeps(potential: Float64Array, start: number): number[] {
  const left = potential.findIndex((v) => !(Math.abs(v - start) < AT_REST));
  return Array.from({ length: left < 0 ? potential.length : left }, (_, k) => k);
}

/** Those that there are, in the order of time. */
export function momentsOf({ potential, near, resting }: Sweeps): Moment[] {
  if (resting.length < IN_A_ROW) return [];
  const clear = resting.reduce((sum, k) => sum + (near[k] as number), 0) / resting.length;
  const scatter = Math.sqrt(
    resting.reduce((sum, k) => sum + ((near[k] as number) - clear) ** 2, 0) / (resting.length - 1),
  );
  const changed = (k: number): boolean => Math.abs((near[k] ?? NaN) - clear) > SEEN * scatter;
  const onset = near.findIndex((_, k) => Array.from({ length: IN_A_ROW }, (__, j) => k + j).every(changed));
  const indexOf = (best: (a: number, b: number) => number): number =>
    near.indexOf(near.reduce((a, b) => (Number.isNaN(b) ? a : best(a, b))));
  const turn = potential.indexOf(potential.reduce((a, b) => Math.min(a, b), Infinity));
  const reverse = potential.findIndex((v, k) => k > turn && v > REVERSE);
  const found: [Moment['key'], number, string][] = [
    ['onset', onset, 'onset'],
    ['highest', indexOf(Math.max), 'highest'],
    ['reverse', reverse, 'on the way back'],
    ['lowest', indexOf(Math.min), 'lowest'],
    ['end', potential.length - 1, 'end'],
  ];
  return found
    .filter(([, sweep]) => sweep >= 0)
    .sort(([, a], [, b]) => a - b)
    .map(([key, sweep, words]) => {
      const at = potential[sweep] ?? NaN;
      return { key, sweep, potential: at, name: `${words}, ${at.toFixed(2)} V` };
    });
}
