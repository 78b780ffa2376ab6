/** Maps that several experiments have, and the units that people see them in. */
import type { MapSpec } from '../experiment';

export const PICOAMPERE = { unit: 'pA', factor: 1e12 } as const;
export const NANOAMPERE = { unit: 'nA', factor: 1e9 } as const;
export const MILLIVOLT = { unit: 'mV', factor: 1e3 } as const;
export const VOLT = { unit: 'V', factor: 1 } as const;
export const NANOMETRE = { unit: 'nm', factor: 1e9 } as const;
export const MEGAOHM = { unit: 'MΩ', factor: 1e-6 } as const;
export const MICROMETRE = { unit: 'µm', factor: 1e6 } as const;
export const SECOND = { unit: 's', factor: 1 } as const;
export const PERCENT = { unit: '%', factor: 100 } as const;
/** Of a count or a ratio. */
export const ONE = { unit: '', factor: 1 } as const;
export const MOLAR = { unit: 'M', factor: 1e-3 } as const;
export const PICOCOULOMB = { unit: 'pC', factor: 1e12 } as const;
export const NANOCOULOMB = { unit: 'nC', factor: 1e9 } as const;

type What = Pick<MapSpec, 'name' | 'title' | 'unit' | 'shown'> & Partial<MapSpec>;

/** A map of numbers with their noise on a linear scale. */
export const numberMap = (what: What): MapSpec => ({ scale: 'linear', errors: true, ...what });

/** A map of words. */
export const categoryMap = (
  name: string,
  title: string,
  enumeration: Readonly<Record<string, number>>,
): MapSpec => ({
  name,
  title,
  unit: '',
  shown: { unit: '', factor: 1 },
  scale: 'linear',
  errors: false,
  enumeration,
});

/** z at contact. */
export const HEIGHT: MapSpec = numberMap({
  name: 'height',
  title: 'Height',
  unit: 'm',
  shown: NANOMETRE,
  errors: false,
});

/** A moment of each visit, s since the bridge's boot. */
export const timeMap = (name: string, title: string, more: Partial<MapSpec> = {}): MapSpec =>
  numberMap({ name, title, unit: 's', shown: SECOND, errors: false, ...more });
