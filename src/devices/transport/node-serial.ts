/** A bridge on a serial port, in Node only, through the package `serialport`, which is loaded when it is needed. */
import type { SerialPort } from 'serialport';
import { fault, reasonOf, type Fault, type FaultCode } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { Duplex } from './duplex';
import { streamDuplex } from './node-stream';

/** Without meaning on USB, but the interface asks for one. */
const BAUD_RATE = 115200;

/**
 * Opens a port such as `/dev/ttyACM0` or `COM3`. Faults: no-device (no such port, or the package does not work here),
 * port-busy, permission-denied.
 */
export async function openSerialPort(path: string): Promise<Result<Duplex, Fault>> {
  try {
    const { SerialPort } = await import('serialport');
    const port = new SerialPort({ path, baudRate: BAUD_RATE, autoOpen: false, endOnClose: true });
    const problem = await new Promise<Error | null>((resolve) => port.open(resolve));
    if (problem) return err(refusal(path, problem));
    return ok(streamDuplex(port, path, () => closePort(port)));
  } catch (thrown) {
    return err(refusal(path, thrown));
  }
}

function refusal(path: string, problem: unknown): Fault {
  const why = reasonOf(problem);
  return fault(codeOf(why), `The port ${path} does not open: ${why}.`);
}

function codeOf(why: string): FaultCode {
  if (/permission|denied/i.test(why)) return 'permission-denied';
  return /lock|busy/i.test(why) ? 'port-busy' : 'no-device';
}

/** A port that is gone already is as closed as can be. */
function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
}
