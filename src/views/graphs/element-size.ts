/** The size of an element as the layout found it: an attachment that never forces a layout of its own. */
import type { Attachment } from 'svelte/attachments';

/** Hears of the content box's width and height in px, at first and after each change. */
export const observeSize =
  (hear: (width: number, height: number) => void): Attachment =>
  (element) => {
    const observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (box) hear(box.width, box.height);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  };
