/** An image plot as a panel of a figure. */
import type { ImagePlot } from '../experiments/shown';
import { imageAxes } from './image-axes';
import { summarise, USUAL_CLIPPING } from './limits';
import { BELOW, colourBar, LEAST_BAR } from './map-legend';
import { axesMarkup, leftOf, pictureMarkup, type Margins } from './map-panel';
import type { Picture } from './map-pixels';
import type { Panel, Place } from './panel';

/** Height for its width, and the share of a panel's width that it usually has. */
const HEIGHT = 0.66;
const USUAL = 0.65;
const SPACING = { x: 44, y: 30 };

/** An image plot as a picture, with limits that leave out so many percent at each end. */
export const pictureOfImage = ({ rows, columns, values }: ImagePlot, clip = USUAL_CLIPPING): Picture => ({
  rows,
  columns,
  values,
  colours: 'sequential',
  limits: summarise(values, false, clip).limits,
  log: false,
});

interface ImageLayout {
  readonly margins: Margins;
  readonly draw: (margins: Margins, place: Place) => Panel;
}

/** An image plot in a panel of so many px: the room that it takes beside it, and its drawing. */
export function layOutImage(image: ImagePlot, width: number): ImageLayout {
  const picture = pictureOfImage(image);
  const roughly = { width: USUAL * width, height: USUAL * HEIGHT * width };
  const axes = imageAxes(image, roughly, SPACING);
  const bar = colourBar(picture, { ...image.z, factor: 1 }, Math.max(LEAST_BAR, roughly.height));
  const draw: ImageLayout['draw'] = (margins, { left, top, width: wide }) => {
    const inner = wide - margins.left - margins.right;
    const box = { left: left + margins.left, top, width: inner, height: HEIGHT * inner };
    const key = bar.draw(box, left);
    return {
      height: Math.max(box.height + BELOW, key.height),
      markup: [pictureMarkup(picture, null, box), axesMarkup(axes, box), key.markup].join('\n'),
    };
  };
  return { margins: { left: leftOf(axes), right: bar.right }, draw };
}
