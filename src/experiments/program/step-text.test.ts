import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Step } from './step';
import { parseStep, programHash, stepText } from './step-text';

const LINES: readonly (readonly [Step, string])[] = [
  [{ verb: 'MOVE' }, 'MOVE'],
  [{ verb: 'WAIT', seconds: 0.5 }, 'WAIT,0.5'],
  [{ verb: 'AMPLIFIER', fullScale: 2e-8, cutoff: 1000 }, 'AMPLIFIER,2e-8,1000'],
  [{ verb: 'BIAS', potential: -1.3 }, 'BIAS,-1.3'],
  [
    {
      verb: 'APPROACH',
      rate: 2e-5,
      channel: 'tip_current',
      condition: 'MAGNITUDE',
      threshold: 2e-12,
      maxTravel: 1.5e-5,
    },
    'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015',
  ],
  [
    {
      verb: 'APPROACH',
      rate: 2e-5,
      channel: 'tip_current',
      condition: 'FALL',
      threshold: 0.02,
      maxTravel: 1e-5,
      interval: 2e-4,
    },
    'APPROACH,0.00002,1,FALL,0.02,0.00001,0.0002',
  ],
  [
    { verb: 'HOLD', control: 'POTENTIAL', level: 1.9, seconds: 1, interval: 0.01 },
    'HOLD,POTENTIAL,1.9,1,0.01',
  ],
  [
    {
      verb: 'HOLD',
      control: 'CURRENT',
      level: 2e-10,
      seconds: 60,
      interval: 0.1,
      until: { channel: 'tip_potential', condition: 'ABOVE', value: 0.8 },
    },
    'HOLD,CURRENT,2e-10,60,0.1,UNTIL,2,ABOVE,0.8',
  ],
  [
    {
      verb: 'CYCLE',
      start: 1.9,
      vertex1: 1.2,
      vertex2: 1.9,
      end: 1.9,
      scanRate: 20,
      cycles: 1,
      interval: 5e-5,
    },
    'CYCLE,1.9,1.2,1.9,1.9,20,1,0.00005',
  ],
  [{ verb: 'RETRACT', distance: 1e-6, rate: 1e-4 }, 'RETRACT,0.000001,0.0001'],
  [{ verb: 'RETRACT', distance: 1e-6, rate: 1e-4, interval: 2e-4 }, 'RETRACT,0.000001,0.0001,0.0002'],
  [{ verb: 'COARSE', distance: -1e-3, rate: 5e-4 }, 'COARSE,-0.001,0.0005'],
  [{ verb: 'COARSE', distance: -1e-3, rate: 5e-4, interval: 0.01 }, 'COARSE,-0.001,0.0005,0.01'],
  [
    {
      verb: 'COARSE',
      distance: -1e-3,
      rate: 5e-4,
      until: { channel: 'tip_current', condition: 'FALL', value: 0.02 },
    },
    'COARSE,-0.001,0.0005,1,FALL,0.02',
  ],
  [
    {
      verb: 'COARSE',
      distance: -1e-3,
      rate: 5e-4,
      until: { channel: 'tip_current', condition: 'FALL', value: 0.02 },
      interval: 0.01,
    },
    'COARSE,-0.001,0.0005,1,FALL,0.02,0.01',
  ],
  [{ verb: 'SYNC', mark: 3 }, 'SYNC,3'],
  [{ verb: 'END' }, 'END'],
];

describe('step lines', () => {
  test.each(LINES)('%o is written as %s and read again', (step, line) => {
    expect(stepText(step)).toBe(line);
    expect(parseStep(line)).toEqual({ ok: true, value: step });
    expect(parseStep(` ${line.toLowerCase().replaceAll(',', ' , ')} `)).toEqual({ ok: true, value: step });
  });

  it('keeps every digit of a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (potential) => {
        const read = parseStep(stepText({ verb: 'BIAS', potential }));
        expect(read.ok && read.value.verb === 'BIAS' && read.value.potential === potential).toBe(true);
      }),
    );
  });

  test.each([
    ['', 'unknown step (empty)'],
    ['DANCE,1', 'unknown step DANCE'],
    ['MOVE,1', 'MOVE: too many arguments'],
    ['WAIT', 'WAIT: time missing'],
    ['WAIT,-1', 'WAIT: time must not be negative'],
    ['WAIT,soon', 'WAIT: time is no number: SOON'],
    ['BIAS,1e999', 'BIAS: potential is no number: 1E999'],
    ['AMPLIFIER,0,1000', 'AMPLIFIER: full scale must be positive'],
    ['APPROACH,2e-5,9,MAGNITUDE,2e-12,1e-5', 'APPROACH: no channel 9'],
    ['APPROACH,2e-5,1,NEAR,2e-12,1e-5', 'APPROACH: expected ABOVE or BELOW or MAGNITUDE or FALL, not NEAR'],
    ['HOLD,POTENTIAL,1,1,0.01,UNTIL,2', 'HOLD: expected ABOVE or BELOW'],
    ['HOLD,CURRENT,1,1,0.01,WHILE,2,ABOVE,1', 'HOLD: expected UNTIL, not WHILE'],
    ['CYCLE,1,2,1,1,20,1.5,1e-4', 'CYCLE: cycles must be a whole number from 1'],
    ['RETRACT,1e-6,0', 'RETRACT: rate must be positive'],
    ['SYNC,0', 'SYNC: mark must be a whole number from 1'],
  ])('refuses %s', (line, why) => {
    expect(parseStep(line)).toEqual({ ok: false, error: why });
  });

  it('hashes lines with their line feeds, in their order', () => {
    expect(programHash(['MOVE', 'END'])).toMatch(/^[0-9a-f]{8}$/);
    expect(programHash(['MOVE', 'END'])).not.toBe(programHash(['END', 'MOVE']));
    expect(programHash(['12345678', ''])).not.toBe(programHash(['12345678']));
  });
});
