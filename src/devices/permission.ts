/** The one place that asks a person for a device. Runs in the window, inside the handler of a click. */
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';

/** Shows the browser's list of serial ports. The port that is chosen is found again by the worker that will own it. */
export async function askForSerialPort(): Promise<Result<void, Fault>> {
  if (!('serial' in navigator)) return err(fault('no-device', 'This browser has no Web Serial.'));
  try {
    await navigator.serial.requestPort();
    return ok(undefined);
  } catch (thrown) {
    const dismissed = thrown instanceof DOMException && thrown.name === 'NotFoundError';
    const happened = dismissed
      ? 'No port was chosen.'
      : `The browser does not offer serial ports: ${reasonOf(thrown)}`;
    return err(fault('permission-denied', happened));
  }
}
