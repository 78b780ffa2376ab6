/** /entry/instrument and /entry/sample of a bundle. */
import type { Group } from 'h5wasm';
import type { Recipe } from '../../experiments/experiment';
import { sourceKey } from '../../experiments/recipe/handed-on';
import { setupOf } from '../../experiments/recipe/setup';
import type { Step } from '../../experiments/program/step';
import { addGroup, addNumber, addText, type Attributes } from './nodes';
import { POLARITY, SETUP_PLACES } from '../layout';
import type { RunHeader } from '../run';

export function writeInstrument(entry: Group, header: RunHeader): Group {
  const { identity, capabilities } = header.instrument;
  const group = addGroup(entry, 'instrument', 'NXinstrument');
  addText(group, 'identity', [identity.vendor, identity.model, identity.serial, identity.firmware].join(','));
  addText(group, 'firmware', identity.firmware);
  addText(group, 'language_version', identity.languageVersion);
  addText(group, 'capabilities', JSON.stringify(capabilities));
  addText(group, 'polarity', POLARITY);
  writeSetup(group, header, 'instrument');
  writeSetup(addGroup(group, 'pipette', 'NXcollection'), header, 'instrument/pipette');
  return group;
}

export function writeSample(entry: Group, header: RunHeader): void {
  writeSetup(addGroup(entry, 'sample', 'NXsample'), header, 'sample');
}

function writeSetup(group: Group, { recipe }: RunHeader, place: string): void {
  const setup = setupOf(recipe);
  for (const { key, name, units } of SETUP_PLACES.filter((p) => p.group === place)) {
    const value: unknown = setup[key];
    const source = recipe[sourceKey(key)];
    if (typeof value === 'number') addNumber(group, name, value, units, sourceAttribute(source));
    else if (typeof value === 'string') addText(group, name, value);
  }
}

/** The run that a value was taken from. */
const sourceAttribute = (source: Recipe[string] | undefined): Attributes =>
  typeof source === 'string' ? { source } : {};

export type AmplifierStep = Extract<Step, { verb: 'AMPLIFIER' }>;

/** The setting that a run begins with; later ones stand beside the traces that they concern. */
export function writeAmplifier(instrument: Group, steps: readonly Step[], capabilities: unknown): void {
  const first = steps.find((s) => s.verb === 'AMPLIFIER');
  if (!first) return;
  const group = addGroup(instrument, 'amplifier', 'NXcollection');
  addText(group, 'filter', 'bessel4');
  writeAmplifierSetting(group, first, capabilities);
}

export function writeAmplifierSetting(group: Group, setting: AmplifierStep, capabilities: unknown): void {
  addNumber(group, 'full_scale', setting.fullScale, 'A');
  addNumber(group, 'filter_cutoff', setting.cutoff, 'Hz');
  const gain = gainOf(capabilities, setting.fullScale);
  if (gain !== null) addNumber(group, 'gain', gain, 'V/A');
}

/** Gain of the range that a bridge takes for a full scale: the smallest that holds it. V/A; null where it did not say. */
function gainOf(capabilities: unknown, fullScale: number): number | null {
  const { amplifier } = (capabilities ?? {}) as { amplifier?: { ranges?: unknown } };
  const ranges = Array.isArray(amplifier?.ranges)
    ? (amplifier.ranges as { full_scale?: unknown; gain?: unknown }[])
    : [];
  const fitting = ranges
    .map(({ full_scale, gain }) => ({ fullScale: Number(full_scale), gain: Number(gain) }))
    .filter((r) => r.fullScale >= fullScale && Number.isFinite(r.gain))
    .sort((a, b) => a.fullScale - b.fullScale);
  return fitting[0]?.gain ?? null;
}
