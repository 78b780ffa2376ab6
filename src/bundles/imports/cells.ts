/** Numbers as instruments write them, with a decimal point or a decimal comma, but never both in one file. */

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/;
const NOTHING = /^(?:|-+|[+-]?nan|[+-]?inf(?:inity)?|n\/?a|null)$/i;

/** Reads the cells of one file; the first decimal mark that it meets is the file's. */
export interface CellReader {
  /** The number; NaN where the cell says that there is none; undefined where it holds anything else. */
  readonly read: (cell: string) => number | undefined;
  /** Code of the decimal mark; −1 while none has been met. */
  readonly mark: () => number;
}

export function cellReader(): CellReader {
  let mark: string | null = null;
  return {
    mark: () => mark?.charCodeAt(0) ?? -1,
    read: (cell) => {
      const text = cell.trim();
      if (!NUMBER.test(text)) return NOTHING.test(text) ? NaN : undefined;
      const found = text.includes(',') ? ',' : text.includes('.') ? '.' : null;
      mark ??= found;
      if (found !== null && found !== mark) return undefined;
      const value = Number(found === ',' ? text.replace(',', '.') : text);
      return Number.isFinite(value) ? value : NaN;
    },
  };
}

/** A number of a header, with whichever decimal mark; null where it is none. */
export function headerNumber(text: string | undefined): number | null {
  const value = cellReader().read(text ?? '');
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Cells between separators, quotes around them taken away. */
export const splitCells = (line: string, separator: string): string[] =>
  line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** The separator that parts a header line into most cells. */
export function separatorOf(line: string): string {
  const counts = ['\t', ';', ','].map((separator) => ({ separator, cells: line.split(separator).length }));
  return counts.reduce((best, each) => (each.cells > best.cells ? each : best)).separator;
}
