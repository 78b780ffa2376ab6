/**
 * Peak of the reversible wave of a solid with a back wall: a layer confined to the contact, or a film that goes on beyond a
 * contact disc. χmax depends on the thickness L and the radius a in units of the diffusion length √(D/fv); it is stepped
 * where it is asked for and kept on nodes in ln(L).
 */
import { exponentialKernel } from './exponential-kernel';
import { FluxHistory } from './flux-history';
import { crestOf } from '../sweeps/template';

/** Step and range in x of the stepped wave; the peak errs by 0.011·step², which the second, coarser run takes off. */
const STEP = 0.1;
const START = -16;
const END = 9;
/** No wave peaks before; at its very start the stepped one is not smooth. */
const EARLIEST = -3;
const SPACING = 0.7;
/** Distance of nodes in ln(L); cubic between them. */
const NODE = 0.25;

/** Height of the peak, and d ln χmax/d ln L at a fixed ratio of radius and thickness. */
export interface LayerPeak {
  readonly value: number;
  readonly logSlope: number;
}

const THINNEST = 1e-3;
/** Beyond this thickness no peak feels the back wall. */
const THICKEST = 7;
const nodes = new Map<number, Map<number, number>>();

/**
 * `thickness` over √(D/fv), and the contact's radius over the thickness: Infinity for a layer that ends with the contact.
 * χmax → thickness/4 for a thin layer and, without an edge, 0.4463 for a thick one.
 */
export function layerPeak(thickness: number, radius = Infinity): LayerPeak {
  if (thickness > THICKEST) {
    const { value, logSlope } = crestOf(radius * thickness);
    return { value, logSlope };
  }
  const held = Math.min(THICKEST, Math.max(THINNEST, thickness));
  const place = Math.log(held) / NODE;
  const node = Math.floor(place);
  const part = place - node;
  const a = logPeak(node - 1, radius);
  const b = logPeak(node, radius);
  const c = logPeak(node + 1, radius);
  const d = logPeak(node + 2, radius);
  const m0 = (c - a) / 2;
  const m1 = (d - b) / 2;
  const p = 3 * (c - b) - 2 * m0 - m1;
  const q = 2 * (b - c) + m0 + m1;
  return {
    value: Math.exp(b + part * (m0 + part * (p + part * q))),
    logSlope: (m0 + part * (2 * p + 3 * part * q)) / NODE,
  };
}

function logPeak(node: number, radius: number): number {
  let known = nodes.get(radius);
  if (!known) nodes.set(radius, (known = new Map<number, number>()));
  let value = known.get(node);
  if (value === undefined) {
    const thickness = Math.exp(node * NODE);
    const fine = steppedPeak(thickness, radius * thickness, STEP);
    value = Math.log((4 * fine - steppedPeak(thickness, radius * thickness, 2 * STEP)) / 3);
    known.set(node, value);
  }
  return value;
}

/** Greatest flux of the stepped wave, the vertex of the parabola through its highest three points. */
function steppedPeak(thickness: number, discRadius: number, step: number): number {
  const solid = { diffusion: 1, discRadius, thickness };
  const kernel = exponentialKernel(solid, { shortest: step, longest: END - START }, SPACING);
  const history = new FluxHistory(kernel, step);
  let [before, last] = [0, 0];
  for (let x = START; x < END; x += step) {
    const left = history.begin(step);
    const flux = (1 / (1 + Math.exp(-x)) - left) / history.response;
    history.end(flux);
    if (x > EARLIEST && flux < last) {
      const bend = before - 2 * last + flux;
      return last - (flux - before) ** 2 / (8 * bend);
    }
    [before, last] = [last, flux];
  }
  return last;
}
