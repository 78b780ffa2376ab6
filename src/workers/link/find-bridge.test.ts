import { describe, expect, it } from 'vitest';
import { ScriptedBridge } from '../../devices/bridge/scripted-bridge';
import type { Candidate } from '../../devices/transport/candidate';
import { fault } from '../../fault';
import { err, ok } from '../../result';
import { findBridge } from './find-bridge';

/** A bridge behind a port of its own, and whether the link to it was opened and is open still. */
function bridge(serial: string, told: string | null = null) {
  const scripted = new ScriptedBridge();
  scripted.identity = `Acme,Bridge,${serial},1.2`;
  const link = { opened: 0, closed: 0 };
  const candidate: Candidate = {
    name: `port of ${serial}`,
    serial: told,
    open: () => {
      link.opened++;
      const { duplex } = scripted.peer;
      return Promise.resolve(
        ok({
          name: `port of ${serial}`,
          read: () => duplex.read(),
          write: (bytes: Uint8Array) => duplex.write(bytes),
          close: () => {
            link.closed++;
            return duplex.close();
          },
        }),
      );
    },
  };
  return { scripted, candidate, link };
}

const busy: Candidate = {
  name: 'busy',
  serial: null,
  open: () => Promise.resolve(err(fault('port-busy', 'The busy port does not open.'))),
};

function meter(): Candidate {
  const { scripted, candidate } = bridge('0');
  scripted.version = '1999.0';
  return candidate;
}

describe('finding the bridge among several devices', () => {
  it('passes over a busy port and another instrument', async () => {
    const { candidate } = bridge('7');
    const found = await findBridge([busy, meter(), candidate], null, () => undefined);
    expect(found).toMatchObject({ ok: true, value: { link: 'port of 7' } });
  });

  it('takes the first where none is preferred, and asks no more', async () => {
    const [first, second] = [bridge('1'), bridge('2')];
    const found = await findBridge([first.candidate, second.candidate], null, () => undefined);
    expect(found.ok && found.value.instrument.identity.serial).toBe('1');
    expect(second.link.opened).toBe(0);
  });

  it('asks on until the preferred one answers, and closes the others', async () => {
    const all = [bridge('1'), bridge('2'), bridge('3')];
    const found = await findBridge(
      all.map((b) => b.candidate),
      '3',
      () => undefined,
    );
    expect(found.ok && found.value.instrument.identity.serial).toBe('3');
    expect(all.map((b) => b.link)).toEqual([
      { opened: 1, closed: 1 },
      { opened: 1, closed: 1 },
      { opened: 1, closed: 0 },
    ]);
  });

  it('takes the first other where the preferred one is not there', async () => {
    const all = [bridge('1'), bridge('2')];
    const found = await findBridge(
      all.map((b) => b.candidate),
      '9',
      () => undefined,
    );
    expect(found.ok && found.value.instrument.identity.serial).toBe('1');
    expect(all.map((b) => b.link.closed)).toEqual([0, 1]);
  });

  it('begins with the device whose descriptor has the preferred number', async () => {
    const [other, wanted] = [bridge('1', '1'), bridge('2', '2')];
    const found = await findBridge([other.candidate, wanted.candidate], '2', () => undefined);
    expect(found.ok && found.value.instrument.identity.serial).toBe('2');
    expect(other.link.opened).toBe(0);
  });

  it('tells what each of them said', async () => {
    const old = bridge('5');
    old.scripted.version = '2.0';
    const found = await findBridge([busy, meter(), old.candidate], null, () => undefined);
    expect(found).toMatchObject({ ok: false, error: { code: 'language-version' } });
    const words = found.ok ? '' : found.error.happened;
    for (const said of ['3 devices', 'busy port', 'another kind of instrument', 'version 2.0'])
      expect(words).toContain(said);
  });

  it('gives the fault of a single one as it is', async () => {
    expect(await findBridge([busy], '7', () => undefined)).toMatchObject({
      ok: false,
      error: { code: 'port-busy', happened: 'The busy port does not open.' },
    });
  });
});
