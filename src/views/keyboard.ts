/** Which key does what. Pure: the page asks for the command of a key and carries it out. */

export type Command =
  | { readonly kind: 'move'; readonly byRow: number; readonly byColumn: number }
  | { readonly kind: 'map'; readonly by: number }
  | { readonly kind: 'toggle-run' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'escape' }
  | { readonly kind: 'help' };

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Where the focus is: a text field takes every key but Escape, a button keeps the space bar, a choice also its arrows. */
export type Focus = 'page' | 'button' | 'choice' | 'text';

/** Pixels that an arrow goes with Shift. */
const STRIDE = 10;

const MOVES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The command of a key, null when it has none there. */
export function commandOf(key: Key, focus: Focus): Command | null {
  if (key.key === 'Escape') return { kind: 'escape' };
  if (focus === 'text') return null;
  if (key.ctrlKey || key.metaKey) return key.altKey ? null : historyCommand(key);
  const move = MOVES[key.key];
  if (move && focus !== 'choice' && !key.altKey) {
    const stride = key.shiftKey ? STRIDE : 1;
    return { kind: 'move', byRow: move[0] * stride, byColumn: move[1] * stride };
  }
  switch (key.key) {
    case '[':
      return { kind: 'map', by: -1 };
    case ']':
      return { kind: 'map', by: 1 };
    case '?':
      return { kind: 'help' };
    case ' ':
      return focus === 'page' ? { kind: 'toggle-run' } : null;
    default:
      return null;
  }
}

/** Ctrl or the command key with Z, Shift+Z or Y. */
function historyCommand({ key, shiftKey }: Key): Command | null {
  const letter = key.toLowerCase();
  if (letter === 'z') return { kind: shiftKey ? 'redo' : 'undo' };
  return letter === 'y' ? { kind: 'redo' } : null;
}

/** What kind of element has the focus, by its tag and type. */
export function focusOf(tag: string, type: string): Focus {
  const name = tag.toLowerCase();
  if (name === 'textarea') return 'text';
  if (name === 'select') return 'choice';
  if (name === 'input') {
    if (type === 'radio') return 'choice';
    return type === 'checkbox' || type === 'file' || type === 'button' ? 'button' : 'text';
  }
  return name === 'button' || name === 'summary' || name === 'a' ? 'button' : 'page';
}

/** Two presses of Escape within this time stop the run, ms. */
export const DOUBLE_PRESS = 1500;

/** The list that `?` shows. */
export const SHORTCUTS: readonly (readonly [keys: string, meaning: string])[] = [
  ['← ↑ → ↓', 'move the pixel; with Shift by ten'],
  ['[  ]', 'previous, next map'],
  ['Ctrl Z, Ctrl Shift Z', 'undo, redo what was done to the maps'],
  ['+  −  0', 'on the large map: show it larger, smaller, whole'],
  ['Enter, Esc', 'on the large map: close a polygon, give a shape up'],
  ['Space', 'pause or resume the run'],
  ['Esc Esc', 'Stop: retract, verify the height, stay connected'],
  ['?', 'this list'],
];
