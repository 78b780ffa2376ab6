import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openFile } from './open-file';
import { meniscus } from './test-terminal';

const folder = mkdtempSync(join(tmpdir(), 'meniscus-cli-'));
const SMALL_RUN = ['run', 'diffusion-map', '--grid', '3x2', '--seed', '3', '--set', 'rates=10,5'];
const inFolder = (name: string): string => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('results of an earlier run', () => {
  it('are taken from its bundle with their errors, cited, and make the uncertainty of D', async () => {
    const quick = ['--set', 'driftTime=0.1', '--set', 'wettingError=0.01'];
    const [bath, later] = [inFolder('bath.h5'), inFolder('later.h5')];
    expect(await meniscus('run', 'pipette', ...quick, '--out', bath)).toMatchObject({ code: 0 });
    const run = await meniscus(...SMALL_RUN, '--pipette', bath, '--out', later);
    expect(run).toMatchObject({ code: 0 });
    expect(run.err).toMatch(/bath\.h5: Radius of the opening 5\d\.\d\(\S+\)\snm, Radius of the contact/);
    const [from, bundle] = [await openFile(bath), await openFile(later)];
    if (!from.ok || !bundle.ok) throw new Error('One of the bundles cannot be opened.');
    const { recipe } = bundle.value.source.header;
    expect(recipe['contactRadiusSource']).toBe(
      `The pipette, ${from.value.source.endedAt ?? ''}, run ${from.value.source.header.id}`,
    );
    expect(recipe['contactRadiusSource']).toBe(recipe['pipetteRadiusSource']);
    expect(Math.abs(Number(recipe['contactRadius']) - 55e-9)).toBeLessThan(1e-9);
    expect(recipe['strayCapacitanceSource']).toBe(recipe['contactRadiusSource']);
    expect(recipe['airCurrentSource']).toBe(recipe['contactRadiusSource']);
    // 10 fF through the air, and an offset within 50 fA.
    const [stray, strayError] = [Number(recipe['strayCapacitance']), Number(recipe['strayCapacitanceError'])];
    expect(strayError).toBeLessThan(1e-15);
    expect(Math.abs(stray - 10e-15)).toBeLessThan(4 * strayError);
    expect(Math.abs(Number(recipe['airCurrent']))).toBeLessThan(50e-15);
    const relative = Number(recipe['contactRadiusError']) / Number(recipe['contactRadius']);
    expect(relative).toBeCloseTo(0.094, 2);
    const d = bundle.value.maps?.find(({ spec }) => spec.name === 'diffusion_coefficient');
    const k = d?.data.findIndex(Number.isFinite) ?? -1;
    // D goes with the inverse fourth power of the radius.
    expect((d?.calibration?.[k] ?? NaN) / (d?.data[k] ?? NaN)).toBeCloseTo(4 * relative, 1);
    // What is left of the capacitance is that of the contact.
    const left = bundle.value.maps?.find(({ spec }) => spec.name === 'capacitance');
    expect(left?.calibration?.[k]).toBeCloseTo(strayError, 20);
    expect(Math.abs(left?.data[k] ?? NaN)).toBeLessThan(5e-15);
    from.value.close();
    bundle.value.close();
  }, 90_000);

  it('are refused where the file is of another experiment, or none', async () => {
    const own = inFolder('own.h5');
    expect(await meniscus(...SMALL_RUN, '--out', own)).toMatchObject({ code: 0 });
    const other = await meniscus('plan', 'lto-film', '--pipette', own);
    expect(other).toMatchObject({ code: 1, out: '' });
    expect(other.err).toContain('is a run of “Diffusion map”, not of “The pipette”');
    const none = await meniscus('plan', 'lto-film', '--pipette', inFolder('none.h5'));
    expect(none).toMatchObject({ code: 1, out: '' });
  }, 60_000);
});
