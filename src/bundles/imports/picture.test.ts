import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { readPicture } from './picture';
import { JPEG_PHOTO } from '../../../fixtures/jpeg';
import { tiffOf } from '../../../fixtures/tiff';

async function read(bytes: Uint8Array): Promise<number[]> {
  const picture = await readPicture({ name: 'sem', bytes });
  if (!picture.ok) throw new Error(picture.error.happened);
  expect([picture.value.width, picture.value.height]).toEqual([3, 2]);
  return [...picture.value.grey];
}

const refusal = async (bytes: Uint8Array): Promise<string> => {
  const picture = await readPicture({ name: 'sem.tif', bytes });
  expect(picture.ok ? '' : picture.error.code).toBe('image-unreadable');
  return picture.ok ? '' : picture.error.happened;
};

const size = { width: 3, height: 2 };
const BYTES = [0, 1, 127, 128, 254, 255];
const WORDS = [0, 1, 255, 256, 40_000, 65_535];
/** Red, green, blue, white, black, and a mixture. */
const COLOURS = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 10, 20, 30];
const GREYS = [76.245, 149.685, 29.07, 255, 0, 18.15].map(Math.fround);

describe('a micrograph as PNG', () => {
  it('has its grey values of 8 and of 16 bits', async () => {
    expect(await read(encode({ ...size, channels: 1, data: Uint8Array.from(BYTES) }))).toEqual(BYTES);
    const deep = encode({ ...size, channels: 1, depth: 16, data: Uint16Array.from(WORDS) });
    expect(await read(deep)).toEqual(WORDS);
  });

  it('becomes grey where it has colours, whatever shines through', async () => {
    expect(await read(encode({ ...size, channels: 3, data: Uint8Array.from(COLOURS) }))).toEqual(GREYS);
    const clear = BYTES.flatMap((_, k) => [...COLOURS.slice(3 * k, 3 * k + 3), 40 * k]);
    expect(await read(encode({ ...size, channels: 4, data: Uint8Array.from(clear) }))).toEqual(GREYS);
    const grey = BYTES.flatMap((v) => [v, 7]);
    expect(await read(encode({ ...size, channels: 2, data: Uint8Array.from(grey) }))).toEqual(BYTES);
  });
});

describe('a micrograph as TIFF', () => {
  it.each([false, true])(
    'has its grey values of 8 and of 16 bits, high byte first: %s',
    async (bigEndian) => {
      expect(await read(tiffOf({ ...size, samples: BYTES, bits: 8, bigEndian }))).toEqual(BYTES);
      expect(await read(tiffOf({ ...size, samples: WORDS, bits: 16, bigEndian }))).toEqual(WORDS);
      expect(await read(tiffOf({ ...size, samples: WORDS, bits: 16, bigEndian, deflated: true }))).toEqual(
        WORDS,
      );
    },
  );

  it('becomes grey where it has colours', async () => {
    const rgb = { ...size, samples: COLOURS, channels: 3, photometric: 2 };
    expect(await read(tiffOf({ ...rgb, bits: 8 }))).toEqual(GREYS);
    const deep = tiffOf({ ...rgb, bits: 16, samples: COLOURS.map((v) => 257 * v) });
    (await read(deep)).forEach((v, k) => expect(v / 257).toBeCloseTo(GREYS[k] ?? NaN, 3));
  });

  it('has the greys of its palette, as microscopes write them', async () => {
    const ramp = Array.from({ length: 256 }, (_, k) => 257 * (255 - k));
    const palette = {
      ...size,
      samples: BYTES,
      bits: 8,
      photometric: 3,
      colours: [...ramp, ...ramp, ...ramp],
    };
    expect((await read(tiffOf(palette))).map(Math.round)).toEqual(BYTES.map((v) => 255 - v));
  });

  it('is turned over where white is zero', async () => {
    expect(await read(tiffOf({ ...size, samples: BYTES, bits: 8, photometric: 0 }))).toEqual(
      BYTES.map((v) => 255 - v),
    );
  });

  it('is refused where it would be read as something else', async () => {
    const rgb = { ...size, samples: COLOURS, channels: 3, photometric: 2, bits: 8 };
    expect(await refusal(tiffOf({ ...rgb, planar: 2 }))).toContain('in planes of their own');
    expect(await refusal(tiffOf({ ...size, samples: BYTES, bits: 32 }))).toContain('has 32 bits a sample');
  });
});

describe('a micrograph as JPEG', () => {
  it('has its grey values, to what its compression leaves', async () => {
    const picture = await readPicture({ name: 'photo.jpg', bytes: JPEG_PHOTO });
    if (!picture.ok) throw new Error(picture.error.happened);
    const { width, height, grey } = picture.value;
    expect([width, height]).toEqual([16, 16]);
    grey.forEach((value, k) => {
      const [x, y] = [k % 16, Math.floor(k / 16)];
      const [red, green, blue] = [40 + 8 * x, 60 + 6 * y, 200 - 5 * x];
      expect(Math.abs(value - (0.299 * red + 0.587 * green + 0.114 * blue))).toBeLessThan(2);
    });
  });

  it('is refused wherever it was cut off, with more pixels than there is room for, and with 12 bits', async () => {
    for (let n = 3; n < JPEG_PHOTO.length; n++) await refusal(JPEG_PHOTO.slice(0, n));
    const frame = JPEG_PHOTO.findIndex((byte, k) => byte === 0xff && JPEG_PHOTO[k + 1] === 0xc0);
    const [huge, deep] = [JPEG_PHOTO.slice(), JPEG_PHOTO.slice()];
    huge.fill(0xff, frame + 5, frame + 9);
    expect(await refusal(huge)).toContain('has 65535 × 65535 pixels; 100 million are the most');
    deep[frame + 4] = 12;
    expect(await refusal(deep)).toContain('has 12 bits a sample');
  });
});

describe('a file that is no micrograph', () => {
  const png = encode({ ...size, channels: 1, data: Uint8Array.from(BYTES) });
  const tiff = tiffOf({ ...size, samples: BYTES, bits: 8 });

  it('is named', async () => {
    expect(await refusal(new Uint8Array())).toBe('sem.tif is neither PNG nor TIFF nor JPEG.');
    expect(await refusal(Uint8Array.of(0x47, 0x49, 0x46, 0x38))).toContain('neither PNG nor TIFF nor JPEG.');
  });

  it('is refused wherever it was cut off', async () => {
    for (let n = 0; n < png.length - 12; n++) await refusal(png.slice(0, n));
    for (let n = 0; n < tiff.length - 4; n++) await refusal(tiff.slice(0, n));
  });

  it('is refused where it has more pixels than there is room for', async () => {
    const huge = png.slice();
    new DataView(huge.buffer).setUint32(16, 100_000);
    new DataView(huge.buffer).setUint32(20, 2_000);
    expect(await refusal(huge)).toContain('has 100000 × 2000 pixels; 100 million are the most');
  });
});
