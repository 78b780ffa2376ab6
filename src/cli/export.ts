/** `meniscus export`: maps of a bundle in formats of other programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Option } from 'commander';
import { gsfOf } from '../bundles/gsf';
import { gwyOf } from '../bundles/gwy';
import type { MapData } from '../bundles/run';
import { mapTsv, trackTsv } from '../bundles/tsv';
import type { Path, TrackTrace } from '../experiments/experiment';
import { storageFault } from '../bundles/storage-fault';
import { fault } from '../fault';
import { err, ok } from '../result';
import { figureOf } from '../figures/figure';
import type { Register } from './command';
import { panelsOf, visitedOf, widthOf } from './figure';
import { computeMaps, openFile } from './open-file';

interface Options {
  readonly format: 'gwy' | 'gsf' | 'tsv' | 'svg';
  readonly out: string;
  readonly width: number;
  readonly letters: boolean;
  readonly map?: string[];
}

export const exportCommand: Register = (program, finish) => {
  program
    .command('export')
    .description(
      'Write the maps of a bundle for other programs, a file for each map and plane or all of them as one .gwy, or as one figure for print (.svg). As tables the sample’s track too.',
    )
    .argument('<bundle>', 'HDF5 bundle or journal')
    .addOption(
      new Option('--format <format>', 'file format').choices(['gwy', 'gsf', 'tsv', 'svg']).default('gsf'),
    )
    .option('--out <folder>', 'where to write', '.')
    .option('--map <name...>', 'only these maps')
    .addOption(new Option('--width <mm>', 'of a figure').argParser(widthOf).default(85))
    .option('--no-letters', 'leave the letters of the panels of a figure out')
    .action(
      finish(async (file: string, options: Options) => {
        const opened = await openFile(file);
        if (!opened.ok) return opened;
        const { source, close } = opened.value;
        const found = opened.value.maps ?? (await computeMaps(source));
        const visited = visitedOf(source);
        const track = source.track();
        close();
        if ('ok' in found && !found.ok) return found;
        const maps = 'ok' in found ? found.value : found;
        const names = options.map ?? maps.map((m) => m.spec.name);
        const unknown = names.find((name) => !maps.some((m) => m.spec.name === name));
        if (unknown !== undefined) return err(fault('value-invalid', `The bundle has no map “${unknown}”.`));
        try {
          await mkdir(options.out, { recursive: true });
          const wanted = maps.filter((m) => names.includes(m.spec.name));
          const { path } = source.header;
          if (options.format === 'gwy') await writeAll(gwyOf(wanted, path.x, path.y), options, file);
          else if (options.format === 'svg') {
            const panels = panelsOf(wanted, path, visited);
            await writeAll(figureOf(panels, { ...options, width_mm: options.width }).svg, options, file);
          } else for (const map of wanted) await writeMap(map, path, options);
          if (options.format === 'tsv' && !options.map && track.time.length > 0)
            await writeTrack(track, options);
        } catch (thrown) {
          return err(storageFault(`Writing to ${options.out}`, thrown, `${file} is as it was.`));
        }
        return ok(0);
      }),
    );
};

/** One file with the name of the bundle. */
async function writeAll(
  content: string | Uint8Array,
  { out, format }: Options,
  bundle: string,
): Promise<void> {
  const target = join(out, `${basename(bundle).replace(/\.[^.]+$/, '')}.${format}`);
  await writeFile(target, content);
  process.stdout.write(`${target}\n`);
}

async function writeTrack(track: TrackTrace, { out }: Options): Promise<void> {
  const target = join(out, 'track.tsv');
  await writeFile(target, trackTsv(track));
  process.stdout.write(`${target}\n`);
}

async function writeMap(map: MapData, path: Path, { format, out }: Options): Promise<void> {
  const { spec } = map;
  for (const [plane, value] of (spec.axis?.values ?? [null]).entries()) {
    const name = value === null ? spec.name : `${spec.name}_${String(value)}`;
    const bytes = format === 'gsf' ? gsfOf(map, plane, path.x, path.y) : mapTsv(map, plane, path.x, path.y);
    const target = join(out, `${name}.${format}`);
    await writeFile(target, bytes);
    process.stdout.write(`${target}\n`);
  }
}
