/** What was done to the maps, in words for the list. */
import type { Selection } from '../../maps/selection';
import type { ViewOperation } from '../../maps/view-operation';
import { fixed, quantity, significant } from '../../quantity';
import type { Plane } from '../maps/map-data';
import { axisText } from '../../figures/map-words';

/** `planes` are those of the run, for titles and units. */
export function operationText(operation: ViewOperation, planes: readonly Plane[]): string {
  switch (operation.kind) {
    case 'level-plane':
      return `Level ${titleOf(operation.map, planes)} by a plane${withinText(operation.within, planes)}`;
    case 'level-points':
      return `Level ${titleOf(operation.map, planes)} by three points`;
    case 'level-lines':
      return `Level the rows of ${titleOf(operation.map, planes)} by their ${operation.by}${withinText(operation.within, planes)}`;
    case 'mask': {
      const what = operation.hide === 'selected' ? 'Hide' : 'Hide all but';
      const where = operation.map === null ? '' : ` of ${titleOf(operation.map, planes)}`;
      return `${what} ${selectionText(operation.pixels, planes)}${where}`;
    }
    case 'difference':
    case 'ratio': {
      const { other, shift } = operation;
      const sign = operation.kind === 'ratio' ? '÷' : '−';
      const found = planes.find((p) => p.map.name === other.map && p.plane === other.plane);
      const place = found?.map.axis ? `, ${axisText(found.map, found.plane)}` : '';
      const of = other.run === null ? '' : ` of ${other.title}`;
      const moved =
        shift.x === 0 && shift.y === 0
          ? ''
          : `, shifted by ${fixed(shift.x * 1e6, 2)}, ${quantity(fixed(shift.y * 1e6, 2), 'µm')}`;
      return `${titleOf(operation.map, planes)} ${sign} ${titleOf(other.map, planes)}${place}${of}${moved}`;
    }
  }
}

const withinText = (within: Selection | null, planes: readonly Plane[]): string =>
  within ? ` through ${selectionText(within, planes)}` : '';

/** `a rectangle`, `D from 2 to 3 × 10⁻¹¹ cm²/s`. */
function selectionText(selection: Selection, planes: readonly Plane[]): string {
  if (selection.kind === 'region') return `the pixels of a ${selection.region.kind}`;
  return selection.ranges
    .map(({ map, plane, low, high }) => {
      const found = planes.find((p) => p.map.name === map && p.plane === plane);
      const { unit, factor } = found?.map.shown ?? { unit: '', factor: 1 };
      const place = found?.map.axis ? ` (${axisText(found.map, plane)})` : '';
      const ends = `${significant(low * factor)} to ${quantity(significant(high * factor), unit)}`;
      return `${titleOf(map, planes)}${place} from ${ends}`;
    })
    .join(' and ');
}

const titleOf = (map: string, planes: readonly Plane[]): string =>
  planes.find((p) => p.map.name === map)?.map.title ?? map;
