import { describe, expect, it } from 'vitest';
import { createHopg } from './hopg';
import type { Contact, Sample } from './sample';

const places = Array.from({ length: 300 }, (_, k) => ({
  x: (40 + 20 * ((k * 0.754877) % 1)) * 1e-6,
  y: (40 + 20 * ((k * 0.56984) % 1)) * 1e-6,
}));
const contacts = (sample: Sample): Contact[] => places.map(({ x, y }) => sample.contact(x, y, 0));
/** The same, each on a surface where no droplet has been. */
const untouched = (): Contact[] => places.map(({ x, y }) => createHopg(1).contact(x, y, 0));

/** Charge of reduction of two cycles from 2.5 V at 1 V/s, C, and the charging of the double layer in it. */
function cycled(contact: Contact, vertex: number): { first: number; second: number; ratio: number } {
  const electrode = contact.electrode();
  const half = Math.round((2.5 - vertex) / 2e-3);
  const [first = NaN, second = NaN] = [0, 1].map(() => {
    electrode.hold(2.5, 0.2);
    const { charge } = electrode;
    for (let k = 1; k <= 2 * half; k++) electrode.ramp(2.5 - 2e-3 * Math.min(k, 2 * half - k), 2e-3);
    return charge - electrode.charge;
  });
  return { first, second, ratio: second / first };
}

describe('graphite with steps', () => {
  const met = untouched();
  const basal = met.filter(({ region }) => region === 'basal_plane');
  const edges = met.filter(({ region }) => region === 'step_edge');

  it('shows terraces and edges', () => {
    expect(basal.length).toBeGreaterThan(60);
    expect(edges.length).toBeGreaterThan(60);
  });

  it('forms its film fast at edges and slowly on terraces', () => {
    const early = (contact: Contact): number => -contact.electrode().hold(0.6, 0.1);
    const slow = early(basal[0]!);
    const fast = edges.map(early);
    expect(Math.max(...fast)).toBeGreaterThan(5 * slow);
    for (const current of fast) expect(current).toBeGreaterThan(slow);
  });

  it('passivates: less charge in the second cycle, the less the more edges there are', () => {
    const again = untouched();
    const anew = (contact: Contact): Contact => again[met.indexOf(contact)]!;
    const terrace = cycled(anew(basal[0]!), 0.3);
    const rows = edges
      .map(anew)
      .toSorted((a, b) => a.edgeShare! - b.edgeShare!)
      .map((contact) => cycled(contact, 0.3));
    expect(terrace.ratio).toBeLessThan(0.8);
    // More edge, more charge, and a smaller share of it again.
    rows.slice(1).forEach((row, k) => {
      expect(row.first).toBeGreaterThanOrEqual(rows[k]!.first);
      expect(row.ratio).toBeLessThan(rows[k]!.ratio + 1e-9);
    });
    expect(rows.at(-1)!.ratio).toBeLessThan(terrace.ratio - 0.2);
  });

  it('passivates the more the wider the window is', () => {
    for (const at of [met.indexOf(basal[0]!), met.indexOf(edges[0]!)]) {
      const ratios = [0.6, 0.3, 0.05].map((vertex) => cycled(untouched()[at]!, vertex).ratio);
      expect(ratios[1]).toBeLessThan(ratios[0]!);
      expect(ratios[2]).toBeLessThan(ratios[1]!);
    }
  });

  it('keeps its film when the droplet leaves: one that comes back goes on with it, one beside it does not', () => {
    const sample = createHopg(1);
    const at = (off: number): Contact => sample.contact(50e-6 + off, 50e-6, 0);
    const first = cycled(at(0), 0.3);
    const back = cycled(at(50e-9), 0.3);
    expect(back.first / first.second).toBeGreaterThan(0.5);
    expect(back.first / first.second).toBeLessThan(1);
    expect(cycled(at(600e-9), 0.3).first).toBeGreaterThan(1.3 * back.first);
  });

  it('has steps of up to a few nanometres between flat terraces', () => {
    const sample = createHopg(1);
    const profile = Array.from({ length: 4000 }, (_, k) => sample.surface(45e-6 + k * 2e-9, 50e-6, 0));
    const rises = profile.slice(1).map((z, k) => Math.abs(z - profile[k]!));
    const steps = rises.filter((rise) => rise > 0.1e-9);
    expect(steps.length).toBeLessThan(12);
    for (const rise of steps) expect(rise).toBeLessThan(5e-9);
  });

  it('keeps its potential in open circuit, and is the same for the same seed only', () => {
    const electrode = basal[0]!.electrode();
    expect(electrode.galvano(0, 10)).toBeCloseTo(3, 2);
    const regions = (seed: number): string[] => contacts(createHopg(seed)).map(({ region }) => region);
    expect(regions(1)).toEqual(regions(1));
    expect(regions(1)).not.toEqual(regions(2));
  });
});
