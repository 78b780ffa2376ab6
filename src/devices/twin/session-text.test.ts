import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crc32c } from '../../records/crc32c';
import { decodeRecords } from '../../records/codec';
import { connected } from './test-host';

const PAGE = join(import.meta.dirname, '../../../docs/bridge-protocol.md');

const LINES = [
  '*IDN?',
  'SYST:VERS?',
  'SYSTem:WATChdog 5',
  'PROG:STEP MOVE',
  'PROG:STEP APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015',
  'PROG:STEP CYCLE,0,0.1,-0.1,0,1,1,0.001',
  'PROG:STEP RETRACT,0.000001,0.0001',
  'PROG:STEP FLY',
  'SYST:ERR?',
  'PROG:STEP END',
  'PROG:HASH?',
  'QUE:HOP 1,1e-6,2e-6,12e-6',
  'RUN',
  'STATe?',
  'DATA? 1,1',
  'DATA? 99',
  'SYST:ERR?',
  'DATA:REL 3',
  'DATA? 3,1',
  'ABORt',
  'STATe?',
  'SYST:ERR?',
];

async function session(): Promise<string> {
  const { host } = connected({});
  const told: string[] = [];
  for (const line of LINES) {
    told.push(`> ${line}`);
    await host.send(line);
    if (line === 'RUN' || line === 'ABORt') await host.until('IDLE');
    if (!line.endsWith('?') && !line.includes('? ')) continue;
    if (line === 'DATA? 99') continue;
    const answer = await host.answer();
    if (answer.kind === 'line') told.push(`< ${answer.text}`);
    else if (answer.kind === 'block') told.push(...blockText(answer.bytes));
  }
  return `${told.join('\n')}\n`;
}

function blockText(bytes: Uint8Array): string[] {
  const digits = String(bytes.length);
  const records = decodeRecords(bytes);
  const about = records.ok
    ? records.value.map(
        (r) => ` record ${String(r.number)}: step ${String(r.step)}, ${String(r.sampleCount)} samples`,
      )
    : [];
  return [`< #${String(digits.length)}${digits}${bytes.length > 0 ? '…' : ''}${about.join(',')}`];
}

it('the session in the protocol’s page is what the simulated bridge says', async () => {
  const [, text] = /<!-- session -->\n\n```text\n([^]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
  expect(text).toBe(await session());
});

it('the checksum in the protocol’s page is right', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(readFileSync(PAGE, 'utf8')).toContain('`0xE3069283`');
});
