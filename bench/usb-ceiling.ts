/** What the emulated USB device and the browser carry a second with nothing of Meniscus between: the ceiling of its own figure. */
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { openBrowser } from '../e2e/browser';
import type { Transport } from '../e2e/drive';
import { pluggedIn } from '../e2e/hardware/device';
import { serveBuild } from '../scripts/serve.mjs';

const PIECE = Buffer.alloc(64 * 1024, 0x55);
const TOTAL: Readonly<Record<Transport, number>> = { bulk: 100e6, serial: 30e6 };

/** Bytes a second. */
export async function ceilingOf(transport: Transport): Promise<number> {
  const site = await serveBuild(4500);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      flood(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const device = await pluggedIn(new URL(site.url).origin, port);
  const browser = await openBrowser(site.url, device.launchOptions());
  try {
    await browser.page.goto(site.url);
    return await browser.page.evaluate(transport === 'bulk' ? readBulk : readSerial, TOTAL[transport]);
  } finally {
    await browser.close();
    await device.close();
    server.close();
    await site.close();
  }
}

/** Writes without end, as fast as it is taken. */
function flood(socket: Socket): void {
  while (!socket.destroyed && socket.write(PIECE));
  socket.once('drain', () => {
    flood(socket);
  });
}

/** Runs in the page: as many transfers of the same size wait as Meniscus has waiting. */
async function readBulk(total: number): Promise<number> {
  const [device] = await navigator.usb.getDevices();
  if (!device) throw new Error('no USB device');
  await device.open();
  if (!device.configuration) await device.selectConfiguration(1);
  await device.claimInterface(2);
  await device.transferOut(3, new Uint8Array(1));
  const begin = performance.now();
  const waiting: Promise<USBInTransferResult>[] = [];
  let bytes = 0;
  while (bytes < total) {
    while (waiting.length < 8) waiting.push(device.transferIn(3, 64 * 1024));
    bytes += (await waiting.shift())?.data?.byteLength ?? 0;
  }
  return (1000 * bytes) / (performance.now() - begin);
}

/** Runs in the page, with the buffers of Meniscus. */
async function readSerial(total: number): Promise<number> {
  const [port] = await navigator.serial.getPorts();
  if (!port) throw new Error('no serial port');
  await port.open({ baudRate: 115200, bufferSize: 1024 * 1024 });
  const writer = port.writable?.getWriter();
  const reader = port.readable?.getReader({ mode: 'byob' });
  if (!writer || !reader) throw new Error('the port is gone');
  await writer.write(new Uint8Array(1));
  const begin = performance.now();
  let buffer = new ArrayBuffer(64 * 1024);
  let bytes = 0;
  while (bytes < total) {
    const { value } = await reader.read(new Uint8Array(buffer));
    if (!value) break;
    buffer = value.buffer;
    bytes += value.length;
  }
  return (1000 * bytes) / (performance.now() - begin);
}
