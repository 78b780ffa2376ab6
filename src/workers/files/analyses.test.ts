import { describe, expect, it } from 'vitest';
import type { JournalSource } from '../../bundles/journal-reader';
import { sampleRun } from '../../bundles/sample-run';
import { assembleHop } from '../../records/hop';
import { planesOf, type Reduction } from '../../experiments/experiment';
import { diffusionMap } from '../../experiments/diffusion-map';
import type { Analysis } from '../../experiments/recipe/analysis';
import { ok } from '../../result';
import { analyseRun, analysesOf } from './analyses';
import type { Measured } from '../fits/fit';

const run = sampleRun();
const source = {
  header: run.header,
  hops: run.hops,
  traces: (hop: number) => assembleHop(run.recordsOf(hop)),
  analyses: [
    { name: 'disc', settings: { model: 'disc' } },
    { name: 'wide', settings: { contactRadius: 1e-6 } },
  ],
} as unknown as JournalSource;
const planes = planesOf(diffusionMap.maps(run.header.recipe)).length;

/** An analyst that puts the contact radius into every map, and notes what it was asked with. */
function analyst(asked: Measured[] = [], before: () => void = () => undefined) {
  return {
    reduce: (measured: Measured): Promise<Reduction> => {
      before();
      asked.push(measured);
      const all = new Float64Array(planes).fill(Number(measured.recipe['contactRadius']));
      return Promise.resolve({ values: all, noise: all, calibration: all, reason: '' });
    },
  };
}

describe('analysing a run again', () => {
  it('computes every map by the settings, and says which they were', async () => {
    const asked: Measured[] = [];
    const wide = { name: 'wide', settings: { contactRadius: 1e-6, model: 'line' } };
    const made = await analyseRun(source, wide, analyst(asked));
    if (!made.ok) throw new Error(made.error.happened);
    const { kept, pixels } = made.value;
    expect(pixels).toHaveLength(6);
    expect(kept).toMatchObject({
      ...wide,
      software: { name: 'Meniscus' },
      parameters: { contact_radius: 1e-6, model: 'line', concentration: 22740.4 },
    });
    expect(kept.maps.map((m) => m.spec)).toEqual(diffusionMap.maps(run.header.recipe));
    expect(kept.maps.every((m) => m.data.every((v) => v === 1e-6))).toBe(true);
    expect(asked[0]).toEqual({
      experiment: 'diffusion-map',
      recipe: { ...run.header.recipe, ...wide.settings },
      program: run.header.program,
      labels: run.header.labels,
    });
  });

  it('ends early when it is cancelled, and nothing comes of it', async () => {
    const cancelled = new AbortController();
    const asked: Measured[] = [];
    const made = await analyseRun(
      source,
      { name: 'x', settings: {} },
      analyst(asked, () => {
        cancelled.abort();
      }),
      { signal: cancelled.signal },
    );
    expect(made).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(asked).toHaveLength(1);
  });

  it('is refused where the experiment is unknown', async () => {
    const other = { ...source, header: { ...run.header, experiment: 'tip-dance' } };
    expect(await analyseRun(other, { name: 'x', settings: {} }, analyst())).toMatchObject({
      error: { code: 'value-invalid' },
    });
  });
});

describe('all analyses of a journal', () => {
  it('are the standard one, those that it names and those that are kept, each computed once', async () => {
    const computed: string[] = [];
    const kept = [{ name: 'wide' }, { name: 'unnoted' }];
    const all = await analysesOf<{ readonly name: string }>(
      source,
      kept,
      (analysis: Analysis, place, count) => {
        computed.push(`${analysis.name} ${String(place)} of ${String(count)}`);
        return Promise.resolve(ok({ name: analysis.name }));
      },
    );
    expect(computed).toEqual(['standard 0 of 2', 'disc 1 of 2']);
    expect(all.ok && all.value.map((a) => a.name)).toEqual(['standard', 'disc', 'wide', 'unnoted']);
  });
});
