import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { currentInBath } from './concentration';
import { DiffusionColumn } from './diffusion-column';
import { ohmicShift, saltAfterSteps, saltFlux, type CurrentStep } from './salt';

const PLACES = ['10', '100', '400', '1000', '1350', '2600', '3000'];
const profile = readTable('E_salt_profile');
const of = (prefix: string): number[] => column(profile, prefix);
const rows = of('D_salt').map((d, k) => ({
  salt: { diffusivity: d * 1e-4, transference: of('t_plus')[k]! },
  j: of('j(')[k]! * 10,
  on: of('t_on')[k]!,
  off: of('t_off')[k]!,
  changes: PLACES.map((um) => [Number(um) * 1e-6, of(`dc_x=${um}um`)[k]!] as const),
}));

/** Of the change at the plane; what is less is no change. */
const SEEN = 2e-3;

describe.each(rows)('salt under $j A/m² for $on s, then none for $off s ($salt)', (row) => {
  const { salt, j, on, off, changes } = row;
  const most = Math.max(...changes.map(([, change]) => Math.abs(change)));

  it('is the superposition of steps', () => {
    const steps: CurrentStep[] = [
      { time: 0, currentDensity: j },
      { time: on, currentDensity: 0 },
    ];
    for (const [x, change] of changes.filter(([, c]) => Math.abs(c) > 1e-250)) {
      expect(Math.abs(saltAfterSteps(steps, x, on + off, salt) / change - 1)).toBeLessThan(2e-3);
    }
  });

  it('is that of the finite volumes to 1 %', () => {
    const cells = new DiffusionColumn({ diffusivity: salt.diffusivity, reach: 20e-3 });
    const flux = -saltFlux(j, salt.transference);
    const go = (by: number, seconds: number): void => {
      // Steps that grow with the time since the current changed.
      let gone = 0;
      for (let dt = 1e-3; gone < seconds; dt = Math.min(seconds - gone, 0.02 * gone)) {
        cells.advance(by, by, dt);
        gone += dt;
      }
    };
    go(flux, on);
    if (off > 0) go(0, off);
    for (const [x, change] of changes) {
      if (Math.abs(change) > SEEN * most) expect(Math.abs(cells.at(x) / change - 1)).toBeLessThan(0.01);
      else expect(Math.abs(cells.at(x) - change)).toBeLessThan(SEEN * most * 0.1);
    }
  });
});

describe('finite volumes', () => {
  it('come to the exponential profile of a flux that goes along the plane as a wave', () => {
    const [diffusivity, waves] = [1.5e-9, (2 * Math.PI) / 200e-6];
    const cells = new DiffusionColumn({
      diffusivity,
      reach: 1e-3,
      finest: 0.5e-6,
      loss: diffusivity * waves ** 2,
    });
    const gone = (seconds: number): number => {
      for (let k = 0; k < 100; k++) cells.advance(1e-6, 1e-6, seconds / 100);
      return cells.at(0) / (1e-6 / (diffusivity * waves));
    };
    // √(Dk²t) through the error function: a plane that begins to give off what is lost at a rate.
    expect(gone(0.2)).toBeCloseTo(0.5584, 2);
    expect(gone(20)).toBeCloseTo(1, 3);
    for (const x of [5e-6, 20e-6, 60e-6]) {
      expect(cells.at(x) / ((1e-6 / (diffusivity * waves)) * Math.exp(-waves * x))).toBeCloseTo(1, 3);
    }
  });

  it('come to the straight profile of a layer whose far end convection holds', () => {
    const cells = new DiffusionColumn({ diffusivity: 2.5e-10, reach: 0.4e-3 });
    for (let k = 0; k < 100; k++) cells.advance(1e-5, 1e-5, 100);
    for (const x of [0, 50e-6, 200e-6, 399e-6]) {
      expect(cells.at(x) / ((1e-5 * (0.4e-3 - x)) / 2.5e-10)).toBeCloseTo(1, 6);
    }
    expect(cells.at(0.5e-3)).toBe(0);
  });

  it('take any step', () => {
    const [coarse, fine] = [1, 200].map((steps) => {
      const cells = new DiffusionColumn({ diffusivity: 2.5e-10, reach: 20e-3 });
      for (let k = 0; k < 40 * steps; k++) {
        const at = (time: number): number => Math.sin(time / 200);
        cells.advance(at((k * 25) / steps), at(((k + 1) * 25) / steps), 25 / steps);
      }
      return cells.at(100e-6);
    });
    expect(coarse! / fine!).toBeCloseTo(1, 2);
  });
});

/**
 * A current between the nine that the table of a voltammogram tells, mA/cm² of insertion at times, s: it passes
 * through all of these and leaves the concentrations that the table has, found from them by the superposition of ramps.
 */
const CURRENT: readonly (readonly [time: number, density: number])[] = [
  [1500, 0], [1800, 1.119e-5], [2200, 8.998e-4], [2500, 0.02912], [2700, 0.1691], [2800, 0.3033], [2900, 0.5131],
  [3000, 0.5549], [3120, 0.7915], [3250, 0.6936], [3325, 0.5683], [3400, 0.3669], [3450, 0.2099], [3500, 0.04804],
  [3580, -0.2259], [3660, -0.4353], [3750, -0.6006], [3850, -0.7368], [3950, -0.6157], [4070, -0.5448],
  [4200, -0.3653], [4400, -0.1302], [4700, -0.01221], [5000, -0.001443], [5600, 3.333e-4], [6800, 0],
]; // prettier-ignore

describe('salt and potential through a voltammogram', () => {
  const table = readTable('E_cv_profile');
  const times = column(table, 't(s)');
  const densities = column(table, 'j_insertion');
  const places = [0.1, 0.4, 1.35, 2.6];
  const bath = { reference: 10e-3, conductivity: 0.6 };
  const cone = (5 * Math.PI) / 180;
  const density = (time: number): number => {
    const next = CURRENT.findIndex(([t]) => t >= time);
    const [t1, j1] = CURRENT[next]!;
    const [t0, j0] = CURRENT[Math.max(0, next - 1)]!;
    return t1 > t0 ? j0 + ((j1 - j0) * (time - t0)) / (t1 - t0) : j1;
  };

  it('passes through the currents of the table', () => {
    times.forEach((time, k) => {
      expect(Math.abs(density(time) - densities[k]!)).toBeLessThan(1e-4);
    });
  });

  const flux = (time: number): number => (time < 1500 ? 0 : -saltFlux(10 * density(time), 0.3));
  const cells = new DiffusionColumn({ diffusivity: 2.5e-10, reach: 20e-3 });
  const found: number[][] = [];
  for (let time = 1500; time <= 6800; time += 5) {
    if (times.includes(time)) found.push(places.map((mm) => cells.at(mm * 1e-3)));
    if (time < 6800) cells.advance(flux(time), flux(time + 5), 5);
  }

  it.each(places)('leaves the concentration %d mm away, to 1 %%', (mm) => {
    const expected = column(table, `dc_${String(mm)}mm`);
    const most = Math.max(...expected.map(Math.abs));
    expected.forEach((change, k) => {
      const value = found[k]![places.indexOf(mm)]!;
      if (Math.abs(change) > 0.1 * most) expect(Math.abs(value / change - 1)).toBeLessThan(0.01);
      else expect(Math.abs(value - change)).toBeLessThan(1e-3 * most);
    });
  });

  it.each(places)('changes the tip current %d mm away by what the table says', (mm) => {
    const [change, ohmic, total] = ['dI/I_conc_', 'dI/I_ohmic_', 'dI/I_total_'].map((prefix) =>
      column(table, `${prefix}${String(mm)}mm`),
    ) as [number[], number[], number[]];
    const salt = column(table, `dc_${String(mm)}mm`);
    densities.forEach((j, k) => {
      const shift = (100 * ohmicShift(10 * j, mm * 1e-3, bath)) / 0.7;
      expect(Math.abs(shift / ohmic[k]! - 1)).toBeLessThan(1e-4);
      const conductance = 100 * Math.log(currentInBath(1 + salt[k]! / 1000, cone));
      expect(Math.abs(conductance - change[k]!)).toBeLessThan(0.01 * Math.abs(change[k]!) + 1e-9);
      expect(Math.abs(conductance + shift - total[k]!)).toBeLessThan(0.02);
    });
  });
});
