/**
 * A bridge on a serial port (CDC-ACM) through Web Serial. Runs inside a worker: the window has asked for permission, the
 * worker finds the granted port by itself and owns it.
 */
import { fault, reasonOf, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { deviceName, sameKind, type Candidate, type DeviceIds } from './candidate';
import type { Duplex } from './duplex';

/** Bytes that the browser keeps for us; its default of 255 loses data. */
const BUFFER_BYTES = 1024 * 1024;
const READ_BYTES = 64 * 1024;
/** Without meaning on USB, but the interface asks for one. */
const BAUD_RATE = 115200;

/** The granted ports that are plugged in. Faults: no-device (there is none, or no Web Serial). */
export async function serialCandidates(
  wanted: DeviceIds | null,
): Promise<Result<readonly Candidate[], Fault>> {
  if (!('serial' in navigator)) return err(fault('no-device', 'This browser has no Web Serial.'));
  const ports = (await navigator.serial.getPorts()).filter((port) => sameKind(idsOf(port), wanted));
  if (ports.length === 0)
    return err(fault('no-device', 'No serial port that this page may use is plugged in.'));
  return ok(
    ports.map((port) => ({
      name: deviceName('serial', idsOf(port)),
      serial: null,
      open: () => openPort(port),
    })),
  );
}

/** Faults: port-busy, permission-denied. */
async function openPort(port: SerialPort): Promise<Result<Duplex, Fault>> {
  const name = deviceName('serial', idsOf(port));
  try {
    await port.open({ baudRate: BAUD_RATE, bufferSize: BUFFER_BYTES });
  } catch (thrown) {
    const denied = thrown instanceof DOMException && thrown.name === 'SecurityError';
    const why = reasonOf(thrown);
    return err(fault(denied ? 'permission-denied' : 'port-busy', `The ${name} port does not open: ${why}`));
  }
  return ok(new SerialDuplex(port, name));
}

function idsOf(port: SerialPort): DeviceIds {
  const { usbVendorId, usbProductId } = port.getInfo();
  return { vendorId: usbVendorId, productId: usbProductId };
}

class SerialDuplex implements Duplex {
  readonly name: string;
  private readonly port: SerialPort;
  private reader: ReadableStreamBYOBReader | undefined;
  private writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  private buffer = new ArrayBuffer(READ_BYTES);
  private closing: Promise<void> | undefined;

  constructor(port: SerialPort, name: string) {
    this.port = port;
    this.name = name;
  }

  async read(): Promise<Uint8Array | null> {
    while (!this.closing) {
      const { readable } = this.port;
      if (!readable) throw new Error('the port is gone');
      this.reader ??= readable.getReader({ mode: 'byob' });
      try {
        const { value, done } = await this.reader.read(new Uint8Array(this.buffer));
        if (done) break;
        this.buffer = value.buffer;
        return value.slice();
      } catch (thrown) {
        this.afterReadError(thrown);
      }
    }
    return null;
  }

  /** Overruns and line errors end the stream but not the port, which then offers a new one; checksums find the loss. */
  private afterReadError(thrown: unknown): void {
    this.reader?.releaseLock();
    this.reader = undefined;
    this.buffer = new ArrayBuffer(READ_BYTES);
    if (!this.port.readable && !this.closing) throw thrown;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const { writable } = this.port;
    if (!writable || this.closing) throw new Error('the port is gone');
    this.writer ??= writable.getWriter();
    await this.writer.write(bytes);
  }

  close(): Promise<void> {
    this.closing ??= this.release();
    return this.closing;
  }

  /** Each of these fails on a port that is gone already, which is then as closed as can be. */
  private async release(): Promise<void> {
    await Promise.allSettled([this.reader?.cancel(), this.writer?.abort()]);
    this.reader?.releaseLock();
    this.writer?.releaseLock();
    await Promise.allSettled([this.port.close()]);
  }
}
