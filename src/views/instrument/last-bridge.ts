/** The bridge that was used last: of several that are plugged in, it is taken again, and in the same way. */
const KEY = 'meniscus-bridge';

export interface LastBridge {
  readonly kind: 'serial' | 'usb';
  readonly serial: string;
}

export function lastBridge(): LastBridge | null {
  const [, kind, serial = ''] = /^(serial|usb):(.*)$/.exec(localStorage.getItem(KEY) ?? '') ?? [];
  return kind === 'serial' || kind === 'usb' ? { kind, serial } : null;
}

export const rememberBridge = ({ kind, serial }: LastBridge): void => {
  localStorage.setItem(KEY, `${kind}:${serial}`);
};
