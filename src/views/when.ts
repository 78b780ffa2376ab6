/** A moment of ISO 8601 as people of this place write it. */
export const when = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** This moment, in ISO 8601. */
export const now = (): string => new Date().toISOString();
