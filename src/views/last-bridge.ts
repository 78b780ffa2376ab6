/** The bridge that was used last: of several that are plugged in, it is taken again. */
const KEY = 'meniscus-bridge';

export const lastBridge = (): string | null => localStorage.getItem(KEY);

export const rememberBridge = (serial: string): void => {
  localStorage.setItem(KEY, serial);
};
