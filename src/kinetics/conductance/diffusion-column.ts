/**
 * Diffusion in one dimension away from a plane at x = 0 with a given flux out of it: finite volumes that widen with the
 * distance, implicit in time (TR-BDF2: Bank et al., IEEE Trans. Electron Devices 32 (1985) 1992), so that steps may be
 * of any length. At the far end the concentration is the bath's, as where convection keeps it.
 *
 *     const column = new DiffusionColumn({ diffusivity: 2.5e-10, reach: 12e-3 });
 *     column.advance(flux, flux, 0.01);
 *     column.at(10e-6); // mol/m³ above that of the bath
 */
import { settleExchange } from '../numerics/exchange';

export interface ColumnOptions {
  /** m²/s. */
  readonly diffusivity: number;
  /** Distance from the plane at which the concentration stays the bath's, m. */
  readonly reach: number;
  /** Distance of the first two nodes, m; 2 µm unless given. */
  readonly finest?: number;
  /**
   * Part that is lost everywhere, 1/s; none unless given. With Dk² the column is the amplitude of a flux that goes along the
   * plane as a wave of wave number k: what is lost has gone sideways, from crests to troughs.
   */
  readonly loss?: number;
}

const FINEST = 2e-6;
/** Each distance of nodes is so much the one before. */
const GROWTH = 1.025;
/** Part of a step that the trapezoid makes. */
const GAMMA = 2 - Math.SQRT2;

export class DiffusionColumn {
  /** Distances of the nodes, m, and what their concentrations are above the bath's, mol/m³. */
  private readonly x: Float64Array;
  private deviation: Float64Array;

  private readonly finest: number;
  /** Volumes of the nodes but the last, m, and conductances from each to the next, m/s. */
  private readonly volume: Float64Array;
  private readonly exchange: Float64Array;
  /** What each loses, m/s, and its volume together with what it loses in half of a part of a step, m. */
  private readonly lost: Float64Array;
  private readonly emptied: Float64Array;
  private before: Float64Array;
  private between: Float64Array;
  private readonly factor: Float64Array;

  constructor({ diffusivity, reach, finest = FINEST, loss = 0 }: ColumnOptions) {
    const intervals = Math.max(2, Math.round(Math.log1p((reach / finest) * (GROWTH - 1)) / Math.log(GROWTH)));
    this.finest = (reach * (GROWTH - 1)) / (GROWTH ** intervals - 1);
    this.x = Float64Array.from({ length: intervals + 1 }, (_, k) => {
      return (this.finest * (GROWTH ** k - 1)) / (GROWTH - 1);
    });
    const width = (k: number): number => (k < 0 ? 0 : this.finest * GROWTH ** k);
    this.volume = Float64Array.from({ length: intervals }, (_, k) => (width(k - 1) + width(k)) / 2);
    this.exchange = Float64Array.from({ length: intervals }, (_, k) => diffusivity / width(k));
    this.lost = this.volume.map((volume) => loss * volume);
    this.emptied = new Float64Array(intervals);
    this.deviation = new Float64Array(intervals + 1);
    this.before = new Float64Array(intervals + 1);
    this.between = new Float64Array(intervals + 1);
    this.factor = new Float64Array(intervals);
  }

  /** `dt` seconds in which the flux out of the plane, mol/(m² s), goes straight from one value to another. */
  advance(from: number, to: number, dt: number): void {
    const { volume, exchange, lost, emptied, factor } = this;
    const n = volume.length;
    [this.before, this.deviation] = [this.deviation, this.before];
    const { before, between, deviation } = this;
    const half = (GAMMA / 2) * dt;
    for (let k = 0; k < n; k++) emptied[k] = (volume[k] as number) + half * (lost[k] as number);
    this.spread(before, between);
    for (let k = 0; k < n; k++)
      between[k] = (between[k] as number) * half + (volume[k] as number) * (before[k] as number);
    between[0] = (between[0] as number) + half * (2 * from + GAMMA * (to - from));
    settleExchange(emptied, exchange, half, between, factor);
    const ahead = 1 / (GAMMA * (2 - GAMMA));
    for (let k = 0; k < n; k++) {
      const mixed = ahead * (between[k] as number) + (1 - ahead) * (before[k] as number);
      deviation[k] = (volume[k] as number) * mixed;
    }
    deviation[0] = (deviation[0] as number) + half * to;
    settleExchange(emptied, exchange, half, deviation, factor);
  }

  /** Concentration above that of the bath at a distance from the plane, m, in mol/m³. */
  at(distance: number): number {
    const { deviation, x } = this;
    const last = x.length - 1;
    if (distance <= 0) return deviation[0] as number;
    if (distance >= (x[last] as number)) return 0;
    const near = Math.floor(Math.log1p((distance / this.finest) * (GROWTH - 1)) / Math.log(GROWTH));
    const k = Math.min(last - 1, near);
    const part = (distance - (x[k] as number)) / ((x[k + 1] as number) - (x[k] as number));
    return (deviation[k] as number) * (1 - part) + (deviation[k + 1] as number) * part;
  }

  /** What flows into each node from its neighbours, less what it loses, times area. */
  private spread(from: Float64Array, into: Float64Array): void {
    const { exchange, lost } = this;
    let left = 0;
    for (let k = 0; k < exchange.length; k++) {
      const right = (exchange[k] as number) * ((from[k + 1] as number) - (from[k] as number));
      into[k] = right - left - (lost[k] as number) * (from[k] as number);
      left = right;
    }
  }
}
