/**
 * `npm run make:surrogate`: computes the tables of `src/kinetics/solver/surrogate.ts` with the solver, writes them, reads them back
 * through the surrogate and prints by how much it is off. The same source gives the same tables.
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { uniform } from '../fixtures/voltammograms';
import { FARADAY, thermal } from '../src/kinetics/constants';
import { dot } from '../src/kinetics/numerics/normal-equations';
import { createElectrode } from '../src/kinetics/solver/electrode';
import { lateness } from '../src/kinetics/sweeps/lateness';

const TEMPERATURE = 298.15;
const F = thermal(TEMPERATURE);
/** Coarser of two steps in x, whose errors of second order cancel, and spacing of the kernel. */
const STEP = 0.05;
const SPACING = 0.4;
const START = -27;
/** Grid in z. */
const FIRST = -22;
const DISTANCE = 0.3;
const COUNT = 181;
/** Part of the largest peak that the functions left out may amount to anywhere. */
const LEFT_OUT = 1e-5;
const LAMBDA = [0.01, 100, 24] as const;

interface Family {
  readonly name: string;
  readonly size: readonly [low: number, high: number, nodes: number];
  /** Radius and thickness over √(D/fv), from the variable of the table. */
  readonly solid: (variable: number) => { readonly radius: number; readonly thickness: number };
}

const DISC: Family = {
  name: 'DISC_TABLE',
  size: [0, 0.6, 10],
  solid: (reciprocal) => ({ radius: 1 / reciprocal, thickness: Infinity }),
};
const LAYER: Family = {
  name: 'LAYER_TABLE',
  size: [Math.log(0.5), Math.log(20), 24],
  solid: (logarithm) => ({ radius: Infinity, thickness: Math.exp(logarithm) }),
};

/** χ on the grid of z, or a part of its distance beyond. */
function solve(family: Family, lambda: number, variable: number, part = 0): Float64Array {
  const { radius, thickness } = family.solid(variable);
  const late = lateness(lambda);
  const count = Math.ceil((FIRST + DISTANCE * (COUNT + 1) + late - START) / STEP);
  const coarse = sweep(lambda, radius, thickness, count, STEP);
  const fine = sweep(lambda, radius, thickness, 2 * count, STEP / 2);
  const exact = coarse.map((value, k) => (4 * (fine[2 * k] ?? NaN) - value) / 3);
  return Float64Array.from({ length: COUNT }, (_, k) =>
    cubic(exact, (FIRST + (k + part) * DISTANCE + late - START) / STEP),
  );
}

/** In units of √(D/fv) and 1/fv, so that the current is χ. */
function sweep(
  lambda: number,
  discRadius: number,
  thickness: number,
  count: number,
  step: number,
): Float64Array {
  const model = {
    temperature: TEMPERATURE,
    ...{ concentration: 1, area: 1 / FARADAY, diffusion: 1, discRadius, thickness, halfWave: 0 },
    ...{ rateConstant: lambda, transfer: 0.5, resistance: 0, capacitance: 0 },
  };
  const electrode = createElectrode(model, -START / F, { shortest: step, longest: count * step }, SPACING);
  return Float64Array.from({ length: count + 1 }, (_, k) =>
    k === 0 ? 0 : -electrode.ramp(-(START + k * step) / F, step),
  );
}

/** Lagrange's cubic through four samples. */
function cubic(samples: Float64Array, place: number): number {
  const cell = Math.floor(place);
  const t = place - cell;
  const [a, b, c, d] = [-1, 0, 1, 2].map((k) => samples[cell + k] ?? NaN) as [number, number, number, number];
  return (
    b +
    t * (-a / 3 - b / 2 + c - d / 6) +
    t ** 2 * (a / 2 - b + c / 2) +
    t ** 3 * (-a / 6 + b / 2 - c / 2 + d / 6)
  );
}

const between = (low: number, high: number, t: number): number => low + ((high - low) * (t + 1)) / 2;
const lambdaAt = (t: number): number => Math.exp(between(Math.log(LAMBDA[0]), Math.log(LAMBDA[1]), t));

/** Waves at all nodes, Λ running fastest, and behind them the reversible ones. */
function waves(family: Family): Float64Array[] {
  const sizes = chebyshevNodes(family.size[2]).map((t) => between(family.size[0], family.size[1], t));
  const lambdas = chebyshevNodes(LAMBDA[2]).map(lambdaAt);
  return [
    ...sizes.flatMap((size) => lambdas.map((lambda) => solve(family, lambda, size))),
    ...sizes.map((size) => solve(family, Infinity, size)),
  ];
}

/** Orthogonal functions on the grid, the most important first, of which all waves are sums to `LEFT_OUT`. */
function principal(samples: readonly Float64Array[]): Float64Array[] {
  const gram = Array.from({ length: COUNT }, (_, i) =>
    Float64Array.from({ length: COUNT }, (__, j) =>
      samples.reduce((sum, w) => sum + (w[i] ?? 0) * (w[j] ?? 0), 0),
    ),
  );
  const functions = eigenvectors(gram);
  const rest = samples.map((wave) => wave.slice());
  const peak = Math.max(...samples.map((wave) => Math.max(...wave)));
  const kept: Float64Array[] = [];
  for (const direction of functions) {
    if (Math.max(...rest.map((wave) => Math.max(...wave.map(Math.abs)))) < LEFT_OUT * peak) break;
    kept.push(direction);
    for (const wave of rest) {
      const part = dot(wave, direction);
      for (let k = 0; k < COUNT; k++) wave[k] = (wave[k] ?? 0) - part * (direction[k] ?? 0);
    }
  }
  return kept;
}

/** Eigenvectors of a symmetric matrix by falling eigenvalue, the largest component positive (Jacobi's rotations). */
function eigenvectors(matrix: Float64Array[]): Float64Array[] {
  const n = matrix.length;
  const vectors = matrix.map((_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let round = 0; round < 12; round++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(matrix, vectors, p, q);
  }
  return vectors
    .map((vector, k) => ({ vector, value: matrix[k]?.[k] ?? 0 }))
    .sort((a, b) => b.value - a.value)
    .map(({ vector }) => {
      const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
      return vector.map((value) => value * Math.sign(largest));
    });
}

/** One rotation that clears an element; `vectors` holds the eigenvectors as rows. */
function rotate(matrix: Float64Array[], vectors: Float64Array[], p: number, q: number): void {
  const [rowP, rowQ] = [matrix[p]!, matrix[q]!];
  if (rowP[q] === 0) return;
  const theta = (rowQ[q]! - rowP[p]!) / (2 * rowP[q]!);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (a: Float64Array, b: Float64Array): void => {
    for (let k = 0; k < a.length; k++) {
      const [x, y] = [a[k]!, b[k]!];
      a[k] = c * x - s * y;
      b[k] = s * x + c * y;
    }
  };
  turn(rowP, rowQ);
  for (const row of matrix) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  turn(vectors[p]!, vectors[q]!);
}

/** The n zeros of Tₙ, from 1 down to −1. */
const chebyshevNodes = (n: number): number[] =>
  Array.from({ length: n }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / n));

/** Chebyshev coefficients of values at the nodes. */
function transform(values: readonly number[]): number[] {
  const n = values.length;
  return values.map((_, i) => {
    const sum = values.reduce((s, v, k) => s + v * Math.cos((Math.PI * i * (k + 0.5)) / n), 0);
    return ((i === 0 ? 1 : 2) / n) * sum;
  });
}

/** By columns and by rows. */
function transformBoth(rows: readonly (readonly number[])[]): number[][] {
  const inner = rows.map(transform);
  const columns = (inner[0] ?? []).map((_, i) => transform(inner.map((row) => row[i] ?? NaN)));
  return inner.map((_, j) => columns.map((column) => column[j] ?? NaN));
}

function table(family: Family): object {
  const samples = waves(family);
  const basis = principal(samples);
  const [sizes, lambdas] = [family.size[2], LAMBDA[2]];
  const parts = basis.map((direction) => samples.map((wave) => dot(wave, direction)));
  const coefficients = parts.map((part) =>
    transformBoth(Array.from({ length: sizes }, (_, j) => part.slice(j * lambdas, (j + 1) * lambdas))),
  );
  const reversible = parts.map((part) => transform(part.slice(sizes * lambdas)));
  const numbers = [...basis.map((b) => [...b]), ...coefficients.flat(2), ...reversible.flat()].flat();
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((value, k) => bytes.writeFloatLE(value, 4 * k));
  return {
    lambda: LAMBDA,
    size: family.size,
    grid: [FIRST, DISTANCE, COUNT],
    rank: basis.length,
    data: bytes.toString('base64'),
  };
}

async function write(path: URL): Promise<void> {
  const tables = [DISC, LAYER].map(
    (family) => `export const ${family.name} = ${JSON.stringify(table(family))} as const;`,
  );
  const source = `/** Tables of \`surrogate.ts\`, written by \`scripts/make-surrogate.ts\`. */\n${tables.join('\n\n')}`;
  const options = { parser: 'typescript', printWidth: 110, singleQuote: true } as const;
  writeFileSync(path, await format(source, options));
}

const CHECKS = 400;

/** Largest deviation over the peak, at random places between the nodes, at the ends and beyond the greatest Λ. */
async function deviation(family: Family): Promise<number> {
  const { discSurrogate, layerSurrogate } = await import('../src/kinetics/solver/surrogate');
  const surrogate = family === DISC ? discSurrogate() : layerSurrogate();
  const next = uniform(1);
  const column = (): Float64Array => new Float64Array(COUNT - 1);
  const out = { value: column(), byX: column(), byLambda: column(), bySize: column() };
  let worst = 0;
  for (let check = 0; check < CHECKS; check++) {
    const lambda = check % 10 === 0 ? LAMBDA[1] / next() : lambdaAt(2 * next() - 1);
    const place = check % 7 === 0 ? Math.sign(next() - 0.5) : 2 * next() - 1;
    const variable = between(family.size[0], family.size[1], place);
    const part = next();
    const exact = solve(family, lambda, variable, part);
    const { radius, thickness } = family.solid(variable);
    surrogate.set(lambda, family === DISC ? radius : thickness);
    const first = FIRST + part * DISTANCE + lateness(lambda);
    const at = column().map((_, k) => first + k * DISTANCE);
    surrogate.fill(at, 0, out);
    const peak = Math.max(...exact);
    out.value.forEach((chi, k) => (worst = Math.max(worst, Math.abs(chi - (exact[k] ?? NaN)) / peak)));
  }
  return worst;
}

const path = new URL('../src/kinetics/solver/surrogate-table.ts', import.meta.url);
await write(path);
for (const family of [DISC, LAYER]) {
  const worst = (await deviation(family)).toExponential(1);
  process.stdout.write(`${family.name}: off by at most ${worst} of the peak at ${CHECKS} places\n`);
}
