/** Micrographs from disk, and from bundles that keep one. */
import type { Picture, PictureFile } from '../../maps/picture';
import { readWorkspace, type KeptWorkspace } from '../../maps/workspace';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { Micrographs } from './micrographs';
import type { RunView } from '../runs/run-view.svelte';

type Read = (file: PictureFile) => Promise<Result<Picture, Fault>>;

/** Lays an image over the maps of a run, to be given landmarks. */
export async function layPicture(view: RunView | null, file: File, read: Read): Promise<Result<void, Fault>> {
  if (!view)
    return err(
      fault('value-invalid', 'A micrograph lies over maps, and none are shown. Open or start a run first.'),
    );
  if (view.path.listed)
    return err(
      fault(
        'value-invalid',
        'Over a list of points there is no room for a micrograph. Open or start a run with a map first.',
      ),
    );
  const kept = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  const picture = await read(kept);
  if (!picture.ok) return picture;
  view.workspace.layMicrograph(micrographsOf(view).add(kept, picture.value));
  return ok(undefined);
}

/** Shows what a bundle keeps. An image that cannot be read is kept all the same. */
export async function showKept(
  view: RunView,
  { views, picture }: KeptWorkspace,
  read: Read,
): Promise<Result<void, Fault>> {
  const workspace = readWorkspace(views);
  if (!workspace) {
    const happened =
      'What was done to the maps is kept in a way that this release does not know. They are shown as measured.';
    return err(fault('bundle-invalid', happened));
  }
  const { micrograph } = workspace;
  const file = micrograph && picture && { name: micrograph.file, bytes: picture.bytes };
  const found = file && (await read(file));
  if (file) micrographsOf(view).add(file, found?.ok ? found.value : null);
  view.workspace.load(workspace);
  return found && !found.ok ? found : ok(undefined);
}

const micrographsOf = (view: RunView): Micrographs =>
  (view.micrographs ??= new Micrographs(view.planes, view.painter, view.path));
