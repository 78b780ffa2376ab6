/** The header of a run, put together again from /entry of a bundle. */
import type { Recipe } from '../../experiments/experiment';
import { programHash } from '../../experiments/program/step-text';
import { LayoutError, type BundleReader } from './values';
import { SETUP_PLACES } from '../layout';
import type { RunHeader } from '../run';

export function readTimes(reader: BundleReader): {
  readonly startedAt: string;
  readonly endedAt: string | null;
} {
  const startedAt = reader.text('/entry/start_time');
  if (Number.isNaN(Date.parse(startedAt)))
    throw new LayoutError(`/entry/start_time is no time: ${startedAt}`);
  return { startedAt, endedAt: reader.textIfAny('/entry/end_time') };
}

/** All but the path. */
export function readHeader(reader: BundleReader): Omit<RunHeader, 'path'> {
  const program = reader.texts('/entry/experiment/program');
  const labels = reader.has('/entry/experiment/labels') ? reader.texts('/entry/experiment/labels') : [];
  return {
    schema: 1,
    id: reader.text('/entry/experiment_identifier'),
    title: reader.text('/entry/title'),
    experiment: reader.text('/entry/experiment/kind'),
    recipe: readRecipe(reader),
    program,
    labels: program.map((_, place) => labels[place] ?? ''),
    programHash: programHash(program),
    ...readTrackProgram(reader),
    instrument: readInstrument(reader),
    software: readSoftware(reader),
    createdAt: reader.text('/entry/start_time'),
  };
}

function readTrackProgram(reader: BundleReader): Pick<RunHeader, 'track'> {
  const place = '/entry/experiment';
  const against = reader.textIfAny(`${place}/pipette_against`);
  const textsOf = (name: string): readonly string[] =>
    reader.has(`${place}/${name}`) ? reader.texts(`${place}/${name}`) : [];
  const program = textsOf('track_program');
  if (against === null && program.length === 0) return {};
  const labels = textsOf('track_labels');
  const follow = against === 'bath';
  return { track: { program, labels: program.map((_, k) => labels[k] ?? ''), follow } };
}

/** The plan; what it does not say of pipette and sample comes from their groups. */
function readRecipe(reader: BundleReader): Recipe {
  const place = '/entry/experiment/plan';
  const plan = parseJson(reader.text(place));
  if (typeof plan !== 'object' || plan === null || !('schema' in plan))
    throw new LayoutError(`${place} is no recipe: a JSON object with the key “schema” is needed`);
  const described = SETUP_PLACES.flatMap(({ key, group, name }) => {
    const value = reader.scalarIfAny(`/entry/${group}/${name}`);
    return value === null ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(described), ...(plan as Recipe) };
}

function readInstrument(reader: BundleReader): RunHeader['instrument'] {
  const [vendor = '', model = '', serial = '', firmware = ''] = reader
    .text('/entry/instrument/identity')
    .split(',');
  const capabilities = parseJson(reader.textIfAny('/entry/instrument/capabilities') ?? 'null');
  return {
    identity: {
      vendor,
      model,
      serial,
      firmware: reader.textIfAny('/entry/instrument/firmware') ?? firmware,
      languageVersion: reader.textIfAny('/entry/instrument/language_version') ?? '',
    },
    capabilities,
    simulation: simulationOf(capabilities),
  };
}

function simulationOf(capabilities: unknown): RunHeader['instrument']['simulation'] {
  const { simulation } = (capabilities ?? {}) as { simulation?: { sample?: unknown; seed?: unknown } };
  return typeof simulation?.sample === 'string' && typeof simulation.seed === 'number'
    ? { sample: simulation.sample, seed: simulation.seed }
    : null;
}

function readSoftware(reader: BundleReader): RunHeader['software'] {
  const root = reader.group('/');
  const [name = ''] = reader.attributeTexts(root, 'creator');
  const [version = ''] = reader.attributeTexts(root, 'creator_version');
  return { name, version };
}

/** Undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
