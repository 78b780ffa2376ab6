/** Work that may wait for a moment, one piece a frame: much of it at once would hold up the page. */
const waiting: (() => void)[] = [];
let frame: number | null = null;

/** Does `work` in a frame of its own, after what already waits; answers how to take it back. */
export function inTurn(work: () => void): () => void {
  waiting.push(work);
  request();
  return () => {
    const place = waiting.indexOf(work);
    if (place >= 0) waiting.splice(place, 1);
  };
}

function request(): void {
  frame ??= requestAnimationFrame(() => {
    frame = null;
    waiting.shift()?.();
    if (waiting.length > 0) request();
  });
}
