/**
 * A bridge on a vendor-specific interface (class 0xFF) with one bulk pair, through WebUSB. Runs inside a worker: the
 * window has asked for permission, the worker finds the granted device by itself and owns it. `docs/usb-descriptors.md`
 * says what a device has to offer.
 */
import { fault, reasonOf, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { deviceName, sameKind, type Candidate, type DeviceIds } from './candidate';
import type { Duplex } from './duplex';

/** Transfers that wait in the browser for data, so that the bus never waits for this page. */
const QUEUED = 8;
/** Bytes of one of them: a multiple of every packet size. */
const TRANSFER_BYTES = 64 * 1024;
/** Between two attempts to clear an endpoint that stays halted, ms. */
const HALT_PAUSE_MS = 20;
/** Transfers of a halted endpoint that have not failed by then do not fail, ms. */
const SETTLE_MS = 100;
const VENDOR_CLASS = 0xff;

/**
 * The granted devices that are plugged in and have a vendor-specific bulk pair. Faults: no-device (there is none, or no
 * WebUSB).
 */
export async function usbCandidates(wanted: DeviceIds | null): Promise<Result<readonly Candidate[], Fault>> {
  if (!('usb' in navigator)) return err(fault('no-device', 'This browser has no WebUSB.'));
  const devices = (await navigator.usb.getDevices()).filter(
    (device) => sameKind(device, wanted) && placeOf(device) !== null,
  );
  if (devices.length === 0)
    return err(fault('no-device', 'No USB device with a bulk pair that this page may use is plugged in.'));
  return ok(
    devices.map((device) => ({
      name: deviceName('USB', device),
      serial: device.serialNumber ?? null,
      open: () => openDevice(device),
    })),
  );
}

/** Where in a device the bulk pair is. */
interface Place {
  readonly configuration: number;
  readonly interfaceNumber: number;
  readonly alternate: number;
  readonly from: USBEndpoint;
  readonly to: USBEndpoint;
}

function placeOf(device: USBDevice): Place | null {
  for (const { configurationValue, interfaces } of device.configurations) {
    for (const { interfaceNumber, alternates } of interfaces) {
      for (const { alternateSetting, interfaceClass, endpoints } of alternates) {
        const [from, ...more] = endpoints.filter((e) => e.type === 'bulk' && e.direction === 'in');
        const [to, ...others] = endpoints.filter((e) => e.type === 'bulk' && e.direction === 'out');
        if (interfaceClass !== VENDOR_CLASS || !from || !to || more.length > 0 || others.length > 0) continue;
        return { configuration: configurationValue, interfaceNumber, alternate: alternateSetting, from, to };
      }
    }
  }
  return null;
}

/** Opens the device and claims the interface; what fails is undone. Faults: port-busy, permission-denied, no-device. */
async function openDevice(device: USBDevice): Promise<Result<Duplex, Fault>> {
  const name = deviceName('USB', device);
  const place = placeOf(device);
  if (!place) return err(fault('no-device', `${name} has no vendor-specific bulk pair.`));
  try {
    await device.open();
    if (device.configuration?.configurationValue !== place.configuration)
      await device.selectConfiguration(place.configuration);
    await device.claimInterface(place.interfaceNumber);
    if (place.alternate !== 0) await device.selectAlternateInterface(place.interfaceNumber, place.alternate);
  } catch (thrown) {
    await Promise.allSettled([device.close()]);
    return err(notOpened(name, thrown));
  }
  return ok(new UsbDuplex(device, name, place));
}

function notOpened(name: string, thrown: unknown): Fault {
  const kind = thrown instanceof DOMException ? thrown.name : '';
  const code =
    kind === 'SecurityError' ? 'permission-denied' : kind === 'NotFoundError' ? 'no-device' : 'port-busy';
  return fault(code, `${name} does not open: ${reasonOf(thrown)}`);
}

/** How a transfer ended; a rejection is held until its turn has come. */
type Outcome = { readonly result: USBInTransferResult } | { readonly broken: unknown };

interface Transfer {
  readonly done: Promise<Outcome>;
  /** Null while it is under way. */
  outcome: Outcome | null;
}

class UsbDuplex implements Duplex {
  readonly name: string;
  private readonly device: USBDevice;
  private readonly place: Place;
  /** In the order in which the device fills them. What is not read stays here, so a slow reader holds the device back. */
  private transfers: Transfer[] = [];
  private writing: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;
  private readonly closed: Promise<null>;
  private tellClosed: (none: null) => void = () => undefined;

  constructor(device: USBDevice, name: string, place: Place) {
    this.device = device;
    this.name = name;
    this.place = place;
    this.closed = new Promise((resolve) => (this.tellClosed = resolve));
  }

  async read(): Promise<Uint8Array | null> {
    for (;;) {
      while (!this.closing && this.transfers.length < QUEUED) this.transfers.push(this.ask());
      const outcome = await Promise.race([this.closed, this.transfers.shift()?.done]);
      if (!outcome || this.closing) return null;
      if ('broken' in outcome) throw outcome.broken;
      const { data, status } = outcome.result;
      if (status === 'stall') await this.resume();
      if (data && data.byteLength > 0) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    }
  }

  private ask(): Transfer {
    const transfer: Transfer = {
      outcome: null,
      done: this.device
        .transferIn(this.place.from.endpointNumber, TRANSFER_BYTES)
        .then(
          (result): Outcome => ({ result }),
          (broken: unknown): Outcome => ({ broken }),
        )
        .then((outcome) => (transfer.outcome = outcome)),
    };
    return transfer;
  }

  /**
   * A halted endpoint fails every transfer until the halt is cleared, which should be done when none is under way. What
   * was lost is found by the checksums.
   */
  private async resume(): Promise<void> {
    await Promise.race([Promise.all(this.transfers.map(({ done }) => done)), pause(SETTLE_MS)]);
    this.transfers = this.transfers.filter(({ outcome }) => !isStall(outcome));
    if (this.transfers.every(({ outcome }) => outcome === null)) await this.clearHalt('in');
  }

  private async clearHalt(direction: USBDirection): Promise<void> {
    const { from, to } = this.place;
    await pause(HALT_PAUSE_MS);
    if (this.closing) return;
    await this.device.clearHalt(direction, (direction === 'in' ? from : to).endpointNumber);
  }

  write(bytes: Uint8Array): Promise<void> {
    const sent = this.writing.then(() => this.send(bytes));
    this.writing = sent.catch(() => undefined);
    return sent;
  }

  private async send(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.closing) throw new Error('the device is closed');
      const { bytesWritten, status } = await this.device.transferOut(
        this.place.to.endpointNumber,
        rest as Uint8Array<ArrayBuffer>,
      );
      rest = rest.subarray(bytesWritten);
      if (status !== 'ok') await this.clearHalt('out');
    }
  }

  close(): Promise<void> {
    this.closing ??= this.release();
    return this.closing;
  }

  /** Closing cancels the transfers. It fails on a device that is gone already, which is then as closed as can be. */
  private async release(): Promise<void> {
    this.tellClosed(null);
    await Promise.allSettled([this.device.close()]);
  }
}

const isStall = (outcome: Outcome | null): boolean =>
  outcome !== null && 'result' in outcome && outcome.result.status === 'stall';

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
