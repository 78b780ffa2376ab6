import { describe, expect, it } from 'vitest';
import { parseCapabilities } from './capabilities';
import { latin1 } from './test-peer';

const axis = { min: 0, max: 2e-5, max_velocity: 5e-3, resolution: 1e-10 };
const told = {
  axes: { x: axis, y: axis, z: axis },
  channels: [
    { bit: 0, name: 'z', unit: 'm' },
    { bit: 1, name: 'tip_current', unit: 'A' },
  ],
  amplifier: {
    ranges: [{ full_scale: 2e-9, gain: 5e9, noise: [{ cutoff: 1000, rms: 7e-14 }] }],
    cutoff: [10, 20_000],
  },
  max_sample_rate: 200_000,
  queue_length: 64,
  record_memory: 1_000_000,
  track: false,
};

const parse = (value: unknown) => parseCapabilities(latin1(JSON.stringify(value)));

describe('capabilities', () => {
  it('are read as they are', () => {
    expect(parse(told)).toEqual({ ok: true, value: told });
  });

  it('may have a coarse axis and be simulated', () => {
    const more = {
      ...told,
      axes: { ...told.axes, coarse: axis },
      simulation: { sample: 'lto-film', seed: 1 },
    };
    expect(parse(more)).toEqual({ ok: true, value: more });
  });

  it('may know more than this program', () => {
    const newer = {
      ...told,
      channels: [...told.channels, { bit: 9, name: 'humidity', unit: '1' }],
      laser: { power: 1 },
    };
    expect(parse(newer)).toEqual({ ok: true, value: told });
  });

  it.each([
    ['axes is missing', { ...told, axes: undefined }],
    ['axes.y is missing', { ...told, axes: { x: axis, z: axis } }],
    ['axes.z.max is no number', { ...told, axes: { ...told.axes, z: { ...axis, max: '20 um' } } }],
    ['axes.x has no range', { ...told, axes: { ...told.axes, x: { ...axis, max: 0 } } }],
    ['amplifier.ranges is no list', { ...told, amplifier: { ...told.amplifier, ranges: 3 } }],
    [
      'amplifier.ranges[0].noise[0].cutoff is not positive',
      {
        ...told,
        amplifier: {
          ...told.amplifier,
          ranges: [{ ...told.amplifier.ranges[0], noise: [{ cutoff: 0, rms: 1 }] }],
        },
      },
    ],
    ['amplifier.cutoff needs two', { ...told, amplifier: { ...told.amplifier, cutoff: [10] } }],
    ['channels[0] is channel 1, z', { ...told, channels: [{ bit: 1, name: 'z', unit: 'm' }] }],
    ['track is neither', { ...told, track: 'no' }],
    ['max_sample_rate is missing', { ...told, max_sample_rate: undefined }],
    ['simulation.seed is missing', { ...told, simulation: { sample: 'lto-film' } }],
  ])('are refused: %s', (why, value) => {
    const parsed = parse(value);
    expect(!parsed.ok && parsed.error).toContain(why);
  });

  it('are refused when they are no JSON', () => {
    const parsed = parseCapabilities(latin1('{"axes":'));
    expect(!parsed.ok && parsed.error).toContain('no JSON');
  });
});
