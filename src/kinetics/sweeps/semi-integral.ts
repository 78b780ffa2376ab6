/**
 * A second opinion on D that does not care for rate constant or resistance: what a current does to the occupancy of the
 * contact. Far beyond the wave the contact is full whatever delayed it, so D is the one whose kernel makes the integral
 * ∫K(t − τ)·i(τ)/FAC dτ equal to 1 there. For planar diffusion this is the plateau FAC√D of the semi-integral (Oldham 1972).
 */
import { FARADAY, thermal } from '../constants';
import type { Estimate } from '../numerics/estimate';
import { exponentialKernel } from '../solver/exponential-kernel';
import { FluxHistory } from '../solver/flux-history';
import type { Cell } from '../lines/line';
import type { Spread } from '../settle';
import type { WaveTracks } from './tracks';

/** Before the half-wave point, RT/F, where the foot of the wave ends (154 mV), and beyond it where the plateau begins. */
const FOOT = 6;
const FULL = 6;
/** Fewest bins of foot and plateau. */
const FEWEST = 4;
const SPACING = 0.7;
const MOST_ROUNDS = 30;
const CONVERGED = 1e-5;

/** D, m²/s, from the first sweeps, with the scatter among them as error; null where none reaches its plateau. */
export function semiIntegralDiffusion(
  waves: readonly WaveTracks[],
  cell: Cell,
  spread: Spread,
  start: number,
): Estimate | null {
  const found = waves.flatMap((tracks) => diffusionOf(tracks, cell, spread, start) ?? []);
  if (found.length === 0) return null;
  const value = found.reduce((sum, d) => sum + d, 0) / found.length;
  const squares = found.reduce((sum, d) => sum + (d - value) ** 2, 0);
  return { value, error: Math.sqrt(squares / Math.max(1, found.length - 1) / found.length) };
}

function diffusionOf(tracks: WaveTracks, cell: Cell, spread: Spread, start: number): number | null {
  let diffusion = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const occupancy = plateau(tracks, cell, spread, diffusion);
    if (occupancy === null || !(occupancy > 0)) return null;
    diffusion *= occupancy * occupancy;
    if (Math.abs(occupancy - 1) < CONVERGED) return diffusion;
  }
  return null;
}

/** Mean occupancy beyond the wave that the measured current, less its baseline, makes of an empty contact. */
function plateau({ wave, first }: WaveTracks, cell: Cell, spread: Spread, diffusion: number): number | null {
  const { binAt, binCurrent, bins } = first.sweep;
  const from = binAt.findIndex((at) => at > first.place + FULL);
  const foot = binAt.findIndex((at) => at > first.place - FOOT);
  if (from < 0 || bins - from < FEWEST || foot < FEWEST) return null;
  const beneath = first.atBins(first.beneath);
  let baseline = 0;
  for (let k = 0; k < foot; k++) {
    baseline += ((binCurrent[k] as number) - (beneath[k] as number)) / foot;
  }
  const width = ((binAt[bins - 1] as number) - (binAt[0] as number)) / (bins - 1);
  const dt = width / (thermal(cell.temperature) * wave.scanRate);
  const radius = spread === 'disc' ? cell.contactRadius : Infinity;
  const solid = { diffusion, discRadius: radius, thickness: Infinity };
  const history = new FluxHistory(
    exponentialKernel(solid, { shortest: dt, longest: bins * dt }, SPACING),
    dt,
  );
  const scale = FARADAY * Math.PI * cell.contactRadius ** 2 * cell.concentration;
  let sum = 0;
  for (let k = 0; k < bins; k++) {
    const left = history.begin(dt);
    const flux = ((binCurrent[k] as number) - (beneath[k] as number) - baseline) / scale;
    history.end(flux);
    if (k >= from) sum += left + history.response * flux;
  }
  return sum / (bins - from);
}
