/** For tests: what the conformance test finds of a bridge. */
import type { Duplex } from '../transport/duplex';
import type { Check } from './check';
import { CHECKS, testBridge, type Finding } from './conformance';

export async function examine(
  duplex: Duplex,
  options: Partial<Parameters<typeof testBridge>[1]> = {},
): Promise<readonly Finding[]> {
  const report = await testBridge(duplex, { motion: true, reopen: null, ...options }, () => undefined);
  if (!report.ok) throw new Error(report.error.happened);
  return report.value;
}

export const named = (outcome: Finding['outcome'], findings: readonly Finding[]): string[] =>
  findings.filter((f) => f.outcome === outcome).map((f) => f.check);

export function checkOf(name: string): Check {
  const check = CHECKS.find((c) => c.name === name);
  if (!check) throw new Error(`no check ${name}`);
  return check;
}
