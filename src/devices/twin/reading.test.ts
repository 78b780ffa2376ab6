import { describe, expect, it } from 'vitest';
import { FLAG } from '../../records/record';
import { connected } from './test-host';

const LANDING = ['MOVE', 'BIAS,1.3', 'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015'];
const RETRACT = 'RETRACT,0.000001,0.0001';
const program = (...lines: string[]): string[] => lines.map((line) => `PROG:STEP ${line}`);

describe('records', () => {
  const WAVES = [
    ...LANDING,
    'HOLD,POTENTIAL,1.9,0.05,0.001',
    'CYCLE,1.9,1.2,1.9,1.9,5,1,0.0002',
    RETRACT,
    'END',
  ];
  const hops = Array.from({ length: 4 }, (_, k) => `${String(k)},${String(k)}e-6,0`);

  const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

  it('are the same bytes whatever the clock, the polling and the cuts of the stream', async () => {
    const bytesOf = async (clock: number, size: number, polls: number): Promise<Uint8Array> => {
      const { host } = connected({ clock });
      const lines = ['', 'PROG:CLE', ...program(...WAVES), ...hops.map((hop) => `QUE:HOP ${hop}`), 'RUN'];
      const bytes = new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(''));
      for (let at = 0; at < bytes.length; at += size) await host.duplex.write(bytes.subarray(at, at + size));
      for (let k = 0; k < polls; k++) {
        await host.state();
        await host.block('DATA? 0,1');
      }
      await host.until('IDLE');
      return host.block('DATA? 0,10000000');
    };
    const once = await bytesOf(Infinity, 10000, 0);
    expect(once.length).toBeGreaterThan(50e3);
    expect(same(await bytesOf(Infinity, 1, 40), once)).toBe(true);
    expect(same(await bytesOf(30, 7, 5), once)).toBe(true);
  });

  it('do not depend on when hops are queued', async () => {
    const together = connected();
    const all = await together.host.measure(WAVES, hops);
    const { host } = connected();
    await host.send(...program(...WAVES));
    for (const hop of hops) {
      await host.send(`QUE:HOP ${hop}`, 'RUN');
      await host.until('IDLE');
    }
    expect(await host.records()).toEqual(all);
  });

  it('are read from a number on, at least one, and released', async () => {
    const { host } = connected();
    const all = await host.measure(WAVES, hops);
    expect(await host.records(3)).toEqual(all.slice(3));
    const one = await host.block('DATA? 2,1');
    expect(one.length).toBeGreaterThan(48);
    expect(await host.block(`DATA? ${String(all.length)}`)).toHaveLength(0);
    await host.send('DATA:REL 4');
    expect((await host.state()).slice(4, 6)).toEqual(['4', String(all.length)]);
    expect(await host.refusal('DATA? 3')).toMatch(/^-222/);
    expect(await host.records(4)).toEqual(all.slice(4));
  });

  it('commands are acted on while a block is on its way', async () => {
    const { host } = connected();
    await host.measure(['HOLD,POTENTIAL,1,20,0.00001', 'END']);
    // More than the transport holds: the block cannot have been sent when the move is done.
    await host.send('DATA? 0,20000000', 'MOVE X,5e-6', 'POS?');
    const block = await host.answer();
    const position = await host.answer();
    expect(block.kind === 'block' && block.bytes.length).toBeGreaterThan(15e6);
    expect(position).toEqual({
      kind: 'line',
      text: expect.stringMatching(/^(0|0\.000005),0,0\.00002,0$/) as string,
    });
  });

  it('pause the hops when memory is full, which go on by themselves at half', async () => {
    const { host } = connected({ recordMemory: 300e3 });
    const many = Array.from({ length: 30 }, (_, k) => `QUE:HOP ${String(k)},0,0`);
    await host.send(...program(...WAVES), ...many, 'RUN');
    const full = await host.until('PAUSED');
    expect(full[7]).toBe('record memory full');
    expect(Number(full[3])).toBeGreaterThan(10);
    let kept = await host.records();
    const first = kept.length;
    // A small release is not half: it stays.
    await host.send('DATA:REL 1');
    expect((await host.state())[0]).toBe('PAUSED');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      const state = await host.state();
      const more = await host.records(kept.length);
      kept = [...kept, ...more];
      await host.send(`DATA:REL ${String(kept.length)}`);
      if (state[0] === 'IDLE' && more.length === 0) break;
    }
    expect(kept.length).toBeGreaterThan(2 * first);
    expect(kept.filter((r) => r.flags & FLAG.lastOfHop).map((r) => r.hop)).toEqual(many.map((_, k) => k));
    expect(kept.some((r) => r.flags & FLAG.gap)).toBe(false);
  });

  it('lost inside a hop are told by a gap, and the hop still ends', async () => {
    const { host } = connected({ recordMemory: 20e3 });
    const records = await host.measure(['HOLD,POTENTIAL,1,10,0.001', 'END']);
    expect(records.at(-1)?.flags).toBe(FLAG.gap | FLAG.lastOfHop);
    expect(records.map((r) => r.number)).toEqual(records.map((_, k) => k));
    // Once there is room again, nothing is missing any more.
    await host.send(`DATA:REL ${String(records.length)}`, 'QUE:HOP 2,0,0', 'PROG:CHAN 0', 'RUN');
    await host.until('IDLE');
    const [next] = await host.records(records.length);
    expect(next).toMatchObject({ hop: 2, firstSample: 0, flags: FLAG.firstOfStep });
  });
});
