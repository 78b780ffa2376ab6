/**
 * Command headers: `SYSTem:ERRor?` stands for every mixture of the long and short forms of its words, in either case.
 */
export class Headers<T> {
  private readonly known = new Map<string, T>();

  /** Pairs of a header, its short forms in capitals, and what it stands for. */
  constructor(table: readonly (readonly [header: string, value: T])[]) {
    for (const [header, value] of table) {
      for (const form of formsOf(header)) this.known.set(form, value);
    }
  }

  /** What a header as sent stands for; a leading colon says only that it starts at the root. */
  find(header: string): T | undefined {
    return this.known.get(header.toUpperCase().replace(/^:(?!\*)/, ''));
  }
}

function formsOf(header: string): string[] {
  const query = header.endsWith('?') ? '?' : '';
  return header
    .replace('?', '')
    .split(':')
    .map((word) => [...new Set([word.toUpperCase(), word.replace(/[a-z]+$/, '')])])
    .reduce((heads, words) => heads.flatMap((head) => words.map((word) => `${head}:${word}`)))
    .map((form) => form + query);
}
