import { afterEach, expect, it, vi } from 'vitest';
import { lastBridge, rememberBridge } from './last-bridge';

function storage(kept: Record<string, string> = {}): void {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => (kept[key] = value),
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('remembers which bridge was used last, and over what', () => {
  storage();
  expect(lastBridge()).toBeNull();
  rememberBridge({ kind: 'usb', serial: 'SN:7' });
  expect(lastBridge()).toEqual({ kind: 'usb', serial: 'SN:7' });
});

it('passes over what an earlier version kept', () => {
  storage({ 'meniscus-bridge': 'SN-7' });
  expect(lastBridge()).toBeNull();
});
