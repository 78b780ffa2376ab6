import { describe, expect, it, test } from 'vitest';
import { chargeDischarge, chargeDischargeEvaluation } from './charge-discharge';
import { checkRecipe } from './recipe/check';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';

const published: Recipe = chargeDischarge.presets[0]?.recipe ?? {};
/** Each current lasts 270 s and meets its potential then. */
const recipe: Recipe = { ...published, longest: 270, chargeInterval: 0.1, cycles: 2 };
const program = chargeDischarge.program(recipe);
const specs = chargeDischarge.maps(recipe);
const planes = planesOf(specs);
const at = (name: string, plane = 0): number =>
  planes.findIndex((p) => p.map.name === name && p.plane === plane);
/** From rest at 0.43 V to a plateau at 0.5 V, 20 mV further by the end; back on one at 0.42 V. */
const visit = visitBy(program, {
  height: 9e-6,
  potential: (t, label) =>
    label === 'rest' ? 0.43 : label.startsWith('anodic') ? 0.49 + (0.02 * t) / 270 : 0.43 - (0.02 * t) / 270,
  current: (_, label) => (label === 'rest' ? 0 : label.startsWith('anodic') ? 200e-12 : -190e-12),
});

describe('the program at a point', () => {
  it('rests, and drives both currents until their potentials, cycle by cycle', () => {
    expect(program.steps.filter((s) => s.verb === 'HOLD').map(stepText)).toEqual([
      'HOLD,CURRENT,0,300,0.1',
      'HOLD,CURRENT,2e-10,270,0.1,UNTIL,2,ABOVE,0.8',
      'HOLD,CURRENT,-2e-10,270,0.1,UNTIL,2,BELOW,0.2',
      'HOLD,CURRENT,2e-10,270,0.1,UNTIL,2,ABOVE,0.8',
      'HOLD,CURRENT,-2e-10,270,0.1,UNTIL,2,BELOW,0.2',
    ]);
  });

  it('begins with insertion where the first current is cathodic', () => {
    const { steps } = chargeDischarge.program(chargeDischarge.presets[1]?.recipe ?? {});
    expect(steps.flatMap((s) => (s.verb === 'HOLD' && s.until ? [s.until.condition] : []))).toEqual([
      'BELOW',
      'ABOVE',
    ]);
  });

  test.each<[Recipe, string]>([
    [{ current: 0 }, 'current'],
    [{ secondLimit: 0.9 }, 'secondLimit'],
    [{ current: -200e-12 }, 'secondLimit'],
    [{ longest: 0.02 }, 'longest'],
    [{ cycles: 1.5 }, 'cycles'],
  ])('refuses %o', (change, key) => {
    expect(checkRecipe(chargeDischarge, { ...published, ...change })[0]?.key).toBe(key);
  });
});

describe('a visit', () => {
  const { values, calibration, reason } = chargeDischargeEvaluation.reduce(visit, recipe, program);

  it('of 15 pAh has exchanged 24.5 µm³: a sphere of 1.80 µm', () => {
    expect((values[at('capacity_first')] ?? NaN) / 3.6e-9).toBeCloseTo(15, 6);
    expect((values[at('volume')] ?? NaN) * 1e18).toBeCloseTo(24.5098, 3);
    expect((values[at('sphere_radius')] ?? NaN) * 1e6).toBeCloseTo(1.80198, 4);
    expect((values[at('hemisphere_radius')] ?? NaN) * 1e6).toBeCloseTo(1.80198 * Math.cbrt(2), 4);
    // 1 % of the concentration is a third of that in the radius.
    expect((calibration[at('sphere_radius')] ?? NaN) / 1.80198e-6).toBeCloseTo(228 / 22834.6 / 3, 7);
    expect(reason).toMatch(/^Charge by/);
  });

  it('has efficiency, plateaus and jumps of each cycle', () => {
    for (const cycle of [0, 1]) {
      expect(values[at('coulombic_efficiency', cycle)]).toBeCloseTo(0.95, 6);
      expect(values[at('plateau_potential', 2 * cycle)]).toBeCloseTo(0.5, 4);
      expect(values[at('plateau_potential', 2 * cycle + 1)]).toBeCloseTo(0.42, 4);
    }
    // 0.06 V from rest to 200 pA, and −0.08 V on a reversal by 400 pA.
    expect((values[at('contact_resistance')] ?? NaN) * 1e-6).toBeCloseTo(300, 0);
    expect((values[at('contact_resistance', 1)] ?? NaN) * 1e-6).toBeCloseTo(200, 0);
    expect(values[at('record_time')]).toBeCloseTo(4 * 270, 6);
  });

  it('shows time, capacity, x between its least and its most, and dQ/dE', () => {
    const { plots, tables, headline } = chargeDischargeEvaluation.detail(visit, recipe, program);
    expect(headline).toMatch(/^15\.0\spAh in 270\ss$/);
    expect(plots.map((p) => p.title).slice(0, 4)).toEqual([
      'Potential while held',
      'Potential against capacity',
      'Potential against x',
      'Differential capacity',
    ]);
    // 15 pAh go and 14.25 come back, twice: at the least, 15.75 pAh are gone.
    const ends = (plots[2]?.series ?? []).map(({ x }) => [x[0], x[x.length - 1]]);
    const expected = [15.75, 0.75, 15, 0, 14.25].map((charge) => charge / 15.75);
    expect(ends).toHaveLength(4);
    ends.forEach(([begin, end], k) => {
      expect(begin).toBeCloseTo(expected[k] ?? NaN, 3);
      expect(end).toBeCloseTo(expected[k + 1] ?? NaN, 3);
    });
    expect(tables?.[0]?.rows.map((row) => row[0])).toEqual([
      'anodic 1',
      'cathodic 1',
      'anodic 2',
      'cathodic 2',
    ]);
  });

  it('has no x beyond 1 where more comes back than has gone', () => {
    const surplus = visitBy(program, {
      height: 9e-6,
      potential: () => 0.43,
      current: (_, label) => (label === 'rest' ? 0 : label.startsWith('anodic') ? 190e-12 : -200e-12),
    });
    const { plots } = chargeDischargeEvaluation.detail(surplus, recipe, program);
    const all = (plots[2]?.series ?? []).flatMap(({ x }) => Array.from(x));
    expect(Math.max(...all)).toBeLessThanOrEqual(1);
    expect(Math.max(...all)).toBeCloseTo(1, 3);
    expect(Math.min(...all)).toBeCloseTo(0, 3);
  });

  it('says where cycles are missing, and that without a contact there is nothing', () => {
    const short = { ...visit, steps: new Map([...visit.steps].slice(0, -1)) };
    const { values: some, reason: why } = chargeDischargeEvaluation.reduce(short, recipe, program);
    expect(why).toBe('Not all cycles came to their end.');
    expect(some[at('coulombic_efficiency', 1)]).toBeNaN();
    expect(some[at('capacity_first', 1)]).toBeGreaterThan(0);
    expect(chargeDischargeEvaluation.detail(visitBy(program, {}), recipe, program).good).toBe(false);
  });
});

describe('findings', () => {
  const found = (change: (name: string, plane: number) => number | undefined) => {
    const { values } = chargeDischargeEvaluation.reduce(visit, recipe, program);
    const given = planes.map(({ map, plane }, k) => [change(map.name, plane) ?? values[k] ?? NaN]);
    return chargeDischargeEvaluation.findings(
      measuredMaps(specs, chargeDischarge.path(recipe), given),
      recipe,
    );
  };

  it('have every published figure with an interval', async () => {
    const { figures, headline, warnings, tables } = await found(() => undefined);
    for (const { figure, value } of chargeDischarge.presets[0]?.published ?? []) {
      const own = figures.find((f) => f.key === figure);
      expect((own?.value ?? NaN) / value).toBeCloseTo(1, 2);
      expect(own?.interval?.[0]).toBeLessThan(own?.value ?? NaN);
      expect(own?.interval?.[1]).toBeGreaterThan(own?.value ?? NaN);
    }
    expect(headline).toMatch(/^15\.0\spAh, 24\.5\sµm³$/);
    expect(warnings).toEqual([]);
    expect(tables[0]?.rows).toHaveLength(2);
  });

  it('say what an efficiency above 100 % means, and at how many cycles it is', async () => {
    const { warnings } = await found((name, plane) =>
      name === 'coulombic_efficiency' && plane === 1 ? 1.2 : undefined,
    );
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^The coulombic efficiency of 1 cycle of 2 is above 100\s%, at most 120\s% \(point 1, cycle 2\): the second current passed more/,
    );
  });

  it('take no sample at the end of a charge for a surplus', async () => {
    const { warnings } = await found((name) => (name === 'coulombic_efficiency' ? 1.0003 : undefined));
    expect(warnings).toEqual([]);
  });

  it('warn of a contact whose jump has grown', async () => {
    const { warnings } = await found((name, plane) =>
      name === 'contact_resistance' && plane === 3 ? 300e6 : undefined,
    );
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^Point 1: .* from 200\sMΩ to 300\sMΩ\. The droplet may be drying/);
  });

  it('warn of a contact that reaches less of the solid than before', async () => {
    const { warnings } = await found((name, plane) =>
      name === 'capacity_second' && plane === 1 ? 10 * 3.6e-9 : undefined,
    );
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^Point 1: the charge .* from 14\.3\spAh to 10\.0\spAh\. The droplet may/);
  });
});

it('foretells what a minute exchanges, and warns of a range that is too small', () => {
  const { headline, numbers, warnings } = chargeDischargeEvaluation.expect(
    { ...published, fullScale: 100e-12 },
    [],
  );
  expect(headline).toMatch(/^At most 200\spAh for each charge$/);
  expect(numbers[1]?.label).toBe('Volume in a minute');
  expect(warnings[0]).toMatch(/beyond the full scale/);
});
