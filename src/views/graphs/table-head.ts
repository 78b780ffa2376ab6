/** The name of a table's column in its two parts: `height, nm` is a height and its unit, which is empty where there is none. */
export function headOf(column: string): { readonly name: string; readonly unit: string } {
  const comma = column.lastIndexOf(', ');
  return comma < 0
    ? { name: column, unit: '' }
    : { name: column.slice(0, comma), unit: column.slice(comma + 2) };
}
