/**
 * Units by the names that instruments write: `mV`, `µA`, `V vs. Ref.`, `A / m2`, `mA cm⁻²`, `mV/s`. A unit is read by its
 * dimensions; what is not understood is null and never taken for something near it.
 */

export type Quantity = 'potential' | 'current' | 'current density' | 'time' | 'scan rate' | 'area';

export interface Unit {
  readonly quantity: Quantity;
  /** What one of it is in SI: V, A, A/m², s, V/s, m². */
  readonly factor: number;
}

const PREFIX: Readonly<Record<string, number>> = {
  '': 1,
  f: 1e-15,
  p: 1e-12,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  c: 1e-2,
  k: 1e3,
};

/** Exponents of volt, ampere, second and metre. */
const QUANTITIES: Readonly<Record<string, Quantity>> = {
  '1,0,0,0': 'potential',
  '0,1,0,0': 'current',
  '0,1,0,-2': 'current density',
  '0,0,1,0': 'time',
  '1,0,-1,0': 'scan rate',
  '0,0,0,2': 'area',
};

const BASES = ['V', 'A', 's', 'm'];
const SECONDS: Readonly<Record<string, number>> = { min: 60, h: 3600, sec: 1 };

/** The unit that a text names; null where it is none of the quantities above. */
export function unitOf(text: string): Unit | null {
  const exponents = [0, 0, 0, 0];
  let factor = 1;
  let sign = 1;
  for (const token of plainUnit(text).split(/\s*(\/)\s*|[\s*·.]+/)) {
    if (token === undefined || token === '') continue;
    if (token === '/') {
      sign = -1;
      continue;
    }
    const part = partOf(token);
    if (!part) return null;
    const power = sign * part.power;
    exponents[part.base] = (exponents[part.base] ?? 0) + power;
    factor *= part.scale ** power;
  }
  const quantity = QUANTITIES[exponents.join(',')];
  return quantity ? { quantity, factor } : null;
}

/** Which electrode stands after `vs`, where a unit names one: `V vs. SHE` → `SHE`; null where it only says “Ref.”. */
export function referenceIn(text: string): string | null {
  const named = /\bvs\.?\s+(.+)$/.exec(text)?.[1]?.trim();
  return named === undefined || /^ref(erence)?\.?$/i.test(named) ? null : named;
}

const plainUnit = (text: string): string =>
  text
    .replace(/\bvs\.?\s.*$/, '')
    .replace(/[µμ]/g, 'u')
    .replace(/⁻/g, '-')
    .replace(/¹/g, '1')
    .replace(/²/g, '2')
    .replace(/\^/g, '')
    .trim();

function partOf(token: string): { base: number; power: number; scale: number } | null {
  const match = /^([a-zA-Z]+?)(-?\d)?$/.exec(token);
  if (!match) return null;
  const [, name = '', exponent] = match;
  const power = exponent === undefined ? 1 : Number(exponent);
  const seconds = SECONDS[name];
  if (seconds !== undefined) return { base: 2, power, scale: seconds };
  const base = BASES.indexOf(name.slice(-1));
  const prefix = PREFIX[name.slice(0, -1)];
  return base < 0 || prefix === undefined ? null : { base, power, scale: prefix };
}
