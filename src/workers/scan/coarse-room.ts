/** Whether the coarse axis can go up as far as a run wants: one that met its end would go down further than it had gone up. */
import type { Capabilities } from '../../devices/instrument';
import { firstSteps, stepsOf } from '../../experiments/program/program';
import { fault, type Fault } from '../../fault';
import { quantity, significant } from '../../quantity';
import type { RunPlan } from './run-plan';

/** How far above where it begins a run takes the coarse axis at most, m. */
export function coarseRise({ program, path }: Pick<RunPlan, 'program' | 'path'>): number {
  const ways = firstSteps(program.steps).map((_, k) => {
    let [now, highest] = [0, 0];
    for (const step of stepsOf(program, k)) {
      if (step.verb !== 'COARSE') continue;
      now += step.distance;
      highest = Math.max(highest, now);
    }
    return { by: now, highest };
  });
  let [now, highest] = [0, 0];
  for (const point of path.points) {
    const way = ways[point.program ?? 0];
    // What is done only if the surface was missed goes down, or may never be.
    if (!way || point.ifMissed !== undefined) continue;
    highest = Math.max(highest, now + way.highest);
    now += way.by;
  }
  return highest;
}

/** The probe's height, m, says where the coarse axis stands but for the fine one's range: the worst of it counts. */
export function coarseLacks(
  plan: Pick<RunPlan, 'program' | 'path'>,
  { axes }: Pick<Capabilities, 'axes'>,
  z: number,
): Fault | null {
  const rise = coarseRise(plan);
  if (!axes.coarse || rise <= 0) return null;
  const room = axes.coarse.max - (z - axes.z.min);
  if (rise <= room) return null;
  const [needed, left] = [rise, Math.max(0, room)].map((m) => quantity(significant(m * 1e3, 3), 'mm'));
  return fault(
    'value-invalid',
    `Coarse axis: the run takes it ${needed ?? ''} up, and ${left ?? ''} are left above where it stands.`,
  );
}
