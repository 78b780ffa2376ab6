/** Reads what a bridge says of itself in `SYSTem:CAPabilities?`. What is not known is passed over, what is needed is checked. */
import { CHANNELS } from '../../records/record';
import { err, ok, type Result } from '../../result';
import type { AmplifierRange, Axis, Capabilities, Simulation } from '../instrument';

/** Reads the block; the error names the key that is missing or wrong. */
export function parseCapabilities(bytes: Uint8Array): Result<Capabilities, string> {
  try {
    const root = new Place(JSON.parse(new TextDecoder().decode(bytes)), '');
    return ok(capabilities(root));
  } catch (thrown) {
    if (thrown instanceof Misfit) return err(thrown.message);
    if (thrown instanceof SyntaxError) return err(`no JSON: ${thrown.message}`);
    throw thrown;
  }
}

function capabilities(root: Place): Capabilities {
  const axes = root.at('axes');
  const amplifier = root.at('amplifier');
  return {
    axes: {
      x: axis(axes.at('x')),
      y: axis(axes.at('y')),
      z: axis(axes.at('z')),
      ...(axes.has('coarse') ? { coarse: axis(axes.at('coarse')) } : {}),
    },
    channels: channels(root.at('channels')),
    amplifier: { ranges: amplifier.at('ranges').list().map(range), cutoff: cutoff(amplifier.at('cutoff')) },
    max_sample_rate: root.at('max_sample_rate').positive(),
    queue_length: root.at('queue_length').positive(),
    record_memory: root.at('record_memory').positive(),
    track: root.at('track').boolean(),
    ...(root.has('simulation') ? { simulation: simulation(root.at('simulation')) } : {}),
  };
}

function axis(place: Place): Axis {
  const [min, max] = [place.at('min').number(), place.at('max').number()];
  if (min >= max) place.refuse('has no range');
  return {
    min,
    max,
    max_velocity: place.at('max_velocity').positive(),
    resolution: place.at('resolution').positive(),
  };
}

/** The channels that this host knows; a newer bridge may have more. */
function channels(place: Place): Capabilities['channels'] {
  return place.list().flatMap((entry) => {
    const [bit, name] = [entry.at('bit').number(), entry.at('name').text()];
    const known = CHANNELS.find((c) => c.bit === bit || c.name === name);
    if (!known) return [];
    if (known.bit !== bit || known.name !== name)
      entry.refuse(`is channel ${String(bit)}, ${name}; expected ${String(known.bit)}, ${known.name}`);
    return [{ bit, name: known.name, unit: entry.at('unit').text() }];
  });
}

const range = (place: Place): AmplifierRange => ({
  full_scale: place.at('full_scale').positive(),
  gain: place.at('gain').positive(),
  noise: place
    .at('noise')
    .list()
    .map((point) => ({ cutoff: point.at('cutoff').positive(), rms: point.at('rms').number() })),
});

function cutoff(place: Place): [number, number] {
  const [min, max] = place.list();
  if (!min || !max) return place.refuse('needs two frequencies');
  return [min.positive(), max.positive()];
}

const simulation = (place: Place): Simulation => ({
  sample: place.at('sample').text(),
  seed: place.at('seed').number(),
});

class Misfit extends Error {}

/** A value inside the JSON, and the way to it for messages. */
class Place {
  private readonly value: unknown;
  private readonly path: string;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.path = path;
  }

  at(key: string): Place {
    const path = this.path ? `${this.path}.${key}` : key;
    const value = this.member(key);
    if (value === undefined) throw new Misfit(`${path} is missing`);
    return new Place(value, path);
  }

  has(key: string): boolean {
    return this.member(key) !== undefined;
  }

  list(): Place[] {
    if (!Array.isArray(this.value)) return this.refuse('is no list');
    return this.value.map((item, i) => new Place(item, `${this.path}[${String(i)}]`));
  }

  number(): number {
    return typeof this.value === 'number' ? this.value : this.refuse('is no number');
  }

  positive(): number {
    const value = this.number();
    return value > 0 ? value : this.refuse('is not positive');
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse('is no text');
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.refuse('is neither true nor false');
  }

  refuse(why: string): never {
    throw new Misfit(`${this.path} ${why}`);
  }

  private member(key: string): unknown {
    const { value } = this;
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)[key]
      : undefined;
  }
}
