import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { test } from './harness';

/** What a worker of the page does: finds the granted port, asks who is there and gives the first line back. */
const WORKER = `
  const [port] = await navigator.serial.getPorts();
  await port.open({ baudRate: 115200 });
  const writer = port.writable.getWriter();
  await writer.write(new TextEncoder().encode('\\n*IDN?\\n'));
  const reader = port.readable.getReader();
  let text = '';
  while (!text.includes('\\n')) text += new TextDecoder().decode((await reader.read()).value);
  reader.releaseLock();
  writer.releaseLock();
  await port.close();
  postMessage(text.trim());
`;

test('a worker reaches the bridge through the real serial port', async ({ page, bridge }) => {
  const direct = connect(bridge.port, '127.0.0.1');
  direct.write('\n*IDN?\n');
  const [expected] = (await once(createInterface(direct), 'line')) as [string];
  direct.destroy();
  const heard = await page.evaluate(
    (source) =>
      new Promise<string>((resolve, reject) => {
        const code = new Blob([source], { type: 'text/javascript' });
        const worker = new Worker(URL.createObjectURL(code), { type: 'module' });
        worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
    WORKER,
  );
  expect(heard).toBe(expected);
  expect(heard.split(',')).toHaveLength(4);
});
