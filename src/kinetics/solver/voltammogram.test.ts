import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { createBessel } from './bessel';
import { FARADAY, thermal } from '../constants';
import type { ElectrodeModel } from './electrode';
import { simulateCycle } from './voltammogram';

const f = thermal(298.15);
const base: ElectrodeModel = {
  temperature: 298.15,
  concentration: 22740.4,
  area: 9.5e-15,
  diffusion: 2.47e-15,
  discRadius: Infinity,
  thickness: Infinity,
  halfWave: 1.55,
  rateConstant: Infinity,
  transfer: 0.5,
  resistance: 0,
  capacitance: 0,
};

/** A wave in the dimensionless numbers of the tables: x = −f(E − E½), χ = −i/(FAC√(Dfv)), lengths in √(D/fv). */
interface Dimensionless {
  readonly step: number;
  readonly from?: number;
  readonly vertex: number;
  readonly to?: number;
  readonly lambda?: number;
  readonly alpha?: number;
  readonly w?: number;
  readonly p?: number;
  readonly film?: number;
  readonly rho?: number;
  readonly g?: number;
  readonly spacing?: number;
  readonly scanRate?: number;
  readonly cutoff?: number;
}

function wave(o: Dimensionless): { x: Float64Array; chi: Float64Array; turn: number } {
  const scanRate = o.scanRate ?? 5;
  const length = Math.sqrt(base.diffusion / (f * scanRate));
  const speed = base.diffusion / length;
  const unit = FARADAY * base.area * base.concentration * speed;
  const radius = (o.p ?? Infinity) * length;
  const from = o.from ?? -20;
  const { potential, current } = simulateCycle({
    model: {
      ...base,
      discRadius: radius,
      thickness: o.film === undefined ? Math.sqrt(o.w ?? Infinity) * length : o.film * radius,
      rateConstant: (o.lambda ?? Infinity) * speed,
      transfer: o.alpha ?? 0.5,
      resistance: (o.rho ?? 0) / (f * unit),
      interaction: o.g ?? 0,
    },
    start: base.halfWave - from / f,
    vertex: base.halfWave - o.vertex / f,
    end: base.halfWave - (o.to ?? o.vertex) / f,
    scanRate,
    interval: o.step / (f * scanRate),
    resolution: o.step,
    ...(o.spacing === undefined ? {} : { spacing: o.spacing }),
    ...(o.cutoff === undefined ? {} : { cutoff: o.cutoff }),
  });
  return {
    x: potential.map((e) => -f * (e - base.halfWave)),
    chi: current.map((i) => -i / unit),
    turn: Math.ceil((o.vertex - from) / o.step),
  };
}

/** Extreme of samples from…to by a parabola through the highest three. */
function peak(chi: Float64Array, from: number, to: number, sign: 1 | -1): { at: number; value: number } {
  let k = from;
  for (let i = from; i < to; i++) if (sign * chi[i]! > sign * chi[k]!) k = i;
  const [a, b, c] = [chi[k - 1]!, chi[k]!, chi[k + 1]!];
  const shift = (a - c) / (a - 2 * b + c) / 2;
  return { at: k + shift, value: b - ((a - c) * shift) / 4 };
}

function forwardPeak(o: Dimensionless): { x: number; chi: number } {
  const { x, chi } = wave(o);
  const { at, value } = peak(chi, 1, chi.length - 1, 1);
  return { x: x[0]! + at * o.step, chi: value };
}

/** Peak separation in mV, the vertex on a sample. */
function separation(o: Dimensionless): number {
  const from = o.vertex - Math.ceil((o.vertex + 20) / o.step) * o.step;
  const { chi, turn } = wave({ ...o, from });
  const first = from + peak(chi, 1, turn, 1).at * o.step;
  const second = o.vertex - (peak(chi, turn + 1, chi.length - 1, -1).at - turn) * o.step;
  return (1e3 * (first - second)) / f;
}

const relative = (value: number, reference: number): number => Math.abs(value / reference - 1);

describe('a linear sweep', () => {
  it('reaches the Randles–Ševčík peak', () => {
    const { x, chi } = forwardPeak({ step: 0.0125, vertex: 8, spacing: 0.5 });
    expect(relative(chi, 0.446294694845)).toBeLessThan(4e-6);
    expect(x).toBeCloseTo(1.1089492, 3);
  });

  it('errs by 1e-4 in the steps and nodes of the simulated instrument', () => {
    expect(relative(forwardPeak({ step: 0.05, vertex: 8 }).chi, 0.446294694845)).toBeLessThan(1e-4);
  });

  it('agrees with the exact quasi-reversible peaks', () => {
    const table = readTable('B_quasirev_lsv');
    column(table, 'alpha').forEach((alpha, k) => {
      const lambda = column(table, 'Lambda')[k]!;
      const position = column(table, 'x_p')[k]!;
      const { x, chi } = forwardPeak({ step: 0.0125, vertex: position + 6, lambda, alpha, spacing: 0.5 });
      expect(relative(chi, column(table, 'chi_max')[k]!)).toBeLessThan(1e-5);
      expect(x).toBeCloseTo(position, 3);
    });
  });

  it('agrees with the exact peaks behind a resistance', () => {
    const table = readTable('B_Ru');
    column(table, 'rho').forEach((rho, k) => {
      const position = column(table, 'x_p')[k]!;
      const { x, chi } = forwardPeak({ step: 0.025, vertex: position + 8, rho, spacing: 0.5 });
      expect(relative(chi, column(table, 'chi_max')[k]!)).toBeLessThan(1.3e-5);
      expect(x).toBeCloseTo(position, 3);
    });
  });

  it('agrees with the exact peaks of a finite layer', () => {
    const table = readTable('A_finite_layer');
    column(table, 'w').forEach((w, k) => {
      const { x, chi } = forwardPeak({ step: 0.05, vertex: 8, w });
      expect(relative(chi, column(table, 'chi_max')[k]!)).toBeLessThan(2e-4);
      expect(x).toBeCloseTo(column(table, 'x_p')[k]!, 2);
    });
  });

  it.each([
    ['A_microdisc_lsv', 'chi_max'],
    ['A_disc_kernel', 'chi_disc_exact'],
  ])('agrees with the exact peaks of a contact disc (%s)', (name, exact) => {
    const table = readTable(name);
    column(table, 'p').forEach((p, k) => {
      const { chi } = forwardPeak({ step: 0.05, vertex: 12, p });
      expect(relative(chi, column(table, exact)[k]!)).toBeLessThan(3e-4);
    });
  });

  it('agrees with finite elements for a disc on a film, which err by 0.4 %', () => {
    const table = readTable('A_disc_film');
    column(table, 'p').forEach((p, k) => {
      const film = column(table, 'Lfilm')[k]!;
      const { chi } = forwardPeak({ step: 0.05, vertex: 10, p, film });
      const error = relative(chi, column(table, 'chi_max')[k]!);
      expect(error).toBeLessThan(4.5e-3);
    });
  });
});

describe('lithium titanate under a pipette of 55 nm', () => {
  it('gives picoamperes', () => {
    const table = readTable('A_paper_currents');
    column(table, 'v(V/s)').forEach((scanRate, k) => {
      if (scanRate < 0.1) return;
      const { current } = simulateCycle({
        model: { ...base, area: Math.PI * 55e-9 ** 2, discRadius: 55e-9 },
        start: 2.05,
        vertex: 1.25,
        end: 1.25,
        scanRate,
        interval: 1e-3 / scanRate,
      });
      expect(relative(-1e12 * Math.min(...current), column(table, 'ip_microdisc 3Li')[k]!)).toBeLessThan(
        3e-4,
      );
    });
  });
});

describe('a cycle', () => {
  const golden = readTable('B_golden_cv');
  const at = column(golden, 'x');
  const vertex = Math.max(...at);

  it.each([
    ['chi_nernst', {}],
    ['chi_Lam1', { lambda: 1 }],
    ['chi_Lam10_a0p3', { lambda: 10, alpha: 0.3 }],
    ['chi_W1', { w: 1 }],
    ['chi_rho1', { rho: 1 }],
    ['chi_g2', { g: 2, step: 0.00625 }],
  ])('follows %s throughout', (name, options) => {
    const { x, chi } = wave({ step: 0.025, vertex, to: -10.1, spacing: 0.5, ...options });
    let k = 0;
    column(golden, name).forEach((expected, row) => {
      while (Math.abs(x[k]! - at[row]!) > 1e-6) k++;
      expect(Math.abs(chi[k]! - expected)).toBeLessThan(1e-5);
    });
  });

  it('separates its peaks as the exact solution does', () => {
    const table = readTable('B_nicholson');
    column(table, 'Lambda').forEach((lambda, k) => {
      for (const past of [141, 400]) {
        const dEp = separation({ step: 0.025, vertex: (past / 1e3) * f, to: -25, lambda, spacing: 0.5 });
        const exact = column(table, `dEp_Eswitch=E1/2-${past}mV`)[k]!;
        expect(Math.abs(dEp - exact)).toBeLessThan(0.01);
      }
    });
  });

  it('is as high, late and wide as the exact solution where ions see each other', () => {
    const table = readTable('B_frumkin');
    column(table, 'g').forEach((g, k) => {
      const step = 0.0125 * Math.min(1, 1 - g / 4);
      const chi = column(table, 'chi_max')[k]!;
      const options = { step, g, spacing: 0.5 };
      const found = forwardPeak({ ...options, vertex: 8 });
      expect(relative(found.chi, chi)).toBeLessThan(1e-5 + column(table, 'err')[k]!);
      expect(Math.abs(found.x - column(table, 'x_p')[k]!)).toBeLessThan(2e-4);
      const dEp = separation({ ...options, vertex: 0.462 * f, to: -25 });
      expect(Math.abs(dEp - column(table, 'dEp')[k]!)).toBeLessThan(0.01);
    });
  });

  it('separates reversible peaks by more the sooner it turns', () => {
    const table = readTable('B_rev_switch');
    column(table, 'Eswitch_past_E1/2').forEach((past, k) => {
      const dEp = separation({ step: 0.025, vertex: (past / 1e3) * f, to: -10, spacing: 0.5 });
      expect(Math.abs(dEp - column(table, 'dEp(mV)')[k]!)).toBeLessThan(0.01);
    });
  });

  it('is shifted and lowered by the filter', () => {
    const table = readTable('B_filter');
    column(table, 'v(V/s)').forEach((scanRate, k) => {
      const cutoff = column(table, 'fc')[k]!;
      const options = { step: 0.0125, vertex: 12, scanRate };
      const plain = forwardPeak(options);
      const filtered = forwardPeak({ ...options, cutoff });
      const shift = (1e3 * (filtered.x - plain.x)) / f;
      expect(filtered.chi / plain.chi - 1).toBeCloseTo(column(table, 'bessel4_ip_relerr')[k]!, 5);
      expect(Math.abs(shift - column(table, 'bessel4_peak_shift')[k]!)).toBeLessThan(0.01);
      const dEp = separation({ ...options, vertex: 0.308 * f, to: -12, cutoff });
      expect(Math.abs(dEp - column(table, 'bessel4_dEp')[k]!)).toBeLessThan(0.02);
    });
  });

  it.each([
    ['a capacitance beside the cell', { stray: 1e-13 }, {}],
    ['a double layer without resistance', {}, { capacitance: 1e-13 }],
  ])('charges %s through the filter, forward and back', (_, option, change) => {
    const cycle = { start: 1.8, vertex: 1.3001, end: 1.8, scanRate: 5, interval: 2e-4, cutoff: 800 };
    const plain = simulateCycle({ ...cycle, model: base }).current;
    const both = simulateCycle({ ...cycle, ...option, model: { ...base, ...change } }).current;
    const filter = createBessel(800);
    filter.next(-5e-13, 1e-12);
    const expected = plain.map((i, k) => {
      if (k === 0) return i;
      // The vertex lies at nine tenths of the way to sample 500.
      if (k !== 500) return i + filter.next(k < 500 ? -5e-13 : 5e-13, 2e-4);
      filter.next(-5e-13, 1.8e-4);
      filter.next(5e-13, 1e-12);
      return i + filter.next(5e-13, 0.2e-4);
    });
    both.forEach((i, k) => expect(Math.abs(i - expected[k]!)).toBeLessThan(1e-17));
  });

  it('turns between two samples and leaves the end out', () => {
    const on = wave({ step: 0.05, vertex: 5, to: -5, spacing: 0.5 });
    const off = wave({ step: 0.05, from: -20.02, vertex: 5, to: -5, spacing: 0.5 });
    expect(on.x).toHaveLength(700);
    expect(off.x).toHaveLength(701);
    expect(Math.max(...off.x)).toBeCloseTo(4.98, 9);
    const onSample = on.chi[600]!;
    const [before, after] = [off.chi[600]!, off.chi[601]!];
    expect(before + ((after - before) * (off.x[600]! - on.x[600]!)) / 0.05).toBeCloseTo(onSample, 4);
  });
});
