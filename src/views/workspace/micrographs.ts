/**
 * The micrographs that were laid over the maps of a run: the one that the workspace names is drawn over the large map, and
 * its grey values are one more plane after those that were measured.
 */
import type { MapSpec, Path } from '../../experiments/experiment';
import { summarise, type Limits } from '../../figures/limits';
import { extentOf } from '../../figures/map-geometry';
import { registerImage, through, type Affine } from '../../maps/landmarks';
import { greyOnGrid, reduced, type Picture, type PictureFile } from '../../maps/picture';
import type { Micrograph } from '../../maps/workspace';
import { PixelImage, type Level, type Overlay } from '../maps/draw-map';
import { planeOf } from '../maps/map-data';
import type { MapPainter } from '../maps/map-painter';
import type { ShownPlanes } from '../maps/shown-planes';

/** Its name in bundles and for people. */
const GREY: MapSpec = {
  name: 'micrograph',
  title: 'Micrograph, grey',
  unit: '',
  shown: { unit: '', factor: 1 },
  scale: 'linear',
  errors: false,
  grey: true,
};

/** Longest sides of the images that are drawn, px: more than the first would not be seen, and takes longer than a frame. */
const LONGEST = [2048, 1024, 512];
/** Percentage of the greys left out at each end, to be drawn black and white. */
const CLIPPED = 0.5;

/** A micrograph as it is drawn: grey, from black to white. */
export interface DrawnPicture {
  readonly levels: readonly Level[];
  /** Bytes of grey of the largest. */
  readonly bytes: Uint8Array;
}

/** An overlay with the picture that it was made of. */
export interface Over extends Overlay {
  readonly drawn: DrawnPicture;
}

export interface LoadedPicture {
  readonly picture: Picture;
  readonly drawn: DrawnPicture;
}

export class Micrographs {
  private readonly planes: ShownPlanes;
  private readonly painter: Pick<MapPainter, 'setOverlay'>;
  private readonly path: Path;
  private readonly files = new Map<string, PictureFile>();
  private readonly pictures = new Map<string, LoadedPicture>();
  private laid: Pick<Micrograph, 'file' | 'landmarks'> | null = null;
  /** The one that is drawn over the large map; null where none is. */
  over: Over | null = null;

  constructor(planes: ShownPlanes, painter: Pick<MapPainter, 'setOverlay'>, path: Path) {
    this.planes = planes;
    this.painter = painter;
    this.path = path;
  }

  /** Takes a micrograph in; answers its name, which no other one has. One that cannot be read is kept all the same. */
  add(file: PictureFile, picture: Picture | null): string {
    let { name } = file;
    for (let k = 2; this.files.has(name); k++) name = `${file.name} (${String(k)})`;
    this.files.set(name, { ...file, name });
    if (picture) this.pictures.set(name, { picture, drawn: drawPicture(picture) });
    return name;
  }

  named(name: string): LoadedPicture | null {
    return this.pictures.get(name) ?? null;
  }

  /** Null for none. */
  fileOf(name = ''): PictureFile | null {
    return this.files.get(name) ?? null;
  }

  /** Shows what the workspace says; answers whether there are other planes than before. */
  lay(micrograph: Micrograph | null): boolean {
    const loaded = micrograph && this.named(micrograph.file);
    const registered = micrograph && registerImage(micrograph.landmarks);
    const affine = registered?.ok ? registered.value.affine : null;
    this.over =
      loaded && affine && micrograph?.shown ? this.overOf(loaded, affine, micrograph.opacity) : null;
    this.painter.setOverlay(this.over);
    if (micrograph?.file === this.laid?.file && micrograph?.landmarks === this.laid?.landmarks) return false;
    this.laid = micrograph;
    const values = loaded && affine && greyOnGrid(loaded.picture, affine, this.path);
    this.planes.lay('micrograph', values && planeOf(GREY, values));
    return true;
  }

  private overOf({ drawn }: LoadedPicture, affine: Affine, opacity: number): Over {
    return { drawn, levels: drawn.levels, affine: through(affine, sharesOf(this.path)), opacity };
  }
}

/** From the stage, m, to shares of a map's width and height, from its upper left corner. */
export function sharesOf(path: Pick<Path, 'x' | 'y'>): Affine {
  const { x, y } = extentOf(path);
  const [width, height] = [x[1] - x[0], y[1] - y[0]];
  return { xx: 1 / width, xy: 0, yx: 0, yy: -1 / height, x0: -x[0] / width, y0: y[1] / height };
}

function drawPicture(picture: Picture): DrawnPicture {
  const { limits } = summarise(picture.grey, false, CLIPPED);
  const drawn = LONGEST.map((longest) => drawLevel(picture, longest, limits ?? { low: 0, high: 1 }));
  return { levels: drawn.map(({ level }) => level), bytes: drawn[0]?.bytes ?? new Uint8Array() };
}

function drawLevel(
  whole: Picture,
  longest: number,
  { low, high }: Limits,
): { level: Level; bytes: Uint8Array } {
  const { picture, factor } = reduced(whole, longest);
  const { width, height, grey } = picture;
  const bytes = Uint8Array.from(grey, (v) => Math.max(0, Math.min(255, ((v - low) / (high - low)) * 255)));
  const image = new PixelImage(width, height);
  for (let k = 0; k < bytes.length; k++) image.pixels[k] = 0xff000000 | ((bytes[k] as number) * 0x010101);
  image.flush(0, height);
  return { level: { canvas: image.canvas, factor }, bytes };
}
