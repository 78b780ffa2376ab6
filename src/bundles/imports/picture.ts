/**
 * Micrographs as PNG or TIFF, whatever their names say: grey values of the first page, as the file counts. Colours become
 * grey by the weights of ITU-R BT.601, as most programs have them. The libraries are loaded with the first one that is read.
 *
 *     const read = await readPicture({ name: 'sem.tif', bytes });
 */
import type { Picture, PictureFile } from '../../maps/picture';
import { fault, reasonOf, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';

/** More pixels than these have no room in a browser beside everything else. */
const MOST_PIXELS = 100e6;

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
  if (!decode) return err(unreadable(name, 'is neither PNG nor TIFF'));
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

function decoderOf(bytes: Uint8Array): ((bytes: Uint8Array) => Promise<Decoded | string>) | null {
  const begins = (magic: readonly number[]): boolean => magic.every((byte, k) => bytes[k] === byte);
  if (begins(PNG)) return decodePng;
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
