import { describe, expect, it } from 'vitest';
import { meniscus } from './test-terminal';

describe('plan', () => {
  it('foretells time, size and the uncertainty of D, for values that are changed by their keys', async () => {
    const [text, json] = await Promise.all([
      meniscus('plan', 'diffusion-map', '--set', 'columns=8', '--set', 'rows=8', '--set', 'rates=10,5'),
      meniscus('plan', 'diffusion-map', '--set', 'columns=8', '--set', 'rows=8', '--json'),
    ]);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(/^u\(D\) [\d.]+\s% noise, \d+\s% calibration$/m);
    expect(text.out).toMatch(/^Textbook line +told apart/m);
    const { prediction, expectation } = JSON.parse(json.out) as {
      prediction: { seconds: number };
      expectation: { warnings: string[] };
    };
    expect(prediction.seconds).toBeGreaterThan(300);
    expect(expectation.warnings).toEqual([]);
  }, 30_000);

  it('refuses what it does not know, with the reason', async () => {
    const [key, range, form] = await Promise.all([
      meniscus('plan', 'diffusion-map', '--set', 'rate=10'),
      meniscus('plan', 'diffusion-map', '--set', 'columns=0'),
      meniscus('plan', 'diffusion-map', '--set', 'columns'),
    ]);
    expect(key).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('no value “rate”') as string,
    });
    expect(range).toMatchObject({ code: 1, err: expect.stringContaining('between 1 and 1024') as string });
    expect(form).toMatchObject({ code: 2, err: expect.stringContaining('key=value') as string });
  }, 30_000);
});
