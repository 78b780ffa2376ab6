import { describe, expect, it } from 'vitest';
import type { Focus } from './keyboard';
import { commandOf, focusOf } from './keyboard';

const key = (
  name: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {},
) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

describe('keys', () => {
  it.each(['ctrlKey', 'metaKey'] as const)('%s with Z goes back, with Shift+Z or Y forth', (held) => {
    expect(commandOf(key('z', { [held]: true }), 'button')).toEqual({ kind: 'undo' });
    expect(commandOf(key('Z', { [held]: true, shiftKey: true }), 'page')).toEqual({ kind: 'redo' });
    expect(commandOf(key('y', { [held]: true }), 'page')).toEqual({ kind: 'redo' });
    expect(commandOf(key('z', { [held]: true }), 'text')).toBeNull();
    expect(commandOf(key('z', { [held]: true, altKey: true }), 'page')).toBeNull();
  });

  it.each([
    ['ArrowUp', 1, 0],
    ['ArrowDown', -1, 0],
    ['ArrowLeft', 0, -1],
    ['ArrowRight', 0, 1],
  ])('%s moves the pixel', (name, byRow, byColumn) => {
    expect(commandOf(key(name), 'page')).toEqual({ kind: 'move', byRow, byColumn });
    expect(commandOf(key(name, { shiftKey: true }), 'page')).toEqual({
      kind: 'move',
      byRow: 10 * byRow,
      byColumn: 10 * byColumn,
    });
  });

  it.each([
    ['[', 'page', { kind: 'map', by: -1 }],
    [']', 'button', { kind: 'map', by: 1 }],
    ['?', 'page', { kind: 'help' }],
    [' ', 'page', { kind: 'toggle-run' }],
    [' ', 'button', null],
    [' ', 'text', null],
    ['[', 'text', null],
    ['?', 'text', null],
    ['ArrowUp', 'text', null],
    ['ArrowUp', 'choice', null],
    ['ArrowUp', 'button', { kind: 'move', byRow: 1, byColumn: 0 }],
    ['Escape', 'text', { kind: 'escape' }],
    ['Escape', 'page', { kind: 'escape' }],
    ['a', 'page', null],
  ] as const)('%j with the focus on %s', (name, focus: Focus, command) => {
    expect(commandOf(key(name), focus)).toEqual(command);
  });

  it('leave the shortcuts of browser and system alone', () => {
    expect(commandOf(key('[', { metaKey: true }), 'page')).toBeNull();
    expect(commandOf(key('ArrowLeft', { altKey: true }), 'page')).toBeNull();
    expect(commandOf(key('ArrowLeft', { ctrlKey: true }), 'page')).toBeNull();
  });
});

it('knows what has the focus', () => {
  expect(focusOf('BODY', '')).toBe('page');
  expect(focusOf('DIV', '')).toBe('page');
  expect(focusOf('BUTTON', 'submit')).toBe('button');
  expect(focusOf('INPUT', 'text')).toBe('text');
  expect(focusOf('INPUT', 'number')).toBe('text');
  expect(focusOf('INPUT', 'radio')).toBe('choice');
  expect(focusOf('SELECT', '')).toBe('choice');
  expect(focusOf('SUMMARY', '')).toBe('button');
});
