/** A droplet on something without a couple. */
import { Blank, type BlankModel } from './blank';
import type { Contact, Region } from './sample';

export interface Bare {
  readonly region: Region;
  readonly circuit: BlankModel;
  /** Potential at which nothing leaks and that the untouched surface has, V. */
  readonly rest: number;
  /** Whether it comes back to that potential in open circuit while somebody waits. */
  readonly settles: boolean;
  readonly boundary: boolean;
  /** Of the wetted disc, m. */
  readonly contactRadius: number;
}

export function bareContact({ region, circuit, rest, settles, boundary, contactRadius }: Bare): Contact {
  const { resistance, capacitance } = circuit;
  return {
    region,
    model: {
      concentration: 0,
      diffusion: NaN,
      halfWave: NaN,
      rateConstant: NaN,
      resistance,
      capacitance,
    },
    boundary,
    contactRadius,
    equilibrium: settles ? rest : NaN,
    capacity: NaN,
    electrode: () => new Blank(circuit, rest),
  };
}
