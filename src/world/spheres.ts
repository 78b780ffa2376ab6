/**
 * Spherical particles on a plane, one in every square of a grid, without end in any direction. They lie on the plane or
 * are sunk into it; where two overlap the higher one is met.
 */
import { hash, uniformOf } from './random';

export interface Sphere {
  /** A number that no other particle nearby shares. */
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** m. */
  readonly radius: number;
}

export interface SphereField {
  /** Side of the squares, m, and the part of it by which a particle lies off its square's centre at most. */
  readonly pitch: number;
  readonly jitter: number;
  /** Least and greatest radius, m. */
  readonly radius: readonly [number, number];
  /** Height of the centres above the plane in radii: 1 for particles that lie on it. */
  readonly rise: number;
  /** Particles that lie there instead of the ones of their squares. */
  readonly placed?: readonly Omit<Sphere, 'id'>[];
}

/** The particle met at a place, with the height of its surface there, m; null beside all of them. */
export type SphereAt = (x: number, y: number) => { readonly sphere: Sphere; readonly height: number } | null;

export function createSpheres(seed: number, field: SphereField): SphereAt {
  const { pitch, jitter, radius, rise, placed = [] } = field;
  const own = new Map(
    placed.map((sphere) => [
      `${String(Math.floor(sphere.x / pitch))} ${String(Math.floor(sphere.y / pitch))}`,
      sphere,
    ]),
  );
  const [least, most] = radius;
  const of = (column: number, row: number): Sphere => {
    const id = hash(seed, 501, column, row);
    const there = own.get(`${String(column)} ${String(row)}`);
    if (there) return { id, ...there };
    const off = (purpose: number): number => jitter * (2 * uniformOf(id, purpose) - 1);
    return {
      id,
      x: (column + 0.5 + off(1)) * pitch,
      y: (row + 0.5 + off(2)) * pitch,
      radius: least + (most - least) * uniformOf(id, 3),
    };
  };
  return (x, y) => {
    let met: ReturnType<SphereAt> = null;
    const column = Math.floor(x / pitch);
    const row = Math.floor(y / pitch);
    for (let j = row - 1; j <= row + 1; j++) {
      for (let i = column - 1; i <= column + 1; i++) {
        const sphere = of(i, j);
        const inside = sphere.radius ** 2 - (x - sphere.x) ** 2 - (y - sphere.y) ** 2;
        if (inside <= 0) continue;
        const height = rise * sphere.radius + Math.sqrt(inside);
        if (height > (met?.height ?? 0)) met = { sphere, height };
      }
    }
    return met;
  };
}
