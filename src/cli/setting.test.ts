import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXPERIMENTS } from '../experiments/catalogue';
import { recipeText } from '../experiments/recipe/recipe-file';
import { meniscus } from './test-terminal';

const folder = mkdtempSync(join(tmpdir(), 'meniscus-cli-'));
const inFolder = (name: string): string => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('settings', () => {
  it('are listed, a line each', async () => {
    const { code, out } = await meniscus('run', '--list');
    expect(code).toBe(0);
    expect(out).toMatch(/^diffusion-map +lto-film +LTO film, diffusion map +Takahashi et al\./m);
    const presets = EXPERIMENTS.flatMap((e) => e.presets);
    expect(out.trim().split('\n')).toHaveLength(presets.length);
  }, 30_000);

  it('have names that are theirs alone', () => {
    const names = EXPERIMENTS.flatMap((e) => [e.id, ...e.presets.map((p) => p.id)]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are found by name, in a recipe file, and changed', async () => {
    const file = inFolder('small.recipe.json');
    writeFileSync(file, recipeText('diffusion-map', { columns: 4, rows: 3, rates: [10, 5] }));
    const [byName, byFile, changed] = await Promise.all([
      meniscus('plan', 'lto-film', '--json'),
      meniscus('plan', '--recipe', file, '--json'),
      meniscus('plan', '--recipe', file, '--set', 'rows=6', '--json'),
    ]);
    const secondsOf = ({ out }: { out: string }): number =>
      (JSON.parse(out) as { prediction: { seconds: number } }).prediction.seconds;
    expect(secondsOf(byFile)).toBeLessThan(secondsOf(byName) / 100);
    expect(secondsOf(changed) / secondsOf(byFile)).toBeCloseTo(2, 1);
    writeFileSync(file, '{"experiment": "diffusion-map", "recipe": {"columns": "many"}}');
    expect(await meniscus('plan', '--recipe', file)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('“columns” is a text; a number is needed') as string,
    });
    expect(await meniscus('plan', '--recipe', inFolder('none.json'))).toMatchObject({ code: 1, out: '' });
  }, 60_000);
});
