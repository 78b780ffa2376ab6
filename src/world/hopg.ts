/**
 * Highly oriented pyrolytic graphite in an organic electrolyte against lithium: terraces with steps between them. The
 * electrolyte is reduced to a passivating film (SEI), slowly on the basal plane and fast, and to a thicker film, along
 * step edges. The droplet is wide, so that most of what it wets is terrace with an edge or two. A film stays when the droplet
 * leaves: one whose middle comes down within the disc of a former droplet goes on with that one's film.
 */
import { ParallelElectrode } from '../kinetics/solver/parallel';
import { Passivation, type Film } from '../kinetics/solver/passivation';
import { mounted } from './mounted';
import { coneResistance, ORGANIC, TEMPERATURE } from './pipette';
import { uniformOf } from './random';
import { Residue } from './residue';
import type { Contact, Sample } from './sample';
import { windingSteps } from './winding-steps';

/** Of the disc that the droplet wets, m. */
const RADIUS = 250e-9;
/** Double layer of the basal plane, F/m² (5 µF/cm²). */
const LAYER = 0.05;
const FIELD = { spacing: 1e-6, jitter: 0.45, winding: { amplitude: 0.25e-6, length: 9e-6 } };
/** Mean height of a step and its scatter, m. */
const STEP = { height: 2e-9, scatter: 1.8e-9 };
/** Width along an edge that reacts like one, m. */
const EDGE_WIDTH = 10e-9;
/** Reduction of the solvent, V and A/m² there on the basal plane and along edges, and charge of film that slows it e-fold, C/m². */
const REDUCTION = { potential: 0.8, transfer: 0.35 };
const BASAL = { rate: 0.1, depth: 20 };
const EDGE = { rate: 100, depth: 200 };
/** Potential of the untouched surface, V. */
const FRESH = 3.0;
const SHORTEST = 5e-6;

const AREA = Math.PI * RADIUS ** 2;

export function createHopg(seed: number): Sample {
  const { across, place, before } = windingSteps(seed, FIELD);
  const terrace = (step: number): number =>
    step * STEP.height + (STEP.scatter / 2) * (2 * uniformOf(seed, 603, step) - 1);

  /** Length of edges within the wetted disc, m. */
  const edges = (x: number, y: number): number => {
    const u = across(x, y);
    const first = Math.floor((u - RADIUS) / FIELD.spacing) - 1;
    const last = Math.ceil((u + RADIUS) / FIELD.spacing) + 1;
    let length = 0;
    for (let step = first; step <= last; step++) {
      length += 2 * Math.sqrt(Math.max(0, RADIUS ** 2 - (place(step) - u) ** 2));
    }
    return length;
  };

  const formed = new Residue<Films>(RADIUS);

  return mounted(seed, {
    height: (x, y) => terrace(before(across(x, y))),
    contact: (x, y) => contactOn((edges(x, y) * EDGE_WIDTH) / AREA, () => filmsAt(formed, x, y)),
  });
}

/** Films on the terraces and along the edges of a disc. */
interface Films {
  readonly basal: Film;
  readonly edge: Film;
}

/** The films of a former droplet there, or new ones that are there from now on. */
function filmsAt(formed: Residue<Films>, x: number, y: number): Films {
  const there = formed.at(x, y);
  if (there) return there;
  const films: Films = { basal: { grown: 0 }, edge: { grown: 0 } };
  formed.leave(x, y, films);
  return films;
}

/** `share` of the wetted disc that is edge; `films` are those that a droplet finds there. */
function contactOn(share: number, films: () => Films): Contact {
  const circuit = { resistance: coneResistance(ORGANIC, RADIUS), capacitance: LAYER * AREA };
  const parts = [
    { of: 'basal', ...BASAL, area: AREA * (1 - share) },
    { of: 'edge', ...EDGE, area: AREA * share },
  ] as const;
  return {
    region: share > 0 ? 'step_edge' : 'basal_plane',
    model: { concentration: 0, diffusion: NaN, halfWave: NaN, rateConstant: NaN, ...circuit },
    boundary: share > 0,
    contactRadius: RADIUS,
    equilibrium: FRESH,
    capacity: NaN,
    edgeShare: share,
    electrode: () => {
      const there = films();
      const processes = parts
        .filter(({ area }) => area > 0)
        .map(
          ({ of, ...part }) =>
            new Passivation({ ...part, ...REDUCTION, temperature: TEMPERATURE }, there[of]),
        );
      return new ParallelElectrode(circuit, processes, FRESH, SHORTEST);
    },
  };
}
