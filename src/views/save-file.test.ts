import { expect, it } from 'vitest';
import { fileName } from './save-file';

it.each([
  ['LTO film, diffusion map', 'lto-film-diffusion-map-2020-05-01'],
  ['  ../Å/ ', 'run-2020-05-01'],
  ['Map #3 (again)', 'map-3-again-2020-05-01'],
])('names the file of %j', (title, name) => {
  expect(fileName(title, new Date('2020-05-01T10:00:00Z'))).toBe(name);
});
