import { afterEach, describe, expect, it } from 'vitest';
import type { Duplex } from './duplex';
import { connectTcp, listenTcp, type Listener } from './tcp';

const cleanUp: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const item of cleanUp.splice(0).reverse()) await item.close();
});

async function listen(): Promise<{ listener: Listener; next: () => Promise<Duplex> }> {
  const arrived: Duplex[] = [];
  let notify: (() => void) | undefined;
  const listened = await listenTcp(0, (duplex) => {
    arrived.push(duplex);
    notify?.();
  });
  if (!listened.ok) throw new Error(listened.error.happened);
  cleanUp.push(listened.value);
  const next = async (): Promise<Duplex> => {
    while (arrived.length === 0) await new Promise<void>((resolve) => (notify = resolve));
    return arrived.shift() as Duplex;
  };
  return { listener: listened.value, next };
}

async function client(port: number): Promise<Duplex> {
  const connected = await connectTcp('127.0.0.1', port);
  if (!connected.ok) throw new Error(connected.error.happened);
  cleanUp.push(connected.value);
  return connected.value;
}

async function readBytes(duplex: Duplex, count: number): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < count) {
    const chunk = await duplex.read();
    if (!chunk) break;
    bytes = Buffer.concat([bytes, chunk]);
  }
  return bytes;
}

describe('tcp', () => {
  it('carries bytes both ways', async () => {
    const { listener, next } = await listen();
    const host = await client(listener.port);
    const bridge = await next();
    await host.write(Buffer.from('*IDN?\n'));
    expect((await readBytes(bridge, 6)).toString()).toBe('*IDN?\n');
    const block = Buffer.alloc(3_000_000, 7);
    const sent = bridge.write(block);
    expect((await readBytes(host, block.length)).equals(block)).toBe(true);
    await sent;
  });

  it('names the connection by its address', async () => {
    const { listener } = await listen();
    expect((await client(listener.port)).name).toBe(`127.0.0.1:${String(listener.port)}`);
  });

  it('ends the old connection when a new one comes', async () => {
    const { listener, next } = await listen();
    const first = await client(listener.port);
    await next();
    const second = await client(listener.port);
    const bridge = await next();
    expect(await first.read()).toBeNull();
    await bridge.write(Buffer.from('x'));
    expect((await readBytes(second, 1)).toString()).toBe('x');
  });

  it('ends with null when either side closes', async () => {
    const { listener, next } = await listen();
    const host = await client(listener.port);
    const bridge = await next();
    const [atHost, atBridge] = [host.read(), bridge.read()];
    await host.close();
    expect(await Promise.all([atHost, atBridge])).toEqual([null, null]);
    await expect(host.write(Buffer.from('x'))).rejects.toThrow();
  });

  it('ends the connection when the listener closes', async () => {
    const { listener, next } = await listen();
    const host = await client(listener.port);
    await next();
    await listener.close();
    expect(await host.read()).toBeNull();
  });

  it('says that nobody listens', async () => {
    const { listener } = await listen();
    await listener.close();
    const connected = await connectTcp('127.0.0.1', listener.port);
    expect(connected).toMatchObject({ ok: false, error: { code: 'no-device' } });
    expect(!connected.ok && connected.error.happened).toContain(`127.0.0.1:${String(listener.port)}`);
  });

  it('says that the port is taken', async () => {
    const { listener } = await listen();
    expect(await listenTcp(listener.port, () => undefined)).toMatchObject({
      ok: false,
      error: { code: 'port-busy' },
    });
  });
});
