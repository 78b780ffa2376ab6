import { afterEach, describe, expect, it, vi } from 'vitest';
import { askForDevice } from './permission';

afterEach(() => {
  vi.unstubAllGlobals();
});

const chooser = (choose: () => Promise<unknown>): void => {
  vi.stubGlobal('navigator', { serial: { requestPort: choose }, usb: { requestDevice: choose } });
};

describe('asking for a device', () => {
  it('tells which kind of port was chosen', async () => {
    chooser(() => Promise.resolve({ getInfo: () => ({ usbVendorId: 0x1209, usbProductId: 1 }) }));
    expect(await askForDevice('serial')).toEqual({
      ok: true,
      value: { device: { vendorId: 0x1209, productId: 1 }, serial: null },
    });
  });

  it.each([
    ['7', '7'],
    ['', null],
    [undefined, null],
  ])('tells which USB device was chosen, serial number %j', async (serialNumber, serial) => {
    const choose = vi.fn(() => Promise.resolve({ vendorId: 0x1209, productId: 1, serialNumber }));
    chooser(choose);
    expect(await askForDevice('usb')).toEqual({
      ok: true,
      value: { device: { vendorId: 0x1209, productId: 1 }, serial },
    });
    expect(choose).toHaveBeenCalledWith({ filters: [{ classCode: 0xff }] });
  });

  it.each([
    ['serial', 'No port was chosen.', new DOMException('No port selected by the user.', 'NotFoundError')],
    ['usb', 'No device was chosen.', new DOMException('No device selected.', 'NotFoundError')],
    ['usb', 'user gesture', new DOMException('Must be handling a user gesture', 'SecurityError')],
  ] as const)('tells why there is no permission: %s, %s', async (kind, text, thrown) => {
    chooser(() => Promise.reject(thrown));
    const asked = await askForDevice(kind);
    expect(asked).toMatchObject({ ok: false, error: { code: 'permission-denied' } });
    expect(!asked.ok && asked.error.happened).toContain(text);
  });

  it.each(['serial', 'usb'] as const)('says that the browser cannot: %s', async (kind) => {
    vi.stubGlobal('navigator', {});
    expect(await askForDevice(kind)).toMatchObject({ ok: false, error: { code: 'no-device' } });
  });
});
