/**
 * Pseudo-random numbers of the simulated world: xoshiro128** (Blackman and Vigna 2018) seeded through a mixing function,
 * and normal deviates by the ziggurat (Marsaglia and Tsang 2000, 128 layers).
 *
 *     const random = new Random(seed, hop, step);
 *     random.normal();
 */

/** Mixes whole numbers into one of 32 bits; every bit of each of them matters (finalizer of MurmurHash3). */
export function hash(a: number, b = 0, c = 0, d = 0): number {
  let h = mix(0x9e3779b9 ^ mix(a | 0)) + 0x85ebca6b;
  h = mix(h ^ mix(b | 0)) + 0x85ebca6b;
  h = mix(h ^ mix(c | 0)) + 0x85ebca6b;
  return mix(h ^ mix(d | 0)) >>> 0;
}

function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A number in [0, 1) from the same words, always the same one. */
export const uniformOf = (a: number, b = 0, c = 0): number => hash(a, b, c) / 4294967296;

const LAYERS = 128;
const TAIL_START = 3.442619855899;
const LAYER_AREA = 9.91256303526217e-3;
/** Magnitudes have 24 bits, beside a sign and seven bits for the layer. */
const UNIT = 1 / 16777216;

const layer = buildLayers();

function buildLayers(): { edge: Float64Array; density: Float64Array; inside: Float64Array } {
  const gauss = (x: number): number => Math.exp((-x * x) / 2);
  const edge = new Float64Array(LAYERS + 1);
  edge[0] = LAYER_AREA / gauss(TAIL_START);
  edge[1] = TAIL_START;
  for (let i = 2; i < LAYERS; i++) {
    const below = edge[i - 1] as number;
    edge[i] = Math.sqrt(-2 * Math.log(LAYER_AREA / below + gauss(below)));
  }
  edge[LAYERS] = 0;
  const inside = new Float64Array(LAYERS);
  for (let i = 0; i < LAYERS; i++) inside[i] = (edge[i + 1] as number) / (edge[i] as number);
  return { edge, density: edge.map(gauss), inside };
}

export class Random {
  private readonly state: Int32Array;

  constructor(a: number, b = 0, c = 0) {
    this.state = Int32Array.of(hash(1, a, b, c), hash(2, a, b, c), hash(3, a, b, c), hash(4, a, b, c) | 1);
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const { state } = this;
    const a = state[0] as number;
    const b = state[1] as number;
    const c = (state[2] as number) ^ a;
    const d = (state[3] as number) ^ b;
    const s = Math.imul(b, 5);
    state[0] = a ^ d;
    state[1] = b ^ c;
    state[2] = c ^ (b << 9);
    state[3] = (d << 11) | (d >>> 21);
    return Math.imul((s << 7) | (s >>> 25), 9);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return (this.bits() >>> 0) / 4294967296;
  }

  /** Mean 0, variance 1. */
  normal(): number {
    const { edge, density, inside } = layer;
    for (;;) {
      const bits = this.bits();
      const i = bits & (LAYERS - 1);
      const u = (bits >> 7) * UNIT;
      const x = u * (edge[i] as number);
      if (Math.abs(u) < (inside[i] as number)) return x;
      if (i === 0) return u < 0 ? -this.tail() : this.tail();
      const low = density[i] as number;
      const high = density[i + 1] as number;
      if (low + this.uniform() * (high - low) < Math.exp((-x * x) / 2)) return x;
    }
  }

  private tail(): number {
    for (;;) {
      const x = -Math.log(1 - this.uniform()) / TAIL_START;
      const y = -Math.log(1 - this.uniform());
      if (2 * y > x * x) return TAIL_START + x;
    }
  }
}
