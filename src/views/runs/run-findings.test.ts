import { describe, expect, it, vi } from 'vitest';
import type { Findings } from '../../experiments/experiment';
import { NO_FINDINGS } from '../../experiments/results/findings';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { RunFindings } from './run-findings.svelte';
import { firstPreset } from '../form/recipe-form.svelte';
import { TestCanvas } from '../graphs/test-canvas';
import { RunView } from './run-view.svelte';

vi.useFakeTimers();
vi.stubGlobal('requestAnimationFrame', () => 0);
vi.stubGlobal('OffscreenCanvas', TestCanvas);

function viewOf(): RunView {
  const { experiment, preset } = firstPreset();
  const recipe = { ...preset.recipe, columns: 2, rows: 1 };
  return new RunView({ journal: null, title: null, experiment, recipe, path: null, track: null });
}
const said = (headline: string): Result<Findings, Fault> => ok({ ...NO_FINDINGS, headline });

describe('what a run says as a whole', () => {
  it('is asked of the planes with their errors, and shown', async () => {
    const ask = vi.fn<(...given: unknown[]) => Promise<Result<Findings, Fault>>>(() =>
      Promise.resolve(said('all')),
    );
    const findings = new RunFindings({ findings: ask });
    const view = viewOf();
    findings.consider(view);
    await vi.advanceTimersByTimeAsync(1);
    expect(findings.shown).toEqual(said('all'));
    const [id, , path, planes] = ask.mock.calls[0] ?? [];
    expect([id, path]).toEqual(['diffusion-map', view.path]);
    const measured = view.data.planes.filter((p) => !p.ofErrors);
    expect(view.data.planes.length).toBeGreaterThan(measured.length);
    // With the errors of the maps that have some, as in a terminal.
    expect(planes).toEqual(
      measured.map(({ map, values, noise, calibration }) =>
        map.errors ? { values, noise, calibration } : { values, noise: [], calibration: [] },
      ),
    );
  });

  it('is asked once for many changes, and again when the answer has come', async () => {
    const ask = vi.fn<(...given: unknown[]) => Promise<Result<Findings, Fault>>>(() =>
      Promise.resolve(said('x')),
    );
    const findings = new RunFindings({ findings: ask });
    const view = viewOf();
    for (let k = 0; k < 10; k++) findings.consider(view);
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(1);
    findings.consider(view);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('of another run is not shown', async () => {
    let answer: (of: Result<Findings, Fault>) => void = () => undefined;
    const findings = new RunFindings({ findings: () => new Promise((done) => (answer = done)) });
    findings.consider(viewOf());
    await vi.advanceTimersByTimeAsync(1);
    findings.consider(null);
    answer(said('late'));
    await vi.advanceTimersByTimeAsync(1);
    expect(findings.shown).toBeNull();
  });

  it('is a fault where the worker has one or breaks', async () => {
    const refused = err(fault('value-invalid', 'No.'));
    const findings = new RunFindings({ findings: () => Promise.resolve(refused) });
    findings.consider(viewOf());
    await vi.advanceTimersByTimeAsync(1);
    expect(findings.shown).toEqual(refused);
    const broken = new RunFindings({ findings: () => Promise.reject(new Error('gone')) });
    broken.consider(viewOf());
    await vi.advanceTimersByTimeAsync(1);
    expect(broken.shown).toMatchObject({ error: { code: 'worker-died' } });
  });
});
