import { decode, encode } from 'fast-png';
import { expect, it } from 'vitest';
import { withResolution } from './png-resolution';

it('says the dots per inch of a PNG and leaves its pixels', () => {
  const data = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const sized = decode(withResolution(encode({ width: 2, height: 1, channels: 3, data }), 600), {
    checkCrc: true,
  });
  expect(sized.resolution).toEqual({ x: 23622, y: 23622, unit: 1 });
  expect([...sized.data]).toEqual([...data]);
});
