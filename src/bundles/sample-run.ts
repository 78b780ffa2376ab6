/**
 * A made-up run for tests and benchmarks: a diffusion map whose samples are a plain function of hop, step, channel and
 * sample number, so that any of them can be checked after a journey through files.
 */
import { encode } from 'fast-png';
import { standardOf } from '../experiments/recipe/analysis';
import { experimentById } from '../experiments/catalogue';
import { evaluationOf } from '../experiments/evaluations';
import type { Recipe } from '../experiments/experiment';
import { programHash, stepText } from '../experiments/program/step-text';
import { encodeRecord } from '../records/codec';
import type { Landmark } from '../maps/landmarks';
import { EMPTY_WORKSPACE, workspaceText, type KeptWorkspace } from '../maps/workspace';
import { FLAG, maskOf, type BridgeRecord } from '../records/record';
import type { HopNote, KeptAnalysis, MapData, Products, RunHeader } from './run';

const SAMPLE_PICTURE = {
  name: 'grains.png',
  bytes: encode({
    width: 12,
    height: 9,
    channels: 1,
    data: Uint8Array.from({ length: 108 }, (_, k) => (k * 37) % 256),
  }),
};
/** Of the grid's corners, the picture's upper edge where y is greatest. */
const SAMPLE_LANDMARKS: readonly Landmark[] = [
  { image: { x: 0, y: 0 }, stage: { x: 46e-6, y: 50e-6 } },
  { image: { x: 12, y: 0 }, stage: { x: 50e-6, y: 50e-6 } },
  { image: { x: 0, y: 9 }, stage: { x: 46e-6, y: 46e-6 } },
];
const SAMPLE_WORKSPACE: KeptWorkspace = {
  views:
    workspaceText({
      ...EMPTY_WORKSPACE,
      micrograph: { file: SAMPLE_PICTURE.name, landmarks: SAMPLE_LANDMARKS, shown: true, opacity: 0.5 },
    }) ?? '',
  picture: SAMPLE_PICTURE,
};

export interface SampleRun {
  readonly header: RunHeader;
  readonly hops: readonly HopNote[];
  /** Records of a hop, the first of them numbered `hop × recordsPerHop`. */
  readonly recordsOf: (hop: number) => readonly BridgeRecord[];
}

export interface SampleRunSize {
  readonly rows?: number;
  readonly columns?: number;
  readonly rates?: readonly number[];
  /** Samples of each voltammogram. */
  readonly samples?: number;
}

export function sampleRun({
  rows = 2,
  columns = 3,
  rates = [20, 10],
  samples = 10,
}: SampleRunSize = {}): SampleRun {
  const experiment = experimentById('diffusion-map');
  const preset = experiment?.presets[0];
  if (!experiment || !preset) throw new Error('the diffusion map is gone');
  const recipe: Recipe = { ...preset.recipe, rows, columns, rates, repeatFirst: 0 };
  const { steps, labels } = experiment.program(recipe);
  const program = steps.map(stepText);
  const path = experiment.path(recipe);
  const header: RunHeader = {
    schema: 1,
    id: '6e4f2b1a-58a3-4c0e-9d0f-2f1b6f2a7c11',
    title: `Diffusion map, ${String(columns)} × ${String(rows)}`,
    experiment: experiment.id,
    recipe,
    program,
    labels,
    programHash: programHash(program),
    path,
    instrument: {
      identity: {
        vendor: 'Meniscus',
        model: 'Simulated bridge',
        serial: 'SIM-1',
        firmware: '1.0.0',
        languageVersion: '1.0',
      },
      capabilities: CAPABILITIES,
      simulation: CAPABILITIES.simulation,
    },
    software: { name: 'Meniscus', version: '0.1.0' },
    createdAt: '2025-03-01T10:00:00.000Z',
  };
  const hops = path.points.map(({ x, y, row, column }, id): HopNote => ({
    kind: 'hop',
    id,
    point: id,
    row,
    column,
    visit: 0,
    x,
    y,
    z: id === 0 ? null : 1e-6,
  }));
  return { header, hops, recordsOf: (hop) => recordsOf(hop, steps, samples) };
}

const CAPABILITIES = {
  axes: { x: { min: 0, max: 1e-4 }, y: { min: 0, max: 1e-4 }, z: { min: 0, max: 2e-5 } },
  amplifier: {
    ranges: [
      { full_scale: 20e-9, gain: 500e6, noise: [{ cutoff: 1000, rms: 2e-13 }] },
      { full_scale: 2e-9, gain: 5e9, noise: [{ cutoff: 1000, rms: 8e-14 }] },
    ],
    cutoff: [10, 20000],
  },
  track: false,
  simulation: { sample: 'lto-film', seed: 1 },
};

/** The sample that a record holds at a place: small whole numbers in float32, so that nothing is lost. */
export const sampleValue = (hop: number, step: number, channel: number, k: number): number =>
  Math.fround(hop * 1000 + step * 10 + channel + k / 16);

function recordsOf(
  hop: number,
  steps: readonly { readonly verb: string; readonly interval?: number }[],
  samples: number,
): BridgeRecord[] {
  const records: BridgeRecord[] = [];
  let start = 100 + hop * 10;
  const add = (step: number, flags: number, firstSample: number, sampleCount: number, mask: number): void => {
    const interval = steps[step]?.interval ?? 1e-3;
    records.push({
      number: 0,
      hop,
      step,
      flags,
      firstSample,
      sampleCount,
      channelMask: mask,
      start: start + firstSample * interval,
      interval,
      payload: payloadOf(hop, step, mask, firstSample, sampleCount),
    });
  };
  steps.forEach(({ verb }, step) => {
    if (verb === 'APPROACH') {
      add(
        step,
        FLAG.firstOfStep | FLAG.lastOfStep | FLAG.contact,
        0,
        4 + (hop % 3),
        maskOf('z', 'tip_current'),
      );
    } else if (verb === 'HOLD' || verb === 'CYCLE') {
      const count = verb === 'HOLD' ? 3 : samples;
      const half = count >> 1;
      const mask = maskOf('tip_current', 'tip_potential');
      add(step, FLAG.firstOfStep, 0, half, mask);
      add(step, FLAG.lastOfStep, half, count - half, mask);
    } else if (verb === 'RETRACT') {
      add(step, FLAG.firstOfStep | FLAG.lastOfStep | FLAG.lastOfHop, 0, 2, maskOf('z', 'tip_current'));
    } else return;
    start += 1;
  });
  return records.map((record, k) => ({ ...record, number: hop * records.length + k }));
}

function payloadOf(
  hop: number,
  step: number,
  mask: number,
  firstSample: number,
  count: number,
): Float32Array {
  const bits = [0, 1, 2, 3, 4, 5, 6].filter((bit) => mask & (1 << bit));
  const payload = new Float32Array(bits.length * count);
  bits.forEach((bit, place) => {
    for (let k = 0; k < count; k++) payload[place * count + k] = sampleValue(hop, step, bit, firstSample + k);
  });
  return payload;
}

/** Records as a bridge sends them. */
export function recordBlock(records: readonly BridgeRecord[]): {
  readonly records: readonly BridgeRecord[];
  readonly bytes: Uint8Array;
} {
  const parts = records.map(encodeRecord);
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { records, bytes };
}

/** Maps of the run: numbers that no rounding would leave as they are, with some missing. */
export function sampleProducts({ header }: SampleRun): Products & { readonly maps: readonly MapData[] } {
  const experiment = experimentById(header.experiment);
  if (!experiment) throw new Error('the diffusion map is gone');
  const area = header.path.rows * header.path.columns;
  const maps = experiment.maps(header.recipe).map((spec, m): MapData => {
    const codes = Object.values(spec.enumeration ?? {});
    const values = (scale: number): Float64Array =>
      Float64Array.from({ length: area * (spec.axis?.values.length ?? 1) }, (_, k) => {
        if (k % 5 === 4) return NaN;
        return spec.enumeration ? (codes[k % codes.length] ?? NaN) : scale * Math.PI ** (m - k);
      });
    return {
      spec,
      data: values(1e-9),
      noise: spec.errors ? values(1e-11) : null,
      calibration: spec.errors ? values(1e-12) : null,
    };
  });
  const truth = maps
    .filter((m) => m.spec.name === 'diffusion_coefficient')
    .map((m) => ({ ...m, noise: null, calibration: null }));
  const standard: KeptAnalysis = {
    ...standardOf(experiment, header.recipe),
    software: header.software,
    date: '2025-03-01T10:05:00.000Z',
    parameters: evaluationOf(experiment.id).analysis(header.recipe),
    maps,
  };
  return {
    maps,
    analyses: [standard],
    shown: standard.name,
    workspace: SAMPLE_WORKSPACE,
    mainMap: experiment.mainMap,
    truth,
  };
}
