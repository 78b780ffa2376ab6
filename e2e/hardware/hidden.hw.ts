import { expect } from 'vitest';
import { connectUsb, hopsDone, pressStart, setGrid, untilFinished, untilHop } from '../drive';
import { bringForward, keptJournal, openHideable } from '../hideable';
import { FLAG } from '../../src/records/record';
import type { Made } from '../../src/workers/faults/test-audit';
import { expectNothingLost, watched } from './faults';

const SIDE = 9;
const HOPS = SIDE * SIDE;
const MINUTE = 60_000;
/** Hops that have just ended and may not be told yet. */
const ON_THEIR_WAY = 2;

/** About a hop a second. */
watched({ clock: 10 })(
  'a tab that nobody sees for a minute keeps every record as it comes',
  async ({ site, device, bridge }) => {
    const { context, page, close } = await openHideable(device.launchOptions());
    await context.addInitScript({ path: device.grantScript });
    await page.goto(site.url);
    await connectUsb(page, 'serial');
    await setGrid(page, SIDE, SIDE);
    await pressStart(page);
    await untilHop(page, 2);
    await bringForward(await context.newPage(), page, 'hidden');
    const before = await hopsDone(page);
    await page.waitForTimeout(MINUTE);
    const made = await bridge.made();
    const done = await hopsDone(page);
    expect(done).toBeGreaterThan(before);
    expect(done).toBeGreaterThanOrEqual(hopsEnded(made) - ON_THEIR_WAY);
    await bringForward(page, page, 'visible');
    await untilFinished(page, HOPS, 200);
    expect((await expectNothingLost(page, bridge, keptJournal)).completeHops).toBe(HOPS);
    await close();
  },
);

const hopsEnded = ({ made }: Made): number =>
  made.filter((record) => new DataView(record.buffer, record.byteOffset).getUint16(14, true) & FLAG.lastOfHop)
    .length;
