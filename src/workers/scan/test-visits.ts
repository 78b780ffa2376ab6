/** For tests: visits of points by the numbers of the points. */
import type { Visit } from './visits';

export const visit = (id: number, change: Partial<Visit> = {}): Visit => ({
  id,
  point: id,
  visit: 0,
  tries: 0,
  place: 'own',
  ...change,
});
export const visits = (from: number, to: number): Visit[] =>
  Array.from({ length: to - from }, (_, k) => visit(from + k));
