/**
 * Micrographs as PNG, TIFF or JPEG, whatever their names say: grey values of the first page, as the file counts. Colours become
 * grey by the weights of ITU-R BT.601, as most programs have them. The libraries are loaded with the first one that is read.
 *
 *     const read = await readPicture({ name: 'sem.tif', bytes });
 */
import type { Picture, PictureFile } from '../../maps/picture';
import { fault, reasonOf, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';

/** More pixels than these have no room in a browser beside everything else. */
const MOST_PIXELS = 100e6;
/** MB that the reading of a JPEG may take, whose coefficients are there beside its pixels. */
const MOST_MEMORY = 2048;

interface Decoded {
  readonly width: number;
  readonly height: number;
  /** Samples of a pixel beside each other. */
  readonly data: ArrayLike<number>;
  readonly channels: number;
  /** Colours that the data number, on the scale of `data` for grey. */
  readonly palette: readonly (readonly number[])[] | null;
}

/** Refused are other formats, other depths and damaged files. */
export async function readPicture({ name, bytes }: PictureFile): Promise<Result<Picture, Fault>> {
  const decode = decoderOf(bytes);
  if (!decode) return err(unreadable(name, 'is neither PNG nor TIFF nor JPEG'));
  let decoded: Decoded | string;
  try {
    decoded = await decode(bytes);
  } catch (thrown) {
    return err(unreadable(name, `is damaged or of a kind that is not known here (${reasonOf(thrown)})`));
  }
  return typeof decoded === 'string' ? err(unreadable(name, decoded)) : ok(pictureOf(decoded));
}

const unreadable = (name: string, why: string): Fault => fault('image-unreadable', `${name} ${why}.`);

const PNG = [0x89, 0x50, 0x4e, 0x47];
const TIFF = [
  [0x49, 0x49, 42, 0],
  [0x4d, 0x4d, 0, 42],
];

const JPEG = [0xff, 0xd8, 0xff];

function decoderOf(bytes: Uint8Array): ((bytes: Uint8Array) => Promise<Decoded | string>) | null {
  const begins = (magic: readonly number[]): boolean => magic.every((byte, k) => bytes[k] === byte);
  if (begins(PNG)) return decodePng;
  if (begins(JPEG)) return decodeJpeg;
  return TIFF.some(begins) ? decodeTiff : null;
}

const tooLarge = (width: number, height: number): string | null =>
  width * height > MOST_PIXELS
    ? `has ${String(width)} × ${String(height)} pixels; ${String(MOST_PIXELS / 1e6)} million are the most`
    : null;

/** Or why not, in words that follow the name. */
async function decodePng(bytes: Uint8Array): Promise<Decoded | string> {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refused = tooLarge(head.getUint32(16), head.getUint32(20));
  if (refused !== null) return refused;
  const { decode } = await import('fast-png');
  const { width, height, data, depth, channels, palette } = decode(bytes);
  if (depth !== 8 && depth !== 16) return depthWords(depth);
  return { width, height, data, channels, palette: palette ?? null };
}

async function decodeTiff(bytes: Uint8Array): Promise<Decoded | string> {
  const { decode } = await import('tiff');
  const [head] = decode(bytes, { pages: [0], ignoreImageData: true });
  if (!head) return 'holds no image';
  const refused = tooLarge(head.width, head.height);
  if (refused !== null) return refused;
  const depth = depthOf(head.get('BitsPerSample') as number | ArrayLike<number>);
  if (depth !== 8 && depth !== 16) return depthWords(depth);
  // What the library would read as something else than it is.
  const channels = head.samplesPerPixel;
  if (channels > 1 && head.planarConfiguration !== 1) return 'keeps its colours in planes of their own';
  if (channels > 1 && head.tiled) return 'keeps its colours in tiles';
  const [page] = decode(bytes, { pages: [0] });
  if (!page) return 'holds no image';
  const { width, height } = page;
  const palette =
    page.type === 3 ? (page.palette?.map((c) => c.map((v) => Math.floor(v / 256))) ?? null) : null;
  return { width, height, data: page.data, channels, palette };
}

async function decodeJpeg(bytes: Uint8Array): Promise<Decoded | string> {
  const frame = frameOf(bytes);
  if (!frame) return 'holds no image';
  const refused = tooLarge(frame.width, frame.height);
  if (refused !== null) return refused;
  if (frame.depth !== 8) return depthWords(frame.depth);
  const { decode } = await import('jpeg-js');
  const { width, height, data } = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: MOST_PIXELS / 1e6,
    maxMemoryUsageInMB: MOST_MEMORY,
  });
  return { width, height, data, channels: 3, palette: null };
}

/** Markers of JPEG from here to there begin a frame, but for tables of codes and an extension. */
const [FIRST_FRAME, LAST_FRAME] = [0xc0, 0xcf];
const NO_FRAME = [0xc4, 0xc8, 0xcc];

/** Bits a sample and size by the first header of a frame in a JPEG; null where there is none. */
function frameOf(
  bytes: Uint8Array,
): { readonly depth: number; readonly width: number; readonly height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = JPEG.length - 1;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= FIRST_FRAME && marker <= LAST_FRAME && !NO_FRAME.includes(marker))
      return { depth: view.getUint8(at + 4), height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // A marker may have any number of 0xff before it.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Of every sample of a pixel; NaN where they differ. */
function depthOf(tag: number | ArrayLike<number>): number {
  const depths = typeof tag === 'number' ? [tag] : Array.from(tag);
  return new Set(depths).size === 1 ? (depths[0] ?? NaN) : NaN;
}

const depthWords = (depth: number): string =>
  Number.isFinite(depth) ? `has ${String(depth)} bits a sample` : 'has samples of several depths';

function pictureOf({ width, height, data, channels, palette }: Decoded): Picture {
  const grey = new Float32Array(width * height);
  const greys = palette?.map(([r = 0, g = 0, b = 0]) => luma(r, g, b));
  for (let k = 0; k < grey.length; k++) {
    const at = k * channels;
    const first = data[at] as number;
    if (greys) grey[k] = greys[first] ?? NaN;
    else grey[k] = channels < 3 ? first : luma(first, data[at + 1] as number, data[at + 2] as number);
  }
  return { width, height, grey };
}

const luma = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;
