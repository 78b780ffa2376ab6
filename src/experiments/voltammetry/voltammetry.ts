/** From the voltammograms of a hop to the numbers of its maps: what every experiment with cycles at several rates shares. */
import { analyseDiffusion, MODEL, VERDICT } from '../../kinetics/diffusion';
import type { Cell, Choice, DiffusionAnalysis, Wave } from '../../kinetics/diffusion';
import { FLAG } from '../../records/record';
import type { HopTraces } from '../../records/hop';
import type { MapSpec, Recipe, Recorded, Reduction } from '../experiment';
import { approachPlace, contactHeight, landingProblem } from '../landing/landed';
import { numberOf, textOf } from '../recipe/recipe';
import { emptyReduction, exact, type Write } from '../results/reduction';
import { setupOf } from '../recipe/setup';
import { backgroundOf, withoutBackground } from './background';

const CM2 = { unit: 'cm²/s', factor: 1e4 };
const ONE = { unit: '', factor: 1 };
const PICOAMPERE = { unit: 'pA', factor: 1e12 };

/** Maps of voltammetry at several rates; the rate axis counts upward. */
export function voltammetryMaps(rates: readonly number[]): readonly MapSpec[] {
  const axis = { name: 'scan_rate', unit: 'V/s', values: ascending(rates) };
  const map = (name: string, title: string, unit: string, shown: MapSpec['shown']): MapSpec => ({
    name,
    title,
    unit,
    shown,
    scale: 'linear',
    errors: true,
  });
  const category = (name: string, title: string, enumeration: Readonly<Record<string, number>>): MapSpec => ({
    ...map(name, title, '', ONE),
    errors: false,
    enumeration,
  });
  return [
    { ...map('diffusion_coefficient', 'D', 'm2/s', CM2), scale: 'log', errorsShown: true },
    { ...map('height', 'Height', 'm', { unit: 'nm', factor: 1e9 }), errors: false },
    { ...map('peak_current_cathodic', 'Cathodic peak', 'A', PICOAMPERE), axis },
    { ...map('peak_current_anodic', 'Anodic peak', 'A', PICOAMPERE), axis },
    map('b_value', 'b-value', '', ONE),
    { ...map('peak_separation', 'Peak separation', 'V', { unit: 'mV', factor: 1e3 }), axis },
    map('half_wave_potential', 'Half-wave potential', 'V', { unit: 'V', factor: 1 }),
    { ...map('diffusion_coefficient_line', 'D, textbook line', 'm2/s', CM2), scale: 'log' },
    { ...map('diffusion_coefficient_reverse', 'D, reverse sweep', 'm2/s', CM2), scale: 'log' },
    { ...map('peak_ratio', 'Peaks, cathodic over anodic', '', ONE), axis },
    { ...map('rate_constant', 'Rate constant k⁰', 'm/s', { unit: 'cm/s', factor: 100 }), scale: 'log' },
    map('resistance', 'Series resistance', 'ohm', { unit: 'MΩ', factor: 1e-6 }),
    map('capacitance', 'Capacitance', 'F', { unit: 'fF', factor: 1e15 }),
    { ...map('evidence', 'Weight of the model', '', ONE), errors: false },
    map('slope', 'Slope', 'A s^0.5 V^-0.5', { unit: 'pA s½ V⁻½', factor: 1e12 }),
    map('intercept', 'Intercept', 'A', PICOAMPERE),
    category('model', 'Model', MODEL),
    category('verdict', 'Verdict', VERDICT),
  ];
}

const ascending = (rates: readonly number[]): number[] => [...rates].sort((a, b) => a - b);

/**
 * The voltammograms of a hop in the order in which they were recorded, each with its step's place in the recorded, less the
 * background that the recipe knows of.
 */
export function wavesOf(
  hop: HopTraces,
  recorded: Recorded,
  recipe: Recipe,
): { readonly step: number; readonly wave: Wave }[] {
  let cutoff = Infinity;
  const background = backgroundOf(recipe);
  return recorded.steps.flatMap((step, place) => {
    if (step.verb === 'AMPLIFIER') cutoff = step.cutoff;
    const trace = hop.steps.get(place);
    const potential = trace?.channels.tip_potential;
    const current = trace?.channels.tip_current;
    if (step.verb !== 'CYCLE' || !trace || !potential || !current) return [];
    const clipped = (trace.flags & (FLAG.clipped | FLAG.overload)) !== 0;
    const { interval, start } = trace;
    const wave = { scanRate: step.scanRate, interval, potential, current, cutoff, start, clipped };
    return [{ step: place, wave: withoutBackground(wave, background) }];
  });
}

export function cellOf(recipe: Recipe): Cell {
  const {
    contactRadius,
    contactRadiusError,
    concentration,
    concentrationError,
    temperature,
    temperatureError,
  } = setupOf(recipe);
  const thickness = numberOf(recipe, 'thickness');
  return {
    ...(thickness > 0 ? { thickness } : {}),
    confined: numberOf(recipe, 'confined') === 1,
    contactRadius,
    contactRadiusError,
    concentration,
    concentrationError,
    temperature,
    temperatureError,
  };
}

/** What the recipe decides of the analysis, and what the contact held before the first wave. */
export const choiceOf = (hop: HopTraces, recorded: Recorded, recipe: Recipe): Choice => ({
  model: chosenModel(recipe),
  fillings: fillingsOf(hop, recorded),
});

/** The model that the recipe asks D of. */
export function chosenModel(recipe: Recipe): NonNullable<Choice['model']> {
  const model = textOf(recipe, 'model');
  return isModel(model) ? model : 'auto';
}

const isModel = (name: string): name is keyof typeof MODEL => name in MODEL;

/** The dwell at the approach's bias where that lies on the vertex's side of the window. */
function fillingsOf(hop: HopTraces, recorded: Recorded): NonNullable<Choice['fillings']> {
  const place = approachPlace(hop, recorded);
  const bias = recorded.steps.slice(0, Math.max(0, place)).findLast((s) => s.verb === 'BIAS');
  const cycle = recorded.steps.slice(place + 1).find((s) => s.verb === 'CYCLE');
  const approach = hop.steps.get(place);
  const next = hop.steps.get(place + 1);
  if (!bias || !cycle || !approach || !next) return [];
  const full = Math.abs(bias.potential - cycle.vertex1) < Math.abs(bias.potential - cycle.start);
  const from = approach.start + approach.count * approach.interval;
  return full && next.start > from ? [{ from, to: next.start }] : [];
}

/** Numbers of all maps of one hop; NaN with the reason where there is none. */
export function voltammetryReduction(
  hop: HopTraces,
  recorded: Recorded,
  maps: readonly MapSpec[],
  recipe: Recipe,
): Reduction {
  const { reduction, write } = emptyReduction(maps);
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  const problem = landingProblem(hop);
  if (problem) {
    write('verdict', exact(VERDICT.no_contact));
    return { ...reduction, reason: problem };
  }
  const analysis = analyseDiffusion(
    wavesOf(hop, recorded, recipe).map((w) => w.wave),
    cellOf(recipe),
    choiceOf(hop, recorded, recipe),
  );
  const stray = backgroundOf(recipe).capacitance.error;
  writeAnalysis(analysis, stray, write, maps.find((m) => m.axis)?.axis?.values ?? []);
  return { ...reduction, reason: analysis.reason };
}

/** `stray` is one standard deviation of the capacitance that was taken off, F. */
function writeAnalysis(
  analysis: DiffusionAnalysis,
  stray: number,
  write: Write,
  rates: readonly number[],
): void {
  const chosen = analysis.fits.find((f) => f.model === analysis.model);
  const line = analysis.fits.find((f) => f.model === 'line');
  write('diffusion_coefficient', analysis.diffusion, 0, analysis.diffusion?.calibration);
  write('diffusion_coefficient_line', line?.diffusion ?? null);
  write('slope', chosen?.slope ?? null);
  write('intercept', chosen?.intercept ?? null);
  write('diffusion_coefficient_reverse', analysis.reverse);
  write('rate_constant', analysis.rateConstant);
  write('resistance', analysis.resistance);
  write('capacitance', analysis.capacitance, 0, stray > 0 ? stray : undefined);
  write('evidence', exact(analysis.evidence));
  write('b_value', analysis.bValue);
  write('half_wave_potential', analysis.halfWave);
  write('model', analysis.diffusion ? exact(MODEL[analysis.model]) : null);
  write('verdict', exact(VERDICT[analysis.verdict]));
  rates.forEach((rate, plane) => {
    const wave = analysis.waves.find((w) => w.scanRate === rate);
    const peaks = [wave?.first?.current, wave?.reverse?.current];
    write('peak_current_cathodic', peaks.find((p) => p && p.value < 0) ?? null, plane);
    write('peak_current_anodic', peaks.find((p) => p && p.value > 0) ?? null, plane);
    write('peak_separation', wave?.separation ?? null, plane);
    write('peak_ratio', wave?.ratio ?? null, plane);
  });
}
