import { encodeRecord } from '../../records/codec';
import { recordOf } from '../bridge/scripted-bridge';
import { blockOf, NO_ERROR, TestPeer } from '../bridge/test-peer';
import { SIMULATED_INSTRUMENT } from '../twin/capabilities';
import type { BridgeRecord } from '../../records/record';
import { describe, expect, test } from 'vitest';
import { FLAG, TRACK_HOP } from '../../records/record';
import { TRACK_CHECKS } from './checks-track';
import type { Finding } from './conformance';
import { heardAs, records, swallow, tampered, type Tampering } from './test-tamper';
import { bridge, connect, withTrack } from '../twin/test-bridges';
import { checkOf, examine, named } from './test-examination';

interface Track {
  readonly starts: boolean;
  readonly stops: boolean;
  readonly hop: number;
  readonly step: number;
}

/** As much of a bridge with a track as its check asks for. */
function trackBridge({ starts = true, stops = true, hop = TRACK_HOP, step = 1 }: Partial<Track>): TestPeer {
  const made: BridgeRecord[] = [];
  let first = 0;
  let running: ReturnType<typeof setInterval> | undefined;
  const capabilities = { ...SIMULATED_INSTRUMENT, track: true };
  return new TestPeer((line) => {
    const [header = '', argument = ''] = line.split(/[ ,]/);
    if (header === 'TRAC:STAR' && starts)
      running = setInterval(() => made.push({ ...recordOf(made.length), hop, step }), 20);
    if (header === 'TRAC:STOP' && stops) clearInterval(running);
    if (/^DATA:REL/.test(header)) first = Number(argument);
    if (header === 'SYSTem:CAPabilities?') return blockOf(Buffer.from(JSON.stringify(capabilities)));
    if (header === 'SYSTem:ERRor?') return NO_ERROR;
    if (header === 'STATe?') return `IDLE,-1,-1,0,${String(first)},${String(made.length)},2e-05,\n`;
    return header === 'DATA?'
      ? blockOf(Buffer.concat(made.slice(Number(argument)).map(encodeRecord)))
      : undefined;
  });
}

describe('a broken track is found out', () => {
  test('a track of which nothing is known', async () => {
    const findings = await examine(connect(bridge({ track: true })), { checks: TRACK_CHECKS });
    expect(named('failed', findings)).toEqual([
      'the program of the track',
      'TRACk:STARt and TRACk:STOP',
      'samples of the track',
      'SYNC between track and hops',
      'ABORt ends the track',
    ]);
  }, 60_000);

  test.concurrent.each<readonly [string, Partial<Track>, Finding['outcome']]>([
    ['not at all', {}, 'passed'],
    ['never starts', { starts: false }, 'failed'],
    ['never stops', { stops: false }, 'failed'],
    ['records of hop 1', { hop: 1 }, 'failed'],
    ['another step', { step: 0 }, 'failed'],
  ])(
    'TRACk:STARt and TRACk:STOP, wrong: %s',
    async (_wrong, track, outcome) => {
      const [finding] = await examine(trackBridge(track).duplex, {
        motion: false,
        checks: [checkOf('TRACk:STARt and TRACk:STOP')],
      });
      expect(finding?.outcome).toBe(outcome);
    },
    30_000,
  );

  test.concurrent.each<readonly [string, Tampering, string]>([
    ['drops marks of hops', swallow(/^PROG\S* SYNC,1$/), 'SYNC between track and hops'],
    ['drops marks of the track', swallow(/^TRAC\S* SYNC,2$/), 'SYNC between track and hops'],
    [
      'leaves out the channels of the sample',
      heardAs(/^PROG:CHAN 24$/, 'PROG:CHAN 0'),
      'samples of the track',
    ],
    [
      'stamps records late',
      records((r) => (r.hop === TRACK_HOP && r.firstSample > 0 ? { ...r, start: r.start + 0.02 } : r)),
      'samples of the track',
    ],
    [
      'closes the track like a hop',
      records((r) => (r.hop === TRACK_HOP ? { ...r, flags: r.flags | FLAG.lastOfHop } : r)),
      'samples of the track',
    ],
    ['does not stop', heardAs(/^ABORt$/, '*CLS'), 'ABORt ends the track'],
    ['says nothing of the abort', heardAs(/^ABORt$/, 'TRAC:STOP'), 'ABORt ends the track'],
  ])(
    'a track that %s',
    async (_wrong, tampering, name) => {
      const [finding] = await examine(tampered(connect(withTrack()), tampering), { checks: [checkOf(name)] });
      expect(finding?.outcome).toBe('failed');
    },
    30_000,
  );
});
