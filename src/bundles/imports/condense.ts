/** Curves of more points than any analysis or picture can use, averaged to fewer. */
import type { RecordedVoltammogram } from './recorded-voltammogram';
import { turnsOf } from './sweeps';

/** Some hundred points per RT/F in a window of a volt. */
const ENOUGH = 40_000;

/** The same curve where it is not too long; otherwise means of neighbouring points of one sweep, and a remark on it. */
export function condensed(recorded: RecordedVoltammogram): RecordedVoltammogram {
  const { potential, current, time, remarks } = recorded;
  const size = Math.ceil(potential.length / ENOUGH);
  if (size === 1) return recorded;
  const ends = [0, ...turnsOf(potential).map((turn) => turn + 1), potential.length];
  const means = (values: Float64Array): Float64Array => meansBetween(values, ends, size);
  const remark = `Of ${String(potential.length)} points every ${String(size)} neighbours were averaged; a wave is no sharper than that.`;
  return {
    ...recorded,
    potential: means(potential),
    current: means(current),
    time: time && means(time),
    remarks: [...remarks, remark],
  };
}

/** Whole groups only; what is left at the end of a sweep is less than one of them. */
function meansBetween(values: Float64Array, ends: readonly number[], size: number): Float64Array {
  const counts = ends.slice(1).map((end, k) => Math.floor((end - (ends[k] ?? 0)) / size));
  const means = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  let place = 0;
  counts.forEach((count, k) => {
    const from = ends[k] ?? 0;
    for (let group = 0; group < count; group++) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += values[from + group * size + i] as number;
      means[place++] = sum / size;
    }
  });
  return means;
}
