import { describe, expect, it, vi } from 'vitest';
import type { PixelDetail } from '../../experiments/shown';
import type { HopTraces } from '../../records/hop';
import { ok } from '../../result';
import { inspectVisit } from './inspect';

const DETAIL: PixelDetail = { headline: 'seen', reason: '', good: true, numbers: [], plots: [] };
const visits = [
  { hop: 4, program: 0, status: 'ok' },
  { hop: 6, program: 1, status: 'ok' },
] as const;
const seen = vi.fn((traces: HopTraces) => Promise.resolve(ok({ ...DETAIL, headline: String(traces.hop) })));
const tracesOf = (hop: number): HopTraces => ({ hop, flags: 0, steps: new Map() });

describe('a visit that is looked at', () => {
  it.each([
    ['the latest one', undefined, '6', 2],
    ['that of a program', 0, '4', 1],
  ] as const)('is %s', async (_, program, headline, visit) => {
    const answer = await inspectVisit({ visits, traces: tracesOf, detail: seen }, program);
    expect(answer).toMatchObject({ ok: true, value: { detail: { headline }, visit, visits: 2 } });
  });

  it('is none where the pixel was not visited, or not for the map that is shown, or without records', async () => {
    const wordsOf = async (answer: ReturnType<typeof inspectVisit>): Promise<string> => {
      const made = await answer;
      return made.ok ? '' : made.error.happened;
    };
    const source = { visits, traces: tracesOf, detail: seen };
    expect(await wordsOf(inspectVisit({ ...source, visits: [] }, undefined))).toBe(
      'Nothing was measured at this pixel yet.',
    );
    expect(await wordsOf(inspectVisit(source, 2))).toContain('for the map that is shown');
    expect(await wordsOf(inspectVisit({ ...source, traces: () => null }, 0))).toContain('Nothing');
  });
});
