import { describe, expect, it } from 'vitest';
import { FARADAY } from '../kinetics/constants';
import { restOf } from '../kinetics/solver/reservoir';
import { ATTRACTION, LITHIUM } from './lfp';
import { CHANNEL, createLfpComposite, DRY_RADIUS, OCCUPANCY, RESIDUE_RADIUS } from './lfp-composite';
import { TEMPERATURE } from './pipette';
import type { Contact, Region, Sample } from './sample';

/** Places all over the published 30×30 µm around the middle of the stage. */
const places = Array.from({ length: 600 }, (_, k) => ({
  x: (35 + 30 * ((k * 0.754877) % 1)) * 1e-6,
  y: (35 + 30 * ((k * 0.56984) % 1)) * 1e-6,
}));

const contactsOf = (sample: Sample, region: Region): Contact[] =>
  places.map(({ x, y }) => sample.contact(x, y, 0)).filter((met) => met.region === region);

/** Lithium beneath a metre of the wetted disc, as a charge, C/m. */
const pileOf = ({ contactRadius }: Contact): number => FARADAY * LITHIUM * Math.PI * contactRadius ** 2;

/** Current after so many seconds at +0.65 V, A. */
function held(contact: Contact, seconds = 0.025): number {
  const electrode = contact.electrode();
  return electrode.hold(0.65, seconds);
}

/** Potentials in open circuit after a landing at 0.65 V, one each 0.1 s, V. */
function openCircuit(contact: Contact, seconds = 5, bias = 0.65): number[] {
  const electrode = contact.electrode();
  electrode.hold(bias, 0.01);
  return Array.from({ length: seconds * 10 }, () => electrode.galvano(0, 0.1));
}

const pA = 1e-12;
const slopeAtEnd = (at: readonly number[]): number => Math.abs(at.at(-1)! - at.at(-11)!);

describe('at +0.65 V', () => {
  const sample = createLfpComposite(1);

  it('a particle gives several pA, carbon and binder less than 1 pA', () => {
    const active = contactsOf(sample, 'active_particle');
    const sorted = active.map((c) => held(c)).toSorted((a, b) => a - b);
    expect(sorted[0]).toBeGreaterThan(2 * pA);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeGreaterThan(4 * pA);
    // None gives more than ions can reach a face that is always empty (Cottrell), with the diffusion of its own crystal.
    for (const contact of active)
      expect(held(contact)).toBeLessThan(
        pileOf(contact) * Math.sqrt(contact.model.diffusion / Math.PI / 0.025),
      );
    for (const region of ['carbon', 'binder'] as const) {
      const others = contactsOf(sample, region);
      expect(others.length).toBeGreaterThan(5);
      for (const contact of others) expect(Math.abs(held(contact))).toBeLessThan(pA);
    }
  });

  it('carbon is charged at first, though', () => {
    for (const contact of contactsOf(sample, 'carbon').slice(0, 10))
      expect(held(contact, 1e-4)).toBeGreaterThan(100 * pA);
  });
});

describe('in open circuit', () => {
  const sample = createLfpComposite(1);

  it('particles settle between 0.4 V and 0.6 V, above their own potential by no more than what the landing took', () => {
    for (const contact of contactsOf(sample, 'active_particle').slice(0, 40)) {
      const at = openCircuit(contact);
      expect(at.at(-1)).toBeGreaterThan(0.4);
      expect(at.at(-1)).toBeLessThan(0.6);
      expect(slopeAtEnd(at)).toBeLessThan(1e-3);
      const landing = contact.electrode();
      landing.hold(0.65, 0.01);
      const crystal = { temperature: TEMPERATURE, halfWave: contact.model.halfWave, interaction: ATTRACTION };
      const left = OCCUPANCY - landing.charge / (pileOf(contact) * CHANNEL);
      expect(at.at(-1)).toBeGreaterThan(contact.equilibrium);
      expect(at.at(-1)).toBeLessThan(restOf(crystal, left));
    }
  });

  it('carbon and binder do not: they drift by more than 10 mV/s after five seconds, and have no potential to settle at', () => {
    const others = (['carbon', 'binder'] as const).flatMap((r) => contactsOf(sample, r).slice(0, 30));
    for (const contact of others) {
      expect(slopeAtEnd(openCircuit(contact))).toBeGreaterThan(10e-3);
      expect(contact.equilibrium).toBeNaN();
    }
  });
});

describe('+200 pA on the middle particle', () => {
  const charge = (sample: Sample, until: number) => {
    const electrode = sample.contact(50e-6, 50e-6, 0).electrode();
    electrode.galvano(0, 300);
    const { charge: before } = electrode;
    const at: number[] = [];
    while (electrode.galvano(200 * pA, 0.1) < until) at.push(electrode.potential);
    return { charge: electrode.charge - before, at };
  };

  it('takes 15 pAh until 0.8 V: 24.5 µm³ along a plateau', () => {
    const { charge: passed, at } = charge(createLfpComposite(1), 0.8);
    expect(Math.abs(passed / 3.6e-9 / 15 - 1)).toBeLessThan(0.05);
    expect(Math.abs((passed / FARADAY / LITHIUM) * 1e18 - 24.5)).toBeLessThan(0.05 * 24.5);
    const plateau = at.slice(Math.floor(0.2 * at.length), Math.floor(0.7 * at.length));
    expect(Math.max(...plateau) - Math.min(...plateau)).toBeLessThan(0.02);
  });
});

describe('voltammograms of a particle', () => {
  const [start, top, end] = [0, 800, -200];
  /** Place and height of the greatest current up and of the least down, mV and A, with those where the sweeps end. */
  const peaks = (rate: number) => {
    const electrode = createLfpComposite(1).contact(50e-6, 50e-6, 0).electrode();
    electrode.hold(0, 0.1);
    const sweep = (from: number, to: number): { at: number; current: number }[] =>
      Array.from({ length: Math.abs(to - from) }, (_, k) => {
        const at = from + (k + 1) * Math.sign(to - from);
        return { at, current: electrode.ramp(at * 1e-3, 1e-3 / rate) };
      });
    const [up, down] = [sweep(start, top), sweep(top, end)];
    const anodic = up.filter(({ at }) => at > 390).reduce((a, b) => (b.current > a.current ? b : a));
    const cathodic = down.reduce((a, b) => (b.current < a.current ? b : a));
    return { anodic, cathodic, ends: [up.at(-1)!.current, down.at(-1)!.current] as const };
  };

  it('have a pair of peaks about E½ at each published rate, further apart the faster', () => {
    const gaps = [0.1, 1, 10, 100].map((rate) => {
      const { anodic, cathodic, ends } = peaks(rate);
      // Five times the noise of the amplifier at 10 kHz, the widest filter of the published ones.
      expect(anodic.current - ends[0]).toBeGreaterThan(5 * 0.85 * pA);
      expect(ends[1] - cathodic.current).toBeGreaterThan(5 * 0.85 * pA);
      expect((anodic.at + cathodic.at) / 2).toBeGreaterThan(395);
      expect((anodic.at + cathodic.at) / 2).toBeLessThan(470);
      return anodic.at - cathodic.at;
    });
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(gaps[0]).toBeGreaterThan(40);
    expect(gaps.at(-1)).toBeLessThan(700);
  });
});

describe('+200 pA on the large particle', () => {
  const sample = createLfpComposite(1);
  /** Open circuit a second after a landing with a bias, V. */
  const read = (x: number, y: number, bias: number): number =>
    openCircuit(sample.contact(x, y, 0), 1, bias).at(-1)!;
  const beside = { x: 78.6e-6, y: 76.9e-6 };
  const full = places.find(({ x, y }) => sample.contact(x, y, 0).region === 'active_particle')!;
  const before = [read(beside.x, beside.y, 0.8), read(full.x, full.y, 0.8)] as const;
  const electrode = sample.contact(77.5e-6, 77.5e-6, 0).electrode();
  electrode.galvano(0, 300);
  let seconds = 0;
  while (electrode.galvano(200 * pA, 1) < 0.8) seconds += 1;

  it('takes about an hour until 0.8 V', () => {
    expect(Math.abs(seconds / 3600 - 1)).toBeLessThan(0.1);
  });

  it('writes: a landing at 0.8 V is kept by the faces of the whole particle, and by no other one', () => {
    expect(before[0]).toBeLessThan(0.45);
    expect(read(beside.x, beside.y, 0.8)).toBeGreaterThan(0.75);
    expect(read(full.x, full.y, 0.8)).toBeCloseTo(before[1], 3);
  });

  it('leaves a trace of lithium that draws the potential back, and a landing that puts some in reads the plateau', () => {
    const left = electrode.galvano(0, 60);
    expect(left).toBeGreaterThan(0.5);
    expect(left).toBeLessThan(0.6);
    expect(read(beside.x, beside.y, 0.3)).toBeLessThan(0.46);
  });
});

describe('+5 pA for 600 ms', () => {
  it('leaves particles on their plateau while carbon rises', () => {
    const sample = createLfpComposite(1);
    const rise = (contact: Contact): { from: number; to: number } => {
      const electrode = contact.electrode();
      electrode.hold(0.65, 0.008);
      electrode.galvano(5 * pA, 0.25);
      const from = electrode.potential;
      return { from, to: electrode.galvano(5 * pA, 0.35) };
    };
    for (const contact of contactsOf(sample, 'active_particle').slice(0, 40)) {
      const { from, to } = rise(contact);
      expect(to).toBeLessThan(0.75);
      expect(to - from).toBeLessThan(0.02);
    }
    for (const contact of contactsOf(sample, 'carbon').slice(0, 40)) {
      const { from, to } = rise(contact);
      expect(to).toBeGreaterThan(0.8);
      expect(to - from).toBeGreaterThan(0.1);
    }
  });
});

describe('a place that is visited again', () => {
  it('is wetted wider, and only that place', () => {
    const sample = createLfpComposite(1);
    const [x, y] = [51e-6, 50e-6];
    const first = sample.contact(x, y, 0);
    sample.touched(x, y, 0);
    const again = sample.contact(x, y, 0);
    expect([first.contactRadius, again.contactRadius]).toEqual([DRY_RADIUS, RESIDUE_RADIUS]);
    expect(sample.contact(x + 0.2e-6, y, 0).contactRadius).toBe(DRY_RADIUS);
    const ratio = held(again, 2e-3) / held(first, 2e-3);
    // Between the ratio of the radii, where electrons have to spread, and that of the areas.
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(2.56);
  });
});

describe('the composite', () => {
  it('is the same for the same seed only', () => {
    const map = (seed: number): string[] => {
      const sample = createLfpComposite(seed);
      return places.map(({ x, y }) => `${sample.contact(x, y, 0).region} ${String(sample.surface(x, y, 0))}`);
    };
    expect(map(1)).toEqual(map(1));
    expect(map(1)).not.toEqual(map(2));
  });

  it('has particles as mounds of a micrometre or two', () => {
    const sample = createLfpComposite(1);
    const plane = sample.surface(50e-6, 50e-6, 0);
    const around = places.map(({ x, y }) => sample.surface(x, y, 0) - plane);
    expect(Math.min(...around)).toBeLessThan(-1.9e-6);
    expect(Math.max(...around)).toBeLessThan(1.5e-6);
  });
});

describe('the composite under a droplet without lithium', () => {
  it('has particles in the same places, that only take up charge and never settle', () => {
    const [with_, without] = [createLfpComposite(1), createLfpComposite(1, false)];
    const met = without.contact(50e-6, 50e-6, 0);
    expect(met).toMatchObject({ region: 'active_particle', equilibrium: NaN, capacity: NaN });
    expect(met.model.concentration).toBe(0);
    expect(without.surface(50e-6, 50e-6, 0)).toBe(with_.surface(50e-6, 50e-6, 0));
    const electrode = met.electrode();
    for (let k = 0; k < 100; k++) electrode.hold(0.65, 1e-3);
    expect(Math.abs(electrode.current)).toBeLessThan(1e-12);
  });
});
