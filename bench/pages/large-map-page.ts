/** The large map of a run of 1024 × 1024 pixels, with every pixel measured, alone on a page; `?micrograph` lays one over it. */
import { mount } from 'svelte';
import type { MapSpec, Path } from '../../src/experiments/experiment';
import { experimentById } from '../../src/experiments/catalogue';
import LargeMap from '../../src/views/maps/LargeMap.svelte';
import type { Landmark } from '../../src/maps/landmarks';
import { Micrographs } from '../../src/views/workspace/micrographs';
import { RunView } from '../../src/views/runs/run-view.svelte';
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
if (location.search === '?micrograph') layMicrograph();
target.style.height = '560px';
target.style.width = '750px';
mount(LargeMap, { target, props: { view } });

/** As large as it is drawn at most, a little turned. */
function layMicrograph(): void {
  const size = 2048;
  const grey = Float32Array.from(
    { length: size * size },
    (_, k) => ((k % size) ^ Math.floor(k / size)) & 255,
  );
  const bytes = new Uint8Array();
  view.micrographs = new Micrographs(view.planes, view.painter, path);
  view.workspace.layMicrograph(
    view.micrographs.add({ name: 'large', bytes }, { width: size, height: size, grey }),
  );
  const mark = (x: number, y: number): Landmark => ({
    image: { x, y },
    stage: { x: (x + 0.05 * y) * 25e-9, y: (size - y + 0.05 * x) * 25e-9 },
  });
  const begun = performance.now();
  view.workspace.changeLandmarks(() => [mark(0, 0), mark(size, 0), mark(0, size)]);
  document.body.dataset['laid'] = String(performance.now() - begun);
}
