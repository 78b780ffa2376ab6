/** A label that carries its unit, where nothing else beside it would show it. */
export const labelOf = (title: string, unit: string): string => (unit === '' ? title : `${title} (${unit})`);
