import { describe, expect, it } from 'vitest';
import { chooseCurves, filesOf, type ChosenCurves } from './choose-curves';
import { withReversedCurrent, type RecordedVoltammogram } from './recorded-voltammogram';
import { sampleCycles } from './sample-curve';

function curve(name: string, facts: Partial<RecordedVoltammogram> = {}): RecordedVoltammogram {
  const points = [...sampleCycles(1), { potential: 0, current: 1e-6 }];
  return {
    name,
    format: 'gamry-dta',
    potential: Float64Array.from(points, (p) => p.potential),
    current: Float64Array.from(points, (p) => p.current),
    time: null,
    scanRate: 0.1,
    scanRateFrom: 'header',
    scan: null,
    reference: null,
    polarity: { anodic: 'positive', source: 'Known.' },
    remarks: [],
    ...facts,
  };
}

const unrated = { scanRate: null, scanRateFrom: null } as const;

function choose(
  recorded: readonly RecordedVoltammogram[],
  rates: readonly (number | null)[] = [],
): ChosenCurves {
  const chosen = chooseCurves(recorded, filesOf(recorded, ['a', 'b', 'c']), rates);
  if (!chosen.ok) throw new Error(chosen.error.happened);
  return chosen.value;
}

const namesOf = ({ curves }: ChosenCurves): string[] => curves.map(({ recorded }) => recorded.name);

describe('files of curves', () => {
  it('are those that gave any, with the rate that all their curves share', () => {
    const recorded = [
      curve('a, cycle 1'),
      curve('a, cycle 2'),
      curve('c, slow', { scanRate: 0.01 }),
      curve('c, fast', { scanRate: 1 }),
    ];
    expect(filesOf(recorded, ['a', 'b', 'c'])).toEqual([
      { name: 'a', scanRate: 0.1, rated: true },
      { name: 'c', scanRate: null, rated: true },
    ]);
    expect(filesOf([curve('b', unrated)], ['b'])).toEqual([{ name: 'b', scanRate: null, rated: false }]);
  });
});

describe('the curves of a set', () => {
  it('are the first cycle of each rate, by rate', () => {
    const chosen = choose([
      curve('a, cycle 1', { scan: 1 }),
      curve('a, cycle 2', { scan: 2 }),
      curve('b', { scan: 2, scanRate: 0.02 }),
      curve('c', { scan: 1, scanRate: 0.02 }),
    ]);
    expect(namesOf(chosen)).toEqual(['c', 'a, cycle 1']);
    expect(chosen.remarks[0]).toContain('Of 4 curves 2 are used, the first complete cycle');
  });

  it('keep repetitions that each begin at rest', () => {
    const chosen = choose([curve('a'), curve('b')]);
    expect(namesOf(chosen)).toEqual(['a', 'b']);
    expect(chosen.remarks).toEqual([]);
  });

  it('are complete where any is', () => {
    const whole = curve('a, cycle 2', { scan: 2 });
    const cut = curve('a, cycle 1', {
      scan: 1,
      potential: whole.potential.slice(0, 70),
      current: whole.current.slice(0, 70),
    });
    expect(namesOf(choose([cut, whole]))).toEqual(['a, cycle 2']);
    const open = choose([cut]);
    expect(namesOf(open)).toEqual(['a, cycle 1']);
    expect(open.remarks).toEqual(['a, cycle 1: no complete cycle; what is there is used.']);
  });

  it('take a rate that is given, and their time from point to point from it', () => {
    const [first] = choose([curve('a', unrated)], [0.5]).curves;
    expect(first?.scanRate).toBe(0.5);
    expect(first?.interval).toBeCloseTo(0.01 / 0.5, 9);
    expect(choose([curve('a'), curve('b')], [null, 2]).curves.map((c) => c.scanRate)).toEqual([0.1, 2]);
  });

  it('are refused without a rate, by the names of the files', () => {
    const recorded = [curve('a'), curve('b', unrated), curve('c', unrated)];
    const refused = chooseCurves(recorded, filesOf(recorded, ['a', 'b', 'c']), [null, 0.1, null]);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'value-invalid', happened: 'The scan rate is not known of c. Give it in V/s.' },
    });
  });

  it('have anodic currents positive', () => {
    const turned = { ...withReversedCurrent(curve('a')), remarks: [] };
    const { curves, remarks } = choose([turned]);
    expect(curves[0]?.recorded.current).toEqual(curve('a').current);
    expect(remarks).toEqual(['a: For the analysis the sign of the current was reversed.']);
  });

  it('tell a remark that several share once', () => {
    const odd = { remarks: ['Odd.'] };
    expect(choose([curve('a', odd), curve('b', odd), curve('c')]).remarks).toEqual(['a, b: Odd.']);
  });
});
