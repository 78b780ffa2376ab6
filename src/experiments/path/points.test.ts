import { describe, expect, it } from 'vitest';
import { pointsPath } from './points';

describe('a list of points', () => {
  it('is a row that counts them', () => {
    expect(pointsPath({ schema: 1, points: [1e-6, 2e-6, 3e-6, 4e-6] })).toEqual({
      points: [
        { x: 1e-6, y: 2e-6, row: 0, column: 0 },
        { x: 3e-6, y: 4e-6, row: 0, column: 1 },
      ],
      rows: 1,
      columns: 2,
      listed: true,
      x: [1, 2],
      y: [1],
    });
  });
});
