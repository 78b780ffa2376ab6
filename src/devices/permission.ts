/** The one place that asks a person for a device. Runs in the window, inside the handler of a click. */
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { DeviceIds } from './transport/candidate';

/** By what the worker that will own the device finds it again among the granted ones. */
export interface ChosenDevice {
  readonly device: DeviceIds;
  /** Serial number of a USB device; ports do not tell theirs. */
  readonly serial: string | null;
}

/** A bridge's own interface on USB. */
const VENDOR_CLASS = 0xff;

/** Shows the browser's list of serial ports, or of USB devices. Faults: no-device (the browser cannot), permission-denied. */
export async function askForDevice(kind: 'serial' | 'usb'): Promise<Result<ChosenDevice, Fault>> {
  if (!(kind in navigator))
    return err(fault('no-device', `This browser has no ${kind === 'serial' ? 'Web Serial' : 'WebUSB'}.`));
  const what = kind === 'serial' ? 'port' : 'device';
  try {
    return ok(await (kind === 'serial' ? choosePort() : chooseDevice()));
  } catch (thrown) {
    const dismissed = thrown instanceof DOMException && thrown.name === 'NotFoundError';
    const happened = dismissed
      ? `No ${what} was chosen.`
      : `The browser does not offer its ${what}s: ${reasonOf(thrown)}`;
    return err(fault('permission-denied', happened));
  }
}

async function choosePort(): Promise<ChosenDevice> {
  const { usbVendorId, usbProductId } = (await navigator.serial.requestPort()).getInfo();
  return { device: { vendorId: usbVendorId, productId: usbProductId }, serial: null };
}

async function chooseDevice(): Promise<ChosenDevice> {
  const { vendorId, productId, serialNumber } = await navigator.usb.requestDevice({
    filters: [{ classCode: VENDOR_CLASS }],
  });
  return { device: { vendorId, productId }, serial: serialNumber || null };
}
