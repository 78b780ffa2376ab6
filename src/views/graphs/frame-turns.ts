/** Work that may wait for a moment, one piece a frame: much of it at once would hold up the page. */
const waiting: (() => void)[] = [];
let frame: number | null = null;
let held = false;

/** Does `work` in a frame of its own, after what already waits; answers how to take it back. */
export function inTurn(work: () => void): () => void {
  waiting.push(work);
  request();
  return () => {
    const place = waiting.indexOf(work);
    if (place >= 0) waiting.splice(place, 1);
  };
}

/** A place among what waits, for work that is overtaken by newer work of the same kind: that is done in its stead. */
export class Turn {
  private work: () => void = () => undefined;
  private takeBack: (() => void) | null = null;

  take(work: () => void): void {
    this.work = work;
    this.takeBack ??= inTurn(() => {
      this.takeBack = null;
      this.work();
    });
  }

  giveUp(): void {
    this.takeBack?.();
    this.takeBack = null;
  }
}

/** Does nothing of it, so that what comes from a person finds the page idle; answers how to go on. */
export function holdTurns(): () => void {
  held = true;
  return () => {
    held = false;
    if (waiting.length > 0) request();
  };
}

function request(): void {
  if (held) return;
  frame ??= requestAnimationFrame(() => {
    frame = null;
    if (held) return;
    waiting.shift()?.();
    if (waiting.length > 0) request();
  });
}
