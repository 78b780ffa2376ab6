import { describe, expect, it } from 'vitest';
import { FLAG } from '../../records/record';
import { historyOf } from './sample-history';
import { samplePanels } from './sample-panels';

const track = { time: [0, 1, 2, 3], potential: [1, 0.9, 0.8, 0.7], current: [-1e-3, -5e-2, -5e-2, 0] };

describe('the panels of a sample', () => {
  it('mark where its potentiostat was overloaded, and nothing else', () => {
    const flags = [FLAG.firstOfStep, FLAG.overload | FLAG.firstOfStep, FLAG.overload, FLAG.lastOfStep];
    const [line, marks, ...more] = samplePanels(historyOf({ ...track, flags })).current.series;
    expect(line?.kind).toBe('line');
    expect(marks).toMatchObject({ kind: 'points', name: 'overload', x: [1, 2] });
    expect(Array.from(marks?.kind === 'points' ? marks.y : [])).toEqual([-50, -50]);
    expect(more).toEqual([]);
  });

  it('are without marks where nothing was, or a file does not say', () => {
    for (const flags of [[0, 0, 0, 0], undefined]) {
      const { potential, current } = samplePanels(historyOf(flags ? { ...track, flags } : track));
      expect([potential.series.length, current.series.length]).toEqual([1, 1]);
    }
  });
});
