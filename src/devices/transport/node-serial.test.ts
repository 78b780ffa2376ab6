import { spawn, spawnSync } from 'node:child_process';
import { Duplex as NodeDuplex } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectBridge } from '../bridge/driver';
import { createSimulatedBridge } from '../twin/simulated-bridge';
import { openSerialPort } from './node-serial';
import { streamDuplex } from './node-stream';

/** A terminal of the system whose other end is this program's standard input and output; says its name first. */
const PSEUDO_TERMINAL = `
import os, pty, sys, threading, tty
master, slave = pty.openpty()
tty.setraw(slave)
print(os.ttyname(slave), flush=True)
def down():
    while True:
        data = os.read(0, 65536)
        if not data: os._exit(0)
        while data: data = data[os.write(master, data):]
threading.Thread(target=down, daemon=True).start()
while True:
    os.write(1, os.read(master, 65536))
`;

const python = spawnSync('python3', ['-c', 'import pty']).status === 0;

describe('a serial port in Node', () => {
  it('carries a bridge', async ({ skip }) => {
    skip(!python, 'python3 is not here, which makes a pseudo-terminal');
    const terminal = spawn('python3', ['-c', PSEUDO_TERMINAL]);
    onTestFinished(() => void terminal.kill());
    const path = await new Promise<string>((resolve) => {
      terminal.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    });
    const bridge = createSimulatedBridge({ sample: 'planar', seed: 1, clock: Infinity });
    if (!bridge.ok) throw new Error(bridge.error.happened);
    const device = NodeDuplex.from({ readable: terminal.stdout, writable: terminal.stdin });
    void bridge.value.serve(streamDuplex(device, 'device', () => Promise.resolve()));

    const port = await openSerialPort(path);
    if (!port.ok) throw new Error(port.error.happened);
    const connected = await connectBridge(port.value);
    if (!connected.ok) throw new Error(connected.error.happened);
    expect(connected.value.identity.model).toBe('Simulated bridge');
    const busy = await openSerialPort(path);
    expect(!busy.ok && busy.error.code).toBe('port-busy');

    await connected.value.close();
    expect((await connected.value.closed).code).toBe('cancelled');
    expect(await port.value.read()).toBeNull();
    const again = await openSerialPort(path);
    expect(again.ok).toBe(true);
    if (again.ok) await again.value.close();
  }, 20_000);

  it('says that there is no such port', async () => {
    const port = await openSerialPort('/dev/no-such-port');
    expect(!port.ok && port.error.code).toBe('no-device');
  });
});
