/**
 * Drawing on the large map: what the pointer and keys do to a shape that is being drawn, and what comes of it. Pure; places
 * are in m, `reach` is how near two places count as one.
 */
import type { Position } from '../../maps/grid';

export type Tool = 'point' | 'hand' | 'line' | 'rectangle' | 'polygon' | 'three-points' | 'landmark';

export interface Draft {
  readonly tool: Exclude<Tool, 'point' | 'hand'>;
  /** Corners or ends that are set, the first to the last. */
  readonly points: readonly Position[];
  /** Where the pointer is. */
  readonly to: Position;
}

export type DrawingEvent =
  | {
      readonly kind: 'press' | 'move' | 'release';
      readonly at: Position;
      readonly reach: number;
    }
  | { readonly kind: 'finish' }
  | { readonly kind: 'cancel' };

/** A finished shape: two ends or opposite corners, three or more corners, three points, or one. */
export interface Shape {
  readonly tool: Draft['tool'];
  readonly points: readonly Position[];
}

export interface Drawn {
  readonly draft: Draft | null;
  readonly shape: Shape | null;
}

const NOTHING: Drawn = { draft: null, shape: null };

/** What an event makes of a draft; null for none so far. */
export function drawOn(tool: Tool, draft: Draft | null, event: DrawingEvent): Drawn {
  if (tool === 'point' || tool === 'hand' || event.kind === 'cancel') return NOTHING;
  if (event.kind === 'finish') {
    return draft?.tool === 'polygon' && draft.points.length >= 3 ? closed(draft) : { draft, shape: null };
  }
  const { kind, at, reach } = event;
  if (kind === 'move') return { draft: draft && { ...draft, to: at }, shape: null };
  if (kind === 'press') return pressed(tool, draft, at, reach);
  const spanning = draft?.tool === 'line' || draft?.tool === 'rectangle';
  const [first] = draft?.points ?? [];
  // Released where it was pressed: the other end comes with a second press.
  if (!draft || !spanning || !first || near(first, at, reach)) return { draft, shape: null };
  return { draft: null, shape: { tool: draft.tool, points: [first, at] } };
}

function pressed(tool: Draft['tool'], draft: Draft | null, at: Position, reach: number): Drawn {
  if (tool === 'landmark') return { draft: null, shape: { tool, points: [at] } };
  const points = draft?.points ?? [];
  const [first] = points;
  if (!first) return { draft: { tool, points: [at], to: at }, shape: null };
  switch (tool) {
    case 'line':
    case 'rectangle':
      if (near(first, at, reach)) return { draft, shape: null };
      return { draft: null, shape: { tool, points: [first, at] } };
    case 'polygon':
      if (points.length >= 3 && near(first, at, reach)) return closed({ tool, points, to: at });
      if (near(points.at(-1) ?? first, at, reach)) return { draft, shape: null };
      return { draft: { tool, points: [...points, at], to: at }, shape: null };
    case 'three-points':
      if (points.some((p) => near(p, at, reach))) return { draft, shape: null };
      if (points.length === 2) return { draft: null, shape: { tool, points: [...points, at] } };
      return { draft: { tool, points: [...points, at], to: at }, shape: null };
  }
}

const closed = ({ tool, points }: Draft): Drawn => ({ draft: null, shape: { tool, points } });

const near = (a: Position, b: Position, reach: number): boolean => Math.hypot(a.x - b.x, a.y - b.y) <= reach;
