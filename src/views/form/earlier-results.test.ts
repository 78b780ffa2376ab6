import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentMap } from '../../experiments/current-map';
import { diffusionMap } from '../../experiments/diffusion-map';
import { planesOf } from '../../experiments/experiment';
import { pipette } from '../../experiments/pipette';
import type { Fault } from '../../fault';
import { EarlierResults } from './earlier-results.svelte';
import { MapData } from '../maps/map-data';
import { firstPreset, PRESETS, RecipeForm } from './recipe-form.svelte';

const recipe = pipette.presets[0]?.recipe ?? {};
const later = diffusionMap.presets[0]?.recipe ?? {};
const run = { run: 'r1', at: '2026-11-26T14:02:00.000Z', simulated: true };

/** A finished run of the pipette that has found this radius, m. */
function measured(radius: number) {
  const path = pipette.path(recipe);
  const data = new MapData(path, pipette.maps(recipe));
  const planes = planesOf(pipette.maps(recipe)).map(({ map }) => map.name);
  const fill = (value: number): Float64Array =>
    Float64Array.from(planes, (name) => (/_radius$/.test(name) ? value : NaN));
  data.write({
    row: 0,
    column: 0,
    status: 'ok',
    values: fill(radius),
    noise: fill(3e-9),
    calibration: fill(NaN),
  });
  return { facts: { experiment: pipette, recipe }, path, data };
}

let kept: Record<string, string>;
let faults: Fault[];
const store = (): EarlierResults => new EarlierResults((fault) => faults.push(fault));

beforeEach(() => {
  kept = {};
  faults = [];
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => (kept[key] = value),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('results of finished runs', () => {
  it('are kept from visit to visit, once a run, and offered to others than their own experiment', () => {
    const results = store();
    results.keep(measured(52e-9), run);
    results.keep(measured(99e-9), run);
    for (const reader of [results, store()]) {
      const [offer, ...others] = reader.offers(diffusionMap, later, true);
      expect(others).toEqual([]);
      expect(offer).toMatchObject({ ...run, title: 'The pipette' });
      expect(offer?.values.find(({ key }) => key === 'contactRadius')?.value).toBeCloseTo(52e-9, 12);
      expect(reader.offers(pipette, recipe, true)).toEqual([]);
      expect(reader.offers(diffusionMap, later, false)).toEqual([]);
    }
  });

  it('are not kept where nothing was found or nothing is handed on', () => {
    const results = store();
    results.keep(measured(NaN), run);
    const map = currentMap.presets[0]?.recipe ?? {};
    const path = currentMap.path({ ...map, columns: 2, rows: 2 });
    const data = new MapData(path, currentMap.maps(map));
    results.keep({ facts: { experiment: currentMap, recipe: map }, path, data }, { ...run, run: 'r2' });
    expect(kept).toEqual({});
  });

  it('say so where the browser has no room, and can be used all the same', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('Full.', 'QuotaExceededError');
      },
    });
    const results = store();
    results.keep(measured(52e-9), run);
    expect(faults.map(({ code }) => code)).toEqual(['storage-full']);
    expect(results.offers(diffusionMap, later, true)).toHaveLength(1);
  });

  it.each(['{', '{}', '[{"run":1}]', '[null]'])('that another release has kept are left: %s', (text) => {
    kept['meniscus-results'] = text;
    expect(store().offers(diffusionMap, later, true)).toEqual([]);
  });
});

describe('in the form', () => {
  const taken = () => {
    const results = store();
    results.keep(measured(52e-9), run);
    const [offer] = results.offers(diffusionMap, later, true);
    if (!offer) throw new Error('Nothing is offered.');
    const form = new RecipeForm();
    form.take(offer);
    return { form, offer };
  };

  it('take the places of published values, with their source', () => {
    const { form, offer } = taken();
    expect(form.hasTaken(offer)).toBe(true);
    expect(form.texts).toMatchObject({ contactRadius: '52', contactRadiusError: '3' });
    expect(form.recipe).toMatchObject({ contactRadiusSource: `The pipette, ${run.at}, run r1` });
    expect(Number(form.recipe['pipetteRadius'])).toBeCloseTo(52e-9, 12);
    expect(form.sourceOf('contactRadius')).toContain('run r1');
    expect(form.edited).toBe(true);
    expect(form.problems).toEqual([]);
    form.refuse(offer);
    expect(form.recipe).toEqual(firstPreset().preset.recipe);
  });

  it.each(['contactRadius', 'contactRadiusError'])('have no source once a person types over %s', (key) => {
    const { form } = taken();
    form.texts[key] = '4';
    expect(form.sourceOf('contactRadius')).toBeNull();
    expect(form.recipe).toHaveProperty('pipetteRadiusSource');
  });

  it('go with a point that is measured next, and leave with another setting', () => {
    const { form, offer } = taken();
    const { recipe, choice } = form;
    form.measureAt([{ x: 1e-6, y: 1e-6 }], { recipe, experiment: choice.experiment });
    expect(form.hasTaken(offer)).toBe(true);
    const other = PRESETS[1];
    if (other) form.load(other);
    expect(form.hasTaken(offer)).toBe(false);
  });
});
