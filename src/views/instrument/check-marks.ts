import type { Check } from '../../workers/protocol';

export const MARKS: Readonly<Record<Check['state'], string>> = {
  waiting: '·',
  passed: '✓',
  warning: '!',
  failed: '✗',
};

/** The first check that did not pass. */
export const firstTrouble = (checks: readonly Check[]): Check | undefined =>
  checks.find(({ state }) => state === 'failed') ?? checks.find(({ state }) => state === 'warning');

/** `9 of 10 passed`, and what is to be looked at. */
export function summary(checks: readonly Check[]): string {
  const passed = checks.filter(({ state }) => state === 'passed').length;
  const trouble = firstTrouble(checks);
  return `${String(passed)} of ${String(checks.length)} passed${trouble ? `, look at ${trouble.name}` : ''}`;
}
