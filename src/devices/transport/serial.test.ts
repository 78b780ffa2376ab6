import { afterEach, describe, expect, it, vi } from 'vitest';
import { serialCandidates } from './serial';

/** A port whose other side the test plays: the streams are real, the hardware is not there. */
class FakePort {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  readonly written: number[] = [];
  options: SerialOptions | undefined;
  closed = 0;
  private incoming: ReadableByteStreamController | undefined;
  private readonly refusal: DOMException | undefined;
  private readonly usbProductId: number;

  constructor(refusal?: DOMException, usbProductId = 1) {
    this.refusal = refusal;
    this.usbProductId = usbProductId;
  }

  getInfo(): SerialPortInfo {
    return { usbVendorId: 0x1209, usbProductId: this.usbProductId };
  }

  open(options: SerialOptions): Promise<void> {
    if (this.refusal) return Promise.reject(this.refusal);
    this.options = options;
    this.renewReadable();
    this.writable = new WritableStream({
      write: (bytes) => {
        this.written.push(...bytes);
      },
    });
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed++;
    return this.readable?.locked ? Promise.reject(new TypeError('locked')) : Promise.resolve();
  }

  send(...bytes: number[]): void {
    this.incoming?.enqueue(Uint8Array.from(bytes));
  }

  /** A lost line error: the stream ends, the port offers another one. */
  overrun(): void {
    const old = this.incoming;
    this.renewReadable();
    old?.error(new DOMException('overrun', 'BufferOverrunError'));
  }

  unplug(): void {
    this.readable = null;
    this.writable = null;
    this.incoming?.error(new DOMException('The device has been lost.', 'NetworkError'));
  }

  private renewReadable(): void {
    this.readable = new ReadableStream({
      type: 'bytes',
      start: (controller) => {
        this.incoming = controller;
      },
    });
  }
}

const plugIn = (...ports: FakePort[]): void => {
  vi.stubGlobal('navigator', { serial: { getPorts: () => Promise.resolve(ports) } });
};
afterEach(() => {
  vi.unstubAllGlobals();
});

async function openFirst() {
  const found = await serialCandidates(null);
  const [first] = found.ok ? found.value : [];
  return first ? first.open() : found;
}

async function open(port: FakePort) {
  plugIn(port);
  const opened = await openFirst();
  if (!opened.ok || !('read' in opened.value)) throw new Error('not opened');
  return opened.value;
}

describe('a serial port', () => {
  it('is opened with a large buffer and named by its ids', async () => {
    const port = new FakePort();
    const duplex = await open(port);
    expect(port.options?.bufferSize).toBe(1024 * 1024);
    expect(duplex.name).toBe('serial 1209:0001');
  });

  it('reads chunks that stay as they are, and writes', async () => {
    const port = new FakePort();
    const duplex = await open(port);
    port.send(1, 2, 3);
    const first = await duplex.read();
    port.send(4);
    const second = await duplex.read();
    expect([Array.from(first ?? []), Array.from(second ?? [])]).toEqual([[1, 2, 3], [4]]);
    await duplex.write(Uint8Array.of(5, 6));
    expect(port.written).toEqual([5, 6]);
  });

  it('goes on after an overrun', async () => {
    const port = new FakePort();
    const duplex = await open(port);
    const read = duplex.read();
    port.overrun();
    port.send(7);
    expect(Array.from((await read) ?? [])).toEqual([7]);
  });

  it('rejects when the cable is pulled', async () => {
    const port = new FakePort();
    const duplex = await open(port);
    const read = duplex.read();
    port.unplug();
    await expect(read).rejects.toThrow('lost');
    await expect(duplex.write(Uint8Array.of(1))).rejects.toThrow('gone');
    await duplex.close();
  });

  it('ends a pending read, unlocks the streams and closes the port once', async () => {
    const port = new FakePort();
    const duplex = await open(port);
    await duplex.write(Uint8Array.of(1));
    const read = duplex.read();
    await Promise.all([duplex.close(), duplex.close()]);
    expect(await read).toBeNull();
    expect(await duplex.read()).toBeNull();
    expect(port.closed).toBe(1);
    expect([port.readable?.locked, port.writable?.locked]).toEqual([false, false]);
  });

  it('is one of all that were granted, or of those of one kind', async () => {
    plugIn(new FakePort(), new FakePort(undefined, 2));
    const [all, some] = [
      await serialCandidates(null),
      await serialCandidates({ vendorId: 0x1209, productId: 2 }),
    ];
    expect(all.ok && all.value.map((c) => c.name)).toEqual(['serial 1209:0001', 'serial 1209:0002']);
    expect(some.ok && some.value.map((c) => c.name)).toEqual(['serial 1209:0002']);
  });
});

describe('no serial port', () => {
  it.each([
    ['no-device', 'No serial port', []],
    ['port-busy', '1209:0001', [new FakePort(new DOMException('Failed to open', 'NetworkError'))]],
    ['port-busy', 'already open', [new FakePort(new DOMException('already open', 'InvalidStateError'))]],
    ['permission-denied', 'forbidden', [new FakePort(new DOMException('forbidden', 'SecurityError'))]],
  ] as const)('%s: %s', async (code, text, ports) => {
    plugIn(...ports);
    const opened = await openFirst();
    expect(opened).toMatchObject({ ok: false, error: { code } });
    expect(!opened.ok && opened.error.happened).toContain(text);
  });

  it('no-device: a browser without Web Serial', async () => {
    vi.stubGlobal('navigator', {});
    expect(await serialCandidates(null)).toMatchObject({ ok: false, error: { code: 'no-device' } });
  });
});
