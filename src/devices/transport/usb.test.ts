import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Duplex } from './duplex';
import { usbCandidates } from './usb';

type InResult = { data?: DataView<ArrayBuffer>; status: USBTransferStatus };

const endpoint = (endpointNumber: number, direction: USBDirection): USBEndpoint => ({
  endpointNumber,
  direction,
  type: 'bulk',
  packetSize: 512,
});

type Alternate = Pick<USBAlternateInterface, keyof USBAlternateInterface>;

const alternate = (interfaceClass: number, endpoints: USBEndpoint[], alternateSetting = 0): Alternate => ({
  alternateSetting,
  interfaceName: null,
  interfaceClass,
  interfaceSubclass: 0,
  interfaceProtocol: 0,
  endpoints,
});

/** The communication interfaces of a composite device, which come first and are not ours. */
const CDC_DATA = alternate(10, [endpoint(1, 'in'), endpoint(1, 'out')]);
const VENDOR = alternate(0xff, [endpoint(3, 'in'), endpoint(4, 'out')]);

/** A device whose firmware the test plays: it answers the transfers in any order and to any effect. */
class FakeDevice {
  vendorId = 0x1209;
  productId = 1;
  serialNumber: string | undefined = '7';
  configuration: { configurationValue: number } | null = null;
  readonly configurations: unknown[];
  readonly calls: string[] = [];
  /** Transfers under way, the oldest first. */
  readonly pending: { resolve: (result: InResult) => void; reject: (error: DOMException) => void }[] = [];
  readonly asked: string[] = [];
  readonly written: number[] = [];
  /** How the next OUT transfers end; then all of them are taken whole. */
  readonly outcomes: { taken: number; status: USBTransferStatus }[] = [];
  refusal: DOMException | undefined;

  constructor(...alternates: Alternate[]) {
    this.configurations = [
      {
        configurationValue: 1,
        interfaces: alternates.map((one, interfaceNumber) => ({ interfaceNumber, alternates: [one] })),
      },
    ];
  }

  open(): Promise<void> {
    return this.note('open');
  }

  selectConfiguration(value: number): Promise<void> {
    return this.note(`configuration ${String(value)}`);
  }

  claimInterface(number: number): Promise<void> {
    if (this.refusal) return Promise.reject(this.refusal);
    return this.note(`claim ${String(number)}`);
  }

  selectAlternateInterface(number: number, setting: number): Promise<void> {
    return this.note(`alternate ${String(number)},${String(setting)}`);
  }

  clearHalt(direction: USBDirection, number: number): Promise<void> {
    return this.note(`clear ${direction} ${String(number)}`);
  }

  transferIn(number: number, length: number): Promise<InResult> {
    this.asked.push(`${String(number)}: ${String(length)}`);
    return new Promise((resolve, reject) => {
      this.pending.push({ resolve, reject });
    });
  }

  transferOut(
    _number: number,
    bytes: Uint8Array,
  ): Promise<{ bytesWritten: number; status: USBTransferStatus }> {
    const { taken, status } = this.outcomes.shift() ?? { taken: bytes.length, status: 'ok' };
    this.written.push(...bytes.subarray(0, taken));
    return Promise.resolve({ bytesWritten: taken, status });
  }

  close(): Promise<void> {
    for (const { reject } of this.pending.splice(0))
      reject(new DOMException('The transfer was cancelled.', 'AbortError'));
    return this.note('close');
  }

  /** Fills the k-th oldest transfer. */
  fill(bytes: readonly number[], k = 0): void {
    this.pending.splice(k, 1)[0]?.resolve(ok(...bytes));
  }

  stallAll(): void {
    for (const { resolve } of this.pending.splice(0)) resolve({ status: 'stall' });
  }

  unplug(): void {
    for (const { reject } of this.pending.splice(0))
      reject(new DOMException('The device was disconnected.', 'NetworkError'));
  }

  private note(call: string): Promise<void> {
    this.calls.push(call);
    return Promise.resolve();
  }
}

const ok = (...bytes: number[]): InResult => ({
  data: new DataView(Uint8Array.from(bytes).buffer),
  status: 'ok',
});

const plugIn = (...devices: FakeDevice[]): void => {
  vi.stubGlobal('navigator', { usb: { getDevices: () => Promise.resolve(devices) } });
};
afterEach(() => {
  vi.unstubAllGlobals();
});

async function open(device: FakeDevice): Promise<Duplex> {
  plugIn(device);
  const found = await usbCandidates(null);
  const opened = found.ok ? await found.value[0]?.open() : undefined;
  if (!opened?.ok) throw new Error('not opened');
  return opened.value;
}

/** The bytes of so many chunks. */
async function read(duplex: Duplex, chunks: number): Promise<number[]> {
  const bytes: number[] = [];
  for (let i = 0; i < chunks; i++) bytes.push(...((await duplex.read()) ?? []));
  return bytes;
}

const until = async (condition: () => boolean): Promise<void> => {
  await vi.waitUntil(condition, { interval: 1 });
};

describe('the bulk pair', () => {
  it('is found by the descriptors, behind other interfaces', async () => {
    const device = new FakeDevice(CDC_DATA, VENDOR);
    const duplex = await open(device);
    expect(device.calls).toEqual(['open', 'configuration 1', 'claim 1']);
    void duplex.read();
    expect(device.asked).toEqual(Array(8).fill('3: 65536'));
    expect(duplex.name).toBe('USB 1209:0001');
    await duplex.close();
  });

  it('may be an alternate setting; a configuration that is set already stays', async () => {
    const device = new FakeDevice(alternate(0xff, [endpoint(1, 'in'), endpoint(1, 'out')], 2));
    device.configuration = { configurationValue: 1 };
    await (await open(device)).close();
    expect(device.calls).toEqual(['open', 'claim 0', 'alternate 0,2', 'close']);
  });

  it.each([
    ['no vendor interface', [CDC_DATA]],
    ['one direction only', [alternate(0xff, [endpoint(1, 'in')])]],
    ['two pairs', [alternate(0xff, [...VENDOR.endpoints, endpoint(5, 'in'), endpoint(5, 'out')])]],
  ])('is not there: %s', async (_what, alternates) => {
    plugIn(new FakeDevice(...alternates));
    expect(await usbCandidates(null)).toMatchObject({ ok: false, error: { code: 'no-device' } });
  });
});

describe('reading', () => {
  it('keeps the order of the transfers, in whatever order they end', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const bytes = read(duplex, 3);
    device.fill([3], 2);
    device.fill([2], 1);
    device.fill([1]);
    expect(await bytes).toEqual([1, 2, 3]);
    await duplex.close();
  });

  it('passes over empty transfers and takes single bytes', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const bytes = read(duplex, 100);
    for (let k = 0; k < 100; k++) {
      await until(() => device.pending.length >= 2);
      device.fill([]);
      device.fill([k]);
    }
    expect(await bytes).toEqual(Array.from({ length: 100 }, (_, k) => k));
    await duplex.close();
  });

  it('holds the device back when nobody reads', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const first = duplex.read();
    for (let k = 0; k < 8; k++) device.fill([k]);
    await first;
    await new Promise((later) => setTimeout(later));
    expect(device.asked).toHaveLength(8);
    expect(await read(duplex, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await duplex.close();
  });

  it('clears a halt and goes on', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const bytes = read(duplex, 2);
    device.fill([1]);
    device.stallAll();
    await until(() => device.calls.includes('clear in 3') && device.pending.length === 8);
    device.fill([2]);
    expect(await bytes).toEqual([1, 2]);
    expect(device.calls.filter((call) => call === 'clear in 3')).toHaveLength(1);
    await duplex.close();
  });

  it('goes on after a halt that lasts', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const bytes = read(duplex, 1);
    for (let again = 1; again < 4; again++) {
      device.stallAll();
      await until(() => device.calls.filter((c) => c === 'clear in 3').length === again);
      await until(() => device.pending.length === 8);
    }
    device.fill([9]);
    expect(await bytes).toEqual([9]);
    await duplex.close();
  });

  it('loses nothing of what was filled around a halt, even where one transfer does not fail', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const bytes = read(duplex, 2);
    device.pending.splice(0, 1)[0]?.resolve({ status: 'stall' });
    device.fill([1]);
    await until(() => device.pending.length === 8);
    device.fill([2]);
    expect(await bytes).toEqual([1, 2]);
    await duplex.close();
  });

  it('rejects when the cable is pulled, after what had arrived', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const first = duplex.read();
    device.fill([1]);
    device.unplug();
    expect(Array.from((await first) ?? [])).toEqual([1]);
    await expect(duplex.read()).rejects.toThrow('disconnected');
    await duplex.close();
  });

  it('ends with null when it is closed, pending or not', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    const pending = duplex.read();
    await Promise.all([duplex.close(), duplex.close()]);
    expect([await pending, await duplex.read()]).toEqual([null, null]);
    expect(device.calls.filter((call) => call === 'close')).toHaveLength(1);
    await expect(duplex.write(Uint8Array.of(1))).rejects.toThrow('closed');
  });
});

describe('writing', () => {
  it('keeps the order, and sends the rest of what was cut off by a halt', async () => {
    const device = new FakeDevice(VENDOR);
    const duplex = await open(device);
    device.outcomes.push({ taken: 1, status: 'stall' });
    await Promise.all([duplex.write(Uint8Array.of(1, 2)), duplex.write(Uint8Array.of(3))]);
    expect(device.written).toEqual([1, 2, 3]);
    expect(device.calls).toContain('clear out 4');
    await duplex.close();
  });
});

describe('no device', () => {
  it.each([
    ['port-busy', 'claim', new DOMException('Unable to claim interface.', 'NetworkError')],
    ['permission-denied', 'Access denied', new DOMException('Access denied.', 'SecurityError')],
    ['no-device', 'disconnected', new DOMException('The device was disconnected.', 'NotFoundError')],
  ])('%s: %s', async (code, text, refusal) => {
    const device = new FakeDevice(VENDOR);
    device.refusal = refusal;
    plugIn(device);
    const found = await usbCandidates(null);
    const opened = found.ok ? await found.value[0]?.open() : undefined;
    expect(opened).toMatchObject({ ok: false, error: { code } });
    expect(opened?.ok === false && opened.error.happened).toContain(text);
    expect(device.calls.at(-1)).toBe('close');
  });

  it('knows the devices of one kind, and their serial numbers', async () => {
    const other = new FakeDevice(VENDOR);
    other.productId = 2;
    other.serialNumber = undefined;
    plugIn(new FakeDevice(VENDOR), other);
    const all = await usbCandidates(null);
    expect(all.ok && all.value.map((c) => c.serial)).toEqual(['7', null]);
    const some = await usbCandidates({ vendorId: 0x1209, productId: 2 });
    expect(some.ok && some.value.map((c) => c.name)).toEqual(['USB 1209:0002']);
  });

  it('says that the browser cannot', async () => {
    vi.stubGlobal('navigator', {});
    expect(await usbCandidates(null)).toMatchObject({ ok: false, error: { code: 'no-device' } });
  });
});
