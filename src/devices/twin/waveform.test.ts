import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CycleStep } from '../../experiments/program/step';
import { sweptPotential } from '../../experiments/program/timing';
import { cornersOf, samplesOf, triangle } from './waveform';

const cycle = (change: Partial<CycleStep>): CycleStep => ({
  verb: 'CYCLE',
  start: 0,
  vertex1: 0.3,
  vertex2: -0.2,
  end: 0.1,
  scanRate: 0.1,
  cycles: 2,
  interval: 0.01,
  ...change,
});

describe('the triangle of a cycle', () => {
  it.each([
    [-1, 0],
    [0, 0],
    [1, 0.1],
    [3, 0.3],
    [4, 0.2],
    [8, -0.2],
    [9, -0.1],
    [13, 0.3],
    [18, -0.2],
    [19, -0.1],
    [21, 0.1],
    [99, 0.1],
  ])('is after %f s at %f V', (time, potential) => {
    expect(triangle(cycle({}))(time)).toBeCloseTo(potential, 9);
  });

  it('turns where it says', () => {
    const step = cycle({});
    const corners = cornersOf(step);
    expect(corners.map(({ time }) => Math.round(time * 1e6) / 1e6)).toEqual([0, 3, 8, 13, 18, 21]);
    for (const { time, potential } of corners) expect(triangle(step)(time)).toBeCloseTo(potential, 9);
  });

  it('changes by the scan rate everywhere and stays between its corners', () => {
    const volt = fc.integer({ min: -2000, max: 2000 }).map((mV) => mV / 1000);
    fc.assert(
      fc.property(
        volt,
        volt,
        volt,
        volt,
        fc.integer({ min: 1, max: 4 }),
        (start, vertex1, vertex2, end, cycles) => {
          fc.pre(vertex1 !== vertex2);
          const step = cycle({ start, vertex1, vertex2, end, cycles });
          const at = triangle(step);
          const corners = [start, vertex1, vertex2, end];
          const duration = sweptPotential(step) / step.scanRate;
          let way = 0;
          const pieces = 4000;
          for (let k = 0; k < pieces; k++) {
            const [from, to] = [at((k * duration) / pieces), at(((k + 1) * duration) / pieces)];
            way += Math.abs(to - from);
            expect(to).toBeGreaterThan(Math.min(...corners) - 1e-9);
            expect(to).toBeLessThan(Math.max(...corners) + 1e-9);
          }
          const turns = 2 * cycles + 1;
          expect(way).toBeLessThanOrEqual(sweptPotential(step) * (1 + 1e-9));
          expect(way).toBeGreaterThanOrEqual(sweptPotential(step) * (1 - (2 * turns) / pieces) - 1e-9);
          expect(at(duration)).toBeCloseTo(end, 9);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('has all samples before its end, and none at it', () => {
    expect(samplesOf(cycle({}))).toBe(2100);
    expect(samplesOf(cycle({ interval: 0.8 }))).toBe(27);
    expect(
      samplesOf(
        cycle({
          start: 1.9,
          vertex1: 1.2,
          vertex2: 1.9,
          end: 1.9,
          cycles: 1,
          scanRate: 1.25,
          interval: 0.0008,
        }),
      ),
    ).toBe(1400);
  });
});
