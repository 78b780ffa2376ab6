import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../result';
import type { Duplex } from '../transport/duplex';
import { Link } from './link';
import { blockOf, IDLE_STATE, latin1, NO_ERROR, table, TestPeer, type Reply } from './test-peer';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets the fake time run until the promise is settled. */
async function ended<T>(promise: Promise<T>): Promise<T> {
  let open = true;
  void promise.finally(() => (open = false));
  for (let i = 0; open && i < 2000; i++) await vi.advanceTimersByTimeAsync(10);
  return promise;
}

const start = (reply?: (line: string) => Reply): { peer: TestPeer; link: Link } => {
  const peer = new TestPeer(reply);
  return { peer, link: Link.open(peer.duplex) };
};

const TIME = /^[0-9a-f]+,\d/;
const states = { 'STATe?': IDLE_STATE };

describe('exchanges', () => {
  it('begin with an empty line', async () => {
    const { peer, link } = start(table({ 'SYST:TIME?': 'ab,12.5\n' }));
    expect(await link.query('SYST:TIME?', TIME)).toEqual(ok('ab,12.5'));
    expect(peer.lines).toEqual(['', 'SYST:TIME?']);
  });

  it('ask for the faults of commands', async () => {
    const { peer, link } = start(table({}));
    expect(await link.command('PROG:CLE', 'PROG:STEP MOVE')).toEqual(ok(undefined));
    expect(peer.lines).toEqual(['', 'PROG:CLE', 'PROG:STEP MOVE', 'SYST:ERR?']);
  });

  it('empty the error queue and tell all of it', async () => {
    const errors = ['-222,"Data out of range;x"\n', '-113,"Undefined header"\n'];
    const { peer, link } = start((line) => (line === 'SYST:ERR?' ? (errors.shift() ?? NO_ERROR) : undefined));
    const refused = await link.command('QUE:HOP 1,9,9');
    expect(refused).toMatchObject({ ok: false, error: { code: 'command-refused' } });
    expect(!refused.ok && refused.error.happened).toBe(
      'The bridge refused QUE:HOP 1,9,9: Data out of range;x (-222); Undefined header (-113).',
    );
    expect(peer.lines.filter((line) => line === 'SYST:ERR?')).toHaveLength(3);
    expect(await link.command('RUN')).toEqual(ok(undefined));
  });

  it('take a block, or its refusal', async () => {
    const content = latin1('a\n#1\n');
    let there = true;
    const { link } = start((line) => {
      if (line === 'DATA? 0') return there ? blockOf(content) : undefined;
      if (line !== 'SYST:ERR?' || there) return table({})(line);
      there = true;
      return '-222,"Data out of range"\n';
    });
    expect(await link.block('DATA? 0')).toEqual(ok(content));
    there = false;
    expect(await link.block('DATA? 0')).toMatchObject({ ok: false, error: { code: 'command-refused' } });
    expect(await link.block('DATA? 0')).toEqual(ok(content));
  });

  it('hand a fault that came with a block to the next command', async () => {
    const errors = ['-350,"Queue overflow"\n'];
    const { link } = start((line) => {
      if (line === 'DATA? 0') return '#10\n';
      return line === 'SYST:ERR?' ? (errors.shift() ?? NO_ERROR) : undefined;
    });
    expect(await link.block('DATA? 0')).toEqual(ok(new Uint8Array(0)));
    expect(await link.command('RUN')).toMatchObject({ ok: false, error: { code: 'command-refused' } });
    expect(await link.command('RUN')).toEqual(ok(undefined));
  });

  it('work in chunks of one byte', async () => {
    const content = Uint8Array.from({ length: 300 }, (_, i) => i);
    const { peer, link } = start(table({ 'DATA? 0': blockOf(content), 'SYST:TIME?': 'ab,1\r\n' }));
    peer.chunk = 1;
    expect(await link.block('DATA? 0')).toEqual(ok(content));
    expect(await link.query('SYST:TIME?', TIME)).toEqual(ok('ab,1'));
    expect(link.bytesIn).toBe(306 + 13 + 6);
    expect(link.bytesOut).toBe('\nDATA? 0\nSYST:ERR?\nSYST:TIME?\n'.length);
  });

  it('come one after the other', async () => {
    const { peer, link } = start(table({ 'SYST:TIME?': 'ab,1\n', 'DATA? 0': '#11x\n' }));
    await Promise.all([link.block('DATA? 0'), link.query('SYST:TIME?', TIME), link.command('RUN')]);
    expect(peer.lines).toEqual(['', 'DATA? 0', 'SYST:ERR?', 'SYST:TIME?', 'RUN', 'SYST:ERR?']);
  });
});

describe('silence and nonsense', () => {
  it('tells that nothing was heard', async () => {
    const { link } = start();
    const silent = await ended(link.query('SYST:TIME?', TIME));
    expect(silent).toMatchObject({ ok: false, error: { code: 'link-silent' } });
    expect(!silent.ok && silent.error.happened).toBe(
      'memory did not answer SYST:TIME? within 2 s; heard: nothing.',
    );
  });

  it('waits for a late answer, and for a block that goes on', async () => {
    const { peer, link } = start();
    const late = link.query('SYST:TIME?', TIME);
    await vi.advanceTimersByTimeAsync(1900);
    peer.send('ab,1\n');
    expect(await ended(late)).toEqual(ok('ab,1'));

    const slow = link.block('DATA? 0');
    const wire = blockOf(new Uint8Array(8));
    for (const byte of wire) {
      await vi.advanceTimersByTimeAsync(1500);
      peer.send(Uint8Array.of(byte));
    }
    peer.send(NO_ERROR);
    expect(await ended(slow)).toEqual(ok(new Uint8Array(8)));
  });

  it('does not take an answer that comes too late for that to the next question', async () => {
    const { peer, link } = start(table({ ...states, 'SYST:VERS?': '1.0\n' }));
    const silent = link.query('SYST:TIME?', TIME);
    await vi.advanceTimersByTimeAsync(2100);
    const next = link.query('SYST:VERS?', /^/);
    await vi.advanceTimersByTimeAsync(50);
    peer.send('ab,1\n');
    expect((await silent).ok).toBe(false);
    expect(await ended(next)).toEqual(ok('1.0'));
    expect(peer.lines).toEqual(['', 'SYST:TIME?', '', 'STATe?', 'SYST:VERS?']);
  });

  it('nor one that comes while the line counts as clear', async () => {
    const { peer, link } = start(table({ 'SYST:VERS?': '1.0\n' }));
    const silent = link.query('SYST:TIME?', TIME);
    await vi.advanceTimersByTimeAsync(2100);
    const next = link.query('SYST:VERS?', /^/);
    await vi.advanceTimersByTimeAsync(500);
    peer.send('ab,1\n#12xy\n');
    peer.send(IDLE_STATE);
    expect((await silent).ok).toBe(false);
    expect(await ended(next)).toEqual(ok('1.0'));
  });

  it('names an answer of another form at once, and clears the line', async () => {
    const { peer, link } = start(table({ ...states, 'SYST:TIME?': 'a\u0007b\n' }));
    const garbled = await link.query('SYST:TIME?', TIME);
    expect(garbled).toMatchObject({ ok: false, error: { code: 'link-garbled' } });
    expect(!garbled.ok && garbled.error.happened).toContain('“a\\x07b\\n”');
    expect(await ended(link.command('RUN'))).toEqual(ok(undefined));
    expect(peer.lines.slice(2)).toEqual(['', 'STATe?', 'RUN', 'SYST:ERR?']);
  });

  it('recovers from a block that was cut off', async () => {
    const whole = blockOf(new Uint8Array(100));
    let cut = true;
    const { link } = start((line) => {
      if (line !== 'DATA? 0') return table(states)(line);
      const reply = cut ? whole.subarray(0, 50) : whole;
      cut = false;
      return reply;
    });
    expect(await ended(link.block('DATA? 0'))).toMatchObject({ ok: false, error: { code: 'link-silent' } });
    expect(await ended(link.block('DATA? 0'))).toEqual(ok(new Uint8Array(100)));
  });

  it('recovers from a block that was dropped whole', async () => {
    let dropped = false;
    const { link } = start((line) => {
      if (line !== 'DATA? 0') return table(states)(line);
      if (dropped) return '#10\n';
      dropped = true;
      return undefined;
    });
    expect(await ended(link.block('DATA? 0'))).toMatchObject({ ok: false, error: { code: 'link-garbled' } });
    expect(await ended(link.block('DATA? 0'))).toEqual(ok(new Uint8Array(0)));
  });

  it('gives up on a line that never becomes quiet', async () => {
    const { peer, link } = start();
    const chatter = setInterval(() => {
      peer.send('$GPGGA,1,2\n');
    }, 30);
    expect(await ended(link.query('STATe?', /^IDLE/))).toMatchObject({ error: { code: 'link-garbled' } });
    const next = await ended(link.query('STATe?', /^IDLE/));
    expect(next).toMatchObject({ error: { code: 'link-garbled' } });
    expect(!next.ok && next.error.happened).toContain('without end');
    clearInterval(chatter);
  });

  it('passes over what is left on the line before the first answer', async () => {
    const { peer, link } = start(table({ '*IDN?': 'A,B,1,2\n' }));
    peer.send('\u0001\u0002rest of a block\n0,"No error"\nhalf a li');
    const greeted = link.greet('*IDN?', /^[^,]+,[^,]+,[^,]*,[^,]*$/);
    await vi.advanceTimersByTimeAsync(110);
    peer.send('ne\n#0\n');
    expect(await ended(greeted)).toEqual(ok('A,B,1,2'));
  });
});

describe('what may be said twice', () => {
  /** Hears every line, and answers none for so many ms; then all that it has kept back. */
  function slow(ms: number, reply: (line: string) => Reply): { peer: TestPeer; link: Link } {
    const kept: Reply[] = [];
    let silent = true;
    const made = start((line) => {
      const answer = reply(line);
      if (!silent) return answer;
      kept.push(answer);
      return undefined;
    });
    setTimeout(() => {
      silent = false;
      for (const answer of kept) if (answer !== undefined) made.peer.send(answer);
    }, ms);
    return made;
  }

  it.each([2500, 5000, 7500])('is said again after %i ms of silence', async (ms) => {
    const { peer, link } = slow(ms, table({ ...states, 'SYST:TIME?': 'ab,1\n' }));
    expect(await ended(link.insist(['RUN']))).toEqual(ok(undefined));
    expect(peer.lines.filter((line) => line === 'RUN')).toHaveLength(2);
    expect(await ended(link.query('SYST:TIME?', TIME))).toEqual(ok('ab,1'));
    expect(await ended(link.command('PAUSe'))).toEqual(ok(undefined));
  });

  it('is given up when nothing is heard for too long', async () => {
    const { link } = start();
    const begin = performance.now();
    expect(await ended(link.insist(['RUN']))).toMatchObject({ error: { code: 'link-silent' } });
    expect(performance.now() - begin).toBeGreaterThan(7500);
    expect(performance.now() - begin).toBeLessThan(15_000);
  });

  it('is not said again after what overtook it', async () => {
    const { peer, link } = slow(2500, table(states));
    const told = link.insist(['RUN']);
    await vi.advanceTimersByTimeAsync(1000);
    await link.overtake('ABORt');
    expect(await ended(told)).toMatchObject({ error: { code: 'cancelled' } });
    expect(peer.lines.filter((line) => line === 'RUN')).toHaveLength(1);
  });

  it.each([
    ['is forgiven', '-221,"Settings conflict"\n', true],
    ['is not forgiven for other reasons', '-222,"Data out of range"\n', false],
  ])('%s when it is refused the second time', async (_what, refusal, forgiven) => {
    const errors: string[] = [];
    const lines = ['QUE:HOP 1,0,0', 'QUE:HOP 2,0,0'];
    const seen = new Set<string>();
    let lost = false;
    const { link } = start((line) => {
      if (seen.has(line)) errors.push(refusal);
      if (line.startsWith('QUE')) seen.add(line);
      if (line !== 'SYST:ERR?') return table(states)(line);
      if (lost) return errors.shift() ?? NO_ERROR;
      lost = true;
      return undefined;
    });
    expect((await ended(link.insist(lines, -221))).ok).toBe(forgiven);
    expect(await ended(link.insist(lines, -221))).toMatchObject({ error: { code: 'command-refused' } });
  });
});

/** A transport that takes nothing until it is told to. */
class StuckDuplex implements Duplex {
  readonly name = 'stuck';
  readonly written: string[] = [];
  private readonly waiting: (() => void)[] = [];

  read(): Promise<Uint8Array | null> {
    return new Promise(() => undefined);
  }

  write(bytes: Uint8Array): Promise<void> {
    this.written.push(String.fromCharCode(...bytes));
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async take(): Promise<void> {
    await vi.advanceTimersByTimeAsync(0);
    this.waiting.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('overtaking', () => {
  const hops = Array.from({ length: 400 }, (_, i) => `QUE:HOP ${String(i)},0.0000012345,0.0000054321`);

  it('never has more than 4 KiB in flight, in whole lines', async () => {
    const duplex = new StuckDuplex();
    const link = Link.open(duplex);
    void link.command(...hops);
    void link.command(...hops);
    await duplex.take();
    for (let i = 1; i < 5; i++) {
      expect(duplex.written).toHaveLength(i + 1);
      expect(duplex.written[i]?.length).toBeLessThanOrEqual(4096);
      expect(duplex.written[i]).toMatch(/^QUE[^]*\n$/);
      await duplex.take();
    }
  });

  it('writes at once, and drops the commands that are not yet written', async () => {
    const duplex = new StuckDuplex();
    const link = Link.open(duplex);
    const first = link.command(...hops);
    const second = link.command('RUN');
    await duplex.take();
    const stopped = link.overtake('ABORt');
    expect(duplex.written).toHaveLength(3);
    expect(duplex.written[2]).toBe('ABORt\n');
    await duplex.take();
    await duplex.take();
    expect(await stopped).toMatchObject({ ok: true });
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await second).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(duplex.written).toHaveLength(3);
  });

  it('writes nothing more for an exchange that was given up', async () => {
    const duplex = new StuckDuplex();
    const link = Link.open(duplex);
    const command = link.command(...hops);
    await duplex.take();
    expect(await ended(command)).toMatchObject({ ok: false, error: { code: 'link-silent' } });
    await duplex.take();
    expect(duplex.written).toHaveLength(2);
  });

  it('keeps queries, and takes commands again', async () => {
    const { peer, link } = start(table({ 'SYST:TIME?': 'ab,1\n' }));
    const time = link.query('SYST:TIME?', TIME);
    const dropped = link.command('RUN');
    await link.overtake('ABORt');
    const later = link.command('PROG:CLE');
    expect(await time).toEqual(ok('ab,1'));
    expect((await dropped).ok).toBe(false);
    expect(await later).toEqual(ok(undefined));
    expect(peer.lines).toEqual(expect.arrayContaining(['ABORt', 'SYST:TIME?', 'PROG:CLE']));
    expect(peer.lines).not.toContain('RUN');
  });
});

describe('the end', () => {
  it('is told to who waits, who asks later and who watches', async () => {
    const { peer, link } = start();
    const waiting = link.query('SYST:TIME?', TIME);
    const behind = link.command('RUN');
    await peer.hangUp();
    const lost = { ok: false, error: { code: 'link-lost' } };
    expect(await waiting).toMatchObject(lost);
    expect(await behind).toMatchObject(lost);
    expect(await link.block('DATA? 0')).toMatchObject(lost);
    expect(await link.overtake('ABORt')).toMatchObject(lost);
    expect(await link.closed).toMatchObject({ code: 'link-lost' });
  });

  it('is no fault of the link when it was wanted', async () => {
    const { link } = start();
    const waiting = link.query('SYST:TIME?', TIME);
    await link.close();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await link.closed).toMatchObject({ code: 'cancelled' });
  });

  it('comes when reading or writing breaks', async () => {
    const broken = (part: Partial<Duplex>): Duplex => ({
      name: 'broken',
      read: () => new Promise(() => undefined),
      write: () => Promise.resolve(),
      close: () => Promise.resolve(),
      ...part,
    });
    const reading = Link.open(broken({ read: () => Promise.reject(new Error('cable pulled')) }));
    expect((await reading.closed).happened).toContain('cable pulled');
    const writing = Link.open(broken({ write: () => Promise.reject(new Error('no pipe')) }));
    expect((await writing.closed).happened).toContain('no pipe');
  });
});
