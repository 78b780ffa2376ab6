/** The large map of a run of 1024 × 1024 pixels, with every pixel measured, alone on a page. */
import { mount } from 'svelte';
import type { MapSpec, Path } from '../../src/experiments/experiment';
import { experimentById } from '../../src/experiments/catalogue';
import LargeMap from '../../src/views/LargeMap.svelte';
import { RunView } from '../../src/views/run-view.svelte';
import '../../src/views/page.css';

const SIDE = 1024;

const spec: MapSpec = {
  name: 'height',
  title: 'Height',
  unit: 'm',
  shown: { unit: 'nm', factor: 1e9 },
  scale: 'linear',
  errors: false,
};
const centres = Array.from({ length: SIDE }, (_, k) => k * 50e-9);
const path: Path = { points: [], rows: SIDE, columns: SIDE, x: centres, y: centres };
const known = experimentById('diffusion-map');
const target = document.getElementById('app');
if (!known || !target) throw new Error('There is nothing to show.');

const experiment = { ...known, maps: () => [spec], mainMap: spec.name };
const view = new RunView({ journal: null, title: 'Large', experiment, recipe: {}, path, track: null });
for (let row = 0; row < SIDE; row++) {
  for (let column = 0; column < SIDE; column++) {
    const values = Float64Array.of(
      50e-9 * Math.sin(row / 40) * Math.cos(column / 25) + 1e-9 * ((row * column) % 7),
    );
    view.data.write({ row, column, status: 'ok', values, noise: values, calibration: values });
  }
}
view.painter.schedule();
target.style.height = '560px';
target.style.width = '750px';
mount(LargeMap, { target, props: { view } });
