import { describe, expect, it } from 'vitest';
import type { memoryFile } from '../bundles/byte-file';
import { openJournal } from '../bundles/journal-reader';
import { chargeDischarge } from '../experiments/charge-discharge';
import { currentMap } from '../experiments/current-map';
import { contactHeight } from '../experiments/landing/landed';
import { surface } from '../experiments/surface';
import { planesOf, type Recipe } from '../experiments/experiment';
import { findingsOf } from './files/analyses';
import { mapsOf } from './files/products';
import type { ConnectChoice } from './protocol';
import { setUp } from './test-acquisition';

describe('a droplet', () => {
  const cycled: Recipe = { ...chargeDischarge.presets[0]?.recipe, cycles: 2, chargeInterval: 0.1 };

  /** What a run of two charges and discharges warns of. */
  async function warningsOn(sample: string): Promise<readonly string[]> {
    const { acquisition, file, pixels, when } = setUp();
    await acquisition.connect({ kind: 'simulated', sample, seed: 1, clock: Infinity });
    await acquisition.start(chargeDischarge.id, cycled);
    await when((s) => s.run?.finished === true);
    const journal = openJournal(file);
    if (!journal.ok) throw new Error(journal.error.happened);
    const { path } = journal.value.header;
    const maps = mapsOf(chargeDischarge.maps(cycled), path, pixels);
    return (await findingsOf(chargeDischarge, cycled, path, maps, journal.value.track())).warnings;
  }

  it('that dries while the solid beneath is cycled is warned of', async () => {
    expect(await warningsOn('lfp-composite-drying')).toContainEqual(
      expect.stringMatching(/^Point 1: .* The droplet may be drying, or the contact has changed\.$/),
    );
  }, 60_000);

  it('that the pipette feeds is not', async () => {
    for (const warning of await warningsOn('lfp-composite')) expect(warning).not.toContain('drying');
  }, 60_000);
});

describe('the way over steep relief', () => {
  const steep = currentMap.presets.find(({ id }) => id === 'lfp-composite-0.65V');

  it.each(['spiral', 'random'])(
    'clears everything between two points, in the order %s',
    async (order) => {
      const { acquisition, pixels, file, when } = setUp();
      await acquisition.connect({ kind: 'simulated', sample: steep?.sample ?? '', seed: 1, clock: Infinity });
      const map = { ...steep?.recipe, columns: 14, rows: 14, order, retract: 2.5e-6 };
      await acquisition.start(currentMap.id, map);
      await when((s) => s.run?.finished === true);
      expect(pixels.map(({ status }) => status)).toEqual(pixels.map(() => 'ok'));
      const journal = openJournal(file);
      if (!journal.ok) throw new Error(journal.error.happened);
      const { hops, traces, header } = journal.value;
      const program = currentMap.program(header.recipe);
      const met = hops.map(({ id, x, y, z }) => {
        const hop = traces(id);
        return { x, y, z, contact: (hop && contactHeight(hop, program)) ?? NaN };
      });
      const heights = met.map(({ contact }) => contact);
      expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(2.5e-6);
      const room = met.slice(1).flatMap((to, k) => {
        const from = met[k] ?? to;
        const z = Math.max(to.z ?? Infinity, from.contact + 2.5e-6);
        const between = (a: number, b: number, c: number): boolean => (a - b) * (a - c) <= 0;
        const under = met.filter((m) => between(m.x, from.x, to.x) && between(m.y, from.y, to.y));
        return [...under.map(({ contact }) => z - contact), (to.z ?? Infinity) - to.contact];
      });
      expect(Math.min(...room)).toBeGreaterThan(0);
      expect(hops.filter(({ z }) => z === null).length).toBeLessThan(20);
      await acquisition.disconnect();
    },
    60_000,
  );
});

describe('a surface far below', () => {
  const search: Recipe = { ...surface.presets[0]?.recipe, approachRate: 20e-6 };
  const far: ConnectChoice = { kind: 'simulated', sample: 'lfp-composite-far', seed: 1, clock: Infinity };
  const { steps } = surface.program(search);
  const coarse = steps.findIndex(({ verb }) => verb === 'COARSE');

  /** What each visit did: where its first look began, at the top of the range; where its looks ended; its coarse step. m. */
  function visitsOf(file: ReturnType<typeof memoryFile>) {
    const journal = openJournal(file);
    if (!journal.ok) throw new Error(journal.error.happened);
    const { hops, header, traces } = journal.value;
    return hops.map(({ id, point }) => {
      const recorded = traces(id)?.steps ?? new Map<number, never>();
      const zOf = (place: number): Float32Array => recorded.get(place)?.channels.z ?? new Float32Array(0);
      const looked = steps.flatMap(({ verb }, place) =>
        verb === 'APPROACH' ? [...zOf(place).slice(-1)] : [],
      );
      const begun = zOf(steps.findIndex(({ verb }) => verb === 'APPROACH'))[0] ?? NaN;
      return { program: header.path.points[point]?.program ?? 0, begun, looked, stepped: zOf(coarse) };
    });
  }

  /** The coarse axis went down with the fine one at its top alone, and never below what was looked at. */
  function expectSafe(visits: ReturnType<typeof visitsOf>): void {
    let [top, deepest] = [NaN, Infinity];
    for (const { begun, looked, stepped } of visits) {
      deepest = Math.min(deepest, ...looked);
      if (!Number.isNaN(begun)) top = begun;
      if (stepped.length === 0) continue;
      expect(stepped[0]).toBeCloseTo(top, 9);
      expect(stepped.at(-1)).toBeGreaterThan(deepest);
    }
  }

  it('is found by looks and coarse steps in turn; the rest is left out, and said so', async () => {
    const { acquisition, file, pixels, when } = setUp();
    await acquisition.connect(far);
    await acquisition.start(surface.id, search);
    const ended = await when((s) => s.run?.finished === true);
    expect(ended.run).toMatchObject({ hopsDone: 7, hopsTotal: 7 });
    const visits = visitsOf(file);
    expect(visits.map(({ program }) => program)).toEqual([0, 1, 0, 1, 0, 1, 0]);
    expectSafe(visits);
    const at = planesOf(surface.maps(search)).findIndex(({ map }) => map.name === 'surface_height');
    expect(pixels.at(-1)?.values[at]).toBeCloseTo(12.2e-6, 6);
    const journal = openJournal(file);
    const log = journal.ok ? journal.value.log.map(({ message }) => message) : [];
    expect(log).toEqual([expect.stringContaining('points 8 to 21') as string]);
  });

  it.each([1, 2])(
    'is found safely by a run that was stopped after %i visits and gone on with',
    async (n) => {
      const { acquisition, file, when } = setUp();
      await acquisition.connect({ ...far, clock: 8 });
      const started = await acquisition.start(surface.id, search);
      await when((s) => (s.run?.hopsDone ?? 0) >= n);
      await acquisition.stop();
      await when((s) => s.run?.stopped === true);
      // A slow computer may have stopped it only on the surface: then nothing is done there again.
      const isMet = (z: number): boolean => Math.abs(z - 12.2e-6) < 0.1e-6;
      const early = visitsOf(file).some(({ looked }) => looked.some(isMet));
      const gone = await acquisition.resumeKept(started.ok ? started.value : '');
      expect(gone.ok).toBe(true);
      await when((s) => s.run?.finished === true);
      const visits = visitsOf(file);
      expectSafe(visits);
      expect(Math.min(...visits.flatMap(({ looked }) => looked))).toBeGreaterThan(12.1e-6);
      expect(early || visits.at(-1)?.looked.every(isMet)).toBe(true);
    },
    30_000,
  );
});
