/** `meniscus fit`: the diffusion coefficient from voltammograms that other instruments recorded at a single electrode. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { filesOf, type CurveFile } from '../bundles/imports/choose-curves';
import { readVoltammograms } from '../bundles/imports/read-voltammograms';
import type { ImportFile } from '../bundles/imports/recorded-voltammogram';
import { unitOf } from '../bundles/imports/units';
import { fault, reasonOf, type Fault } from '../fault';
import type { PlanarElectrode } from '../kinetics/planar-electrode';
import { err, ok, type Result } from '../result';
import { fitRecorded, type Fitted } from '../workers/fits/recorded-fit';
import type { Register } from './command';
import { fitSummary, fitText } from './fit-text';

interface Options {
  readonly area: number;
  readonly areaError: number;
  readonly concentration: number;
  readonly concentrationError: number;
  readonly temperature: number;
  readonly electrons: number;
  readonly rate?: readonly number[];
  readonly json?: true;
}

const CM2 = 1e-4;
const PER_CM3 = 1e6;

export const fitCommand: Register = (program, finish) => {
  program
    .command('fit')
    .description(
      'Diffusion coefficient from recorded cyclic voltammograms at several scan rates: PalmSens CSV and sessions, Gamry ' +
        '.DTA, Bio-Logic .mpt, CH Instruments and NOVA text, echemdb. Of each rate the first complete cycle is used.',
    )
    .argument('<file...>', 'recorded voltammograms')
    .requiredOption('--area <cm²>', 'of the electrode', between(0, Infinity, 'cm²'))
    .requiredOption('--concentration <mol/cm³>', 'of the couple', between(0, Infinity, 'mol/cm³'))
    .option('--area-error <cm²>', 'one standard deviation of the area', notNegative('cm²'), 0)
    .option(
      '--concentration-error <mol/cm³>',
      'one standard deviation of the concentration',
      notNegative('mol/cm³'),
      0,
    )
    .option('--temperature <K>', 'of the cell', between(200, 1000, 'K'), 298.15)
    .option('--electrons <number>', 'that go over at once', electrons, 1)
    .option(
      '--rate <V/s>',
      'of all files that state none; repeated, one per file; with its unit, such as 50mV/s, or in V/s',
      rates,
    )
    .option('--json', 'one JSON object in SI units instead of text')
    .action(
      finish((paths: string[], options: Options) => {
        const fitted = fit(paths, options);
        if (!fitted.ok) return Promise.resolve(fitted);
        const summary = fitSummary(fitted.value);
        process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : fitText(summary));
        return Promise.resolve(ok(0));
      }),
    );
};

/** A reader of finite numbers above `low`, or from it where it is not 0. */
function between(low: number, high: number, unit: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (Number.isFinite(value) && value > 0 && value >= low && value <= high) return value;
    const range = low === 0 ? 'above 0' : `from ${String(low)} to ${String(high)}`;
    throw new InvalidArgumentError(`Give a number ${range} in ${unit}.`);
  };
}

function notNegative(unit: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    throw new InvalidArgumentError(`Give a number from 0 in ${unit}.`);
  };
}

function electrons(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 8) return value;
  throw new InvalidArgumentError('Give a whole number from 1 to 8.');
}

const rates = (text: string, before: readonly number[] = []): readonly number[] => [...before, rateOf(text)];

/** V/s above which a bare number may well be meant in mV/s. */
const HASTY = 2;

function rateOf(text: string): number {
  const [, number = text, unit = ''] = /^\s*([^a-zµ]*?)\s*([a-zµμ].*)?$/i.exec(text) ?? [];
  const known = unitOf(unit === '' ? 'V/s' : unit);
  if (known?.quantity !== 'scan rate') throw new InvalidArgumentError('Give a number in V/s or mV/s.');
  const rate = between(0, Infinity, 'V/s')(number) * known.factor;
  if (unit !== '' || rate <= HASTY) return rate;
  throw new InvalidArgumentError(
    `${number} V/s is very fast; give it with its unit, ${number}V/s or ${number}mV/s.`,
  );
}

function fit(paths: readonly string[], options: Options): Result<Fitted, Fault> {
  if (options.areaError >= options.area || options.concentrationError >= options.concentration) {
    const what = options.areaError >= options.area ? 'area' : 'concentration';
    return err(fault('value-invalid', `The uncertainty of the ${what} must be smaller than the ${what}.`));
  }
  const files = filesAt(paths);
  if (!files.ok) return files;
  const area = options.area * CM2;
  const recorded = readVoltammograms(files.value, area);
  if (!recorded.ok) return recorded;
  const sources = filesOf(
    recorded.value,
    files.value.map((file) => file.name),
  );
  const given = ratesPerFile(sources, options.rate ?? []);
  if (!given.ok) return given;
  const { temperature, electrons: n } = options;
  const electrode: PlanarElectrode = {
    area,
    areaError: options.areaError * CM2,
    concentration: options.concentration * PER_CM3,
    concentrationError: options.concentrationError * PER_CM3,
    temperature,
    electrons: n,
  };
  return fitRecorded(recorded.value, sources, given.value, electrode);
}

function filesAt(paths: readonly string[]): Result<readonly ImportFile[], Fault> {
  const files: ImportFile[] = [];
  for (const path of paths) {
    try {
      files.push({ name: nameOf(path, paths), bytes: readFileSync(path) });
    } catch (thrown) {
      return err(fault('import-unreadable', `${path} cannot be read: ${reasonOf(thrown)}.`));
    }
  }
  return ok(files);
}

/** The last part of a path, or all of it where two files would have the same name. */
function nameOf(path: string, paths: readonly string[]): string {
  const name = basename(path);
  return paths.filter((other) => basename(other) === name).length > 1 ? path : name;
}

/** One rate goes to all files that state none; several are one per file. */
function ratesPerFile(
  files: readonly CurveFile[],
  given: readonly number[],
): Result<readonly (number | null)[], Fault> {
  if (given.length === files.length) return ok(given);
  const [only = null] = given;
  if (given.length === 0) return ok(files.map(() => null));
  if (given.length === 1 && files.some((file) => !file.rated)) {
    return ok(files.map((file) => (file.rated ? null : only)));
  }
  const message =
    given.length === 1
      ? 'All files state their scan rates; to replace them give one per file'
      : `There are ${String(given.length)} scan rates for ${String(files.length)} files; give one per file, or one for all that state none`;
  return err(fault('value-invalid', `${message}.`));
}
