/** A table as text that spreadsheets take: a line a row, cells parted by tabs. */
export const tabSeparated = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(plain).join('\t')}\n`).join('');

/** Tabs and line ends in a cell would part it. */
const plain = (cell: string): string => cell.replace(/[\t\n\r]+/g, ' ');

/** Puts a table into the clipboard; answers what to say of that. */
export const copyTable = (rows: readonly (readonly string[])[]): Promise<string> =>
  navigator.clipboard.writeText(tabSeparated(rows)).then(
    () => 'Copied',
    () => 'The browser refuses to copy',
  );
