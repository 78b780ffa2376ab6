/** Where a file goes: the system's save dialog, or a download where the browser has none. */
import { RECIPE_EXTENSION } from '../experiments/recipe/recipe-file';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';

export interface FileKind {
  readonly extension: string;
  readonly description: string;
}

export const BUNDLE: FileKind = { extension: '.h5', description: 'HDF5 bundle' };
export const JOURNAL: FileKind = { extension: '.mjnl', description: 'Meniscus journal' };
export const TABLE: FileKind = { extension: '.tsv', description: 'Tab-separated text' };
export const GWYDDION: FileKind = { extension: '.gwy', description: 'Gwyddion' };
export const SIMPLE_FIELD: FileKind = { extension: '.gsf', description: 'Gwyddion simple field' };
export const LOG: FileKind = { extension: '.txt', description: 'Text' };

export const RECIPE: FileKind = { extension: RECIPE_EXTENSION, description: 'Recipe' };

interface SavePicker {
  readonly showSaveFilePicker?: (options: {
    readonly suggestedName: string;
    readonly types: readonly {
      readonly description: string;
      readonly accept: Readonly<Record<string, readonly string[]>>;
    }[];
  }) => Promise<FileSystemFileHandle>;
}

/**
 * Asks where to save. To be called straight from a click, before anything that takes time. Null means: download it
 * instead. `cancelled` when the person closed the dialog.
 */
export async function askWhereToSave(
  name: string,
  kind: FileKind,
): Promise<Result<FileSystemFileHandle | null, Fault>> {
  const { showSaveFilePicker } = window as SavePicker;
  if (!showSaveFilePicker) return ok(null);
  try {
    const accept = { 'application/octet-stream': [kind.extension] };
    return ok(
      await showSaveFilePicker.call(window, {
        suggestedName: `${name}${kind.extension}`,
        types: [{ description: kind.description, accept }],
      }),
    );
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') {
      return err(fault('cancelled', 'No file was chosen.'));
    }
    return err(fault('storage-failed', `The file could not be opened for saving: ${reasonOf(thrown)}.`));
  }
}

/** Asks where to save a text or an image, then makes it. Call it straight from a click. */
export async function saveText(
  name: string,
  kind: FileKind,
  text: () => string | Promise<string | Blob>,
): Promise<Result<void, Fault>> {
  const target = await askWhereToSave(name, kind);
  if (!target.ok) return target;
  try {
    const content = await text();
    if (!target.value) {
      const full = `${name}${kind.extension}`;
      download(new File([content], full, { type: 'text/plain' }), full);
      return ok(undefined);
    }
    const file = await target.value.createWritable();
    await file.write(content);
    await file.close();
    return ok(undefined);
  } catch (thrown) {
    return err(fault('storage-failed', `The file could not be saved: ${reasonOf(thrown)}.`));
  }
}

/** Hands a file to the browser's downloads. */
export function download(file: File, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

/** A file name that every system takes, with the day: `lto-film-diffusion-map-2020-05-01`. */
export function fileName(title: string, day = new Date()): string {
  return `${slugOf(title) || 'run'}-${day.toISOString().slice(0, 10)}`;
}

/** A part of a file name that every system takes. */
export const slugOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
