/** A voltammogram made up for the tests of imports: a loop with a wave, anodic positive. */

export interface SamplePoint {
  readonly time: number;
  readonly potential: number;
  readonly current: number;
}

const STEP = 0.01;
const RATE = 0.1;

/** Cycles from 0 to 0.5 V and back at 100 mV/s, 100 points each, currents of some 10 µA. */
export function sampleCycles(cycles: number): SamplePoint[] {
  return Array.from({ length: 100 * cycles }, (_, n) => {
    const k = n % 100;
    const potential = STEP * (k <= 50 ? k : 100 - k);
    const wave = Math.exp(-(((potential - 0.25) / 0.05) ** 2));
    return { time: (n * STEP) / RATE, potential, current: (k < 50 ? 1e-5 : -1e-5) * (0.1 + wave) };
  });
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** With its mark, as Windows programs write it. */
export function utf16(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i + 2, text.charCodeAt(i), true);
  return new Uint8Array(view.buffer);
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
