/**
 * An emulated USB instrument in a process of its own, as an instrument has a processor of its own: the device and the bridge
 * behind it, ahead of whatever shares the machine. Arguments: `InstrumentOptions` as JSON. Tells its parent what a browser needs
 * to see the device, then the time of every `ABORt` that the bridge takes.
 */
import { setPriority } from 'node:os';
import { reasonOf } from '../../src/fault';
import type { Duplex } from '../../src/devices/transport/duplex';
import { pluggedIn } from '../../e2e/hardware/device';
import { startTableBridge } from '../table-bridge';
import type { InstrumentOptions, Told } from './usb-instrument';

/** Before the processes of a page, as `nice` counts. */
const AHEAD = -15;

const tell = (told: Told): void => void process.send?.(told);

/** The same connection, whose commands to abort are told. */
function watched(duplex: Duplex): Duplex {
  return {
    name: duplex.name,
    read: async () => {
      const bytes = await duplex.read();
      if (bytes && new TextDecoder().decode(bytes).includes('ABORt'))
        tell({ kind: 'abort', at: performance.timeOrigin + performance.now() });
      return bytes;
    },
    write: (bytes) => duplex.write(bytes),
    close: () => duplex.close(),
  };
}

try {
  setPriority(AHEAD);
} catch (thrown) {
  console.error(`The bridge shares its processor with the page: ${reasonOf(thrown)}.`);
}
const { clock, origin } = JSON.parse(process.argv[2] ?? '') as InstrumentOptions;
const bridge = await startTableBridge(clock, watched);
const device = await pluggedIn(origin, bridge.port);
tell({ kind: 'ready', launchOptions: device.launchOptions(), grantScript: device.grantScript });
process.on('message', () => {
  void device
    .close()
    .then(() => bridge.close())
    .then(() => {
      process.disconnect();
    });
});
