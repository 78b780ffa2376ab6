import { describe, expect, it } from 'vitest';
import type { KeptRun } from '../protocol';
import { SOFTWARE } from '../software';
import { KeptList } from './kept-list';

const stamp = { size: 10, lastModified: 1000 };
const runOf = (name: string): KeptRun => ({
  name,
  simulation: null,
  title: `Run ${name}`,
  startedAt: '2024-01-01T00:00:00Z',
  end: 'finished',
  hopsDone: 1,
  hopsTotal: 1,
  bytes: 10,
  tornBytes: 0,
});

/** A list that has described these journals, and which of them it has read. */
function listOf(text: string, files: readonly [name: string, size?: number, lastModified?: number][]) {
  const read: string[] = [];
  const list = new KeptList(text);
  for (const [name, size = stamp.size, lastModified = stamp.lastModified] of files) {
    list.describe(name, { size, lastModified }, () => {
      read.push(name);
      return runOf(name);
    });
  }
  return { read, text: list.text(), list };
}

describe('the list of kept journals', () => {
  it('reads each journal once', () => {
    const first = listOf('', [['a'], ['b']]);
    expect(first.read).toEqual(['a', 'b']);
    const next = listOf(first.text ?? '', [['a'], ['b']]);
    expect(next.read).toEqual([]);
    expect(next.text).toBeNull();
    expect(next.list.describe('a', stamp, () => runOf('?'))).toEqual(runOf('a'));
  });

  it('reads those again that have grown or were written to, and those that are new', () => {
    const { text } = listOf('', [['a'], ['b'], ['c']]);
    const next = listOf(text ?? '', [['a', 11], ['b', 10, 1001], ['c'], ['d']]);
    expect(next.read).toEqual(['a', 'b', 'd']);
    expect(listOf(next.text ?? '', [['a', 11], ['b', 10, 1001], ['c'], ['d']]).read).toEqual([]);
  });

  it('forgets those that are gone', () => {
    const { text } = listOf('', [['a'], ['b']]);
    const next = listOf(text ?? '', [['b']]);
    expect(next.read).toEqual([]);
    expect(Object.keys((JSON.parse(next.text ?? '') as { journals: object }).journals)).toEqual(['b']);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"version":"0.0.0-other","journals":{"a":{"size":10,"lastModified":1000}}}',
  ])('reads anew where the stored list is %j', (text) => {
    expect(listOf(text, [['a']]).read).toEqual(['a']);
  });

  it('is one of this release', () => {
    expect(JSON.parse(listOf('', [['a']]).text ?? '')).toMatchObject({ version: SOFTWARE.version });
  });
});
