import { describe, expect, it } from 'vitest';
import { mostPlaces, placeValues, pointsField, pointsPath } from './points';
import { placeFields, visitsField } from './repeated';

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

describe('places that are picked on a map', () => {
  const places = [
    { x: 1e-6, y: 2e-6 },
    { x: 3e-6, y: 4e-6 },
  ];

  it('are taken as a list, as one, or not at all', () => {
    expect([[pointsField], placeFields, [visitsField]].map(mostPlaces)).toEqual([1000, 1, 0]);
    expect(placeValues([pointsField], places)).toEqual({ points: [1e-6, 2e-6, 3e-6, 4e-6] });
    expect(placeValues([visitsField, ...placeFields], places)).toEqual({ pointX: 1e-6, pointY: 2e-6 });
    expect(placeValues([visitsField], places)).toEqual({});
  });
});
