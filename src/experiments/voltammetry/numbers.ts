/** The numbers of a pixel with voltammograms: D, the models it was weighed against, tests, peaks. */
import type { DiffusionAnalysis, Estimate, Model } from '../../kinetics/diffusion';
import { exponentOf, fixed, powerOfTen, prefixed, quantity, withError } from '../../quantity';
import type { PixelDetail } from '../shown';

const CM2 = 1e4;
const NANO = 1e9;

type Numbers = PixelDetail['numbers'];

export const MODEL_TITLE: Readonly<Record<Model, string>> = {
  line: 'line through the origin',
  intercept: 'line with intercept',
  disc: 'contact disc',
  layer: 'finite layer',
  mixed: 'mixed, k₁v + k₂√v',
  wave: 'whole waves',
};

const EFFECT_TITLE = {
  rateConstant: 'k⁰',
  transfer: 'α',
  resistance: 'R',
  thickness: 'thickness',
  interaction: 'interaction',
} as const;

/** What D rests on: the models that it was weighed against, the parameters beside it, the tests that were made. */
export const evidenceOf = (analysis: DiffusionAnalysis): Numbers => [
  ...alternatives(analysis),
  ...effects(analysis),
  ...tests(analysis),
];

/** D and the numbers beside it that stand for all waves. */
export const numbersOf = (analysis: DiffusionAnalysis): Numbers => [...chosen(analysis), ...wave(analysis)];

export const heightNumbers = (height: number | null): Numbers =>
  height === null
    ? []
    : [{ label: 'Height', text: quantity(fixed(height * NANO, 1), 'nm'), title: 'z at contact' }];

export const diffusionText = (d: Estimate): string => estimateText(d, CM2, 'cm²/s');

/** What a headline may claim: noise and calibration together. */
export const inAll = ({
  value,
  error,
  calibration,
}: NonNullable<DiffusionAnalysis['diffusion']>): Estimate => ({
  value,
  error: Math.hypot(error, calibration),
});

function chosen({ diffusion, model, evidence }: DiffusionAnalysis): Numbers {
  if (!diffusion) return [];
  return [
    ...(diffusion.calibration > 0
      ? [
          {
            label: 'u(D), noise',
            text: shared(diffusion.error, diffusion.value),
            title: 'One standard deviation of D from the noise of the currents',
          },
          {
            label: 'u(D), calibration',
            text: shared(diffusion.calibration, diffusion.value),
            title:
              'One standard deviation of D from what is not exactly known of the cell: its size, concentration, temperature',
          },
        ]
      : [
          {
            label: 'u(D)',
            text: shared(diffusion.error, diffusion.value),
            title: 'One standard deviation of D; area, concentration and temperature are taken as exact',
          },
        ]),
    {
      label: 'Model',
      text: `${MODEL_TITLE[model]}${Number.isFinite(evidence) ? ` (${percent(evidence)})` : ''}`,
      title: 'What D is taken from, and its weight among the models that were tried',
    },
  ];
}

/** What every other model reads, with its weight. */
function alternatives({
  fits,
  weights,
  explanations,
  model,
  reverse,
  secondOpinion,
}: DiffusionAnalysis): Numbers {
  const lines = fits.map((fit, k) => ({
    label: fit.model === 'line' ? 'Textbook line' : capitalised(MODEL_TITLE[fit.model]),
    text: `${diffusionText(fit.diffusion)} (${percent(weights[k] ?? NaN)})`,
    title: `D of this model of the peak currents; χ² ${fit.chiSquared.toPrecision(3)} with ${String(fit.freedom)} degrees of freedom`,
  }));
  const whole = explanations.map(({ fit, weight }) => ({
    label: `Waves: ${[fit.hypothesis.spread, ...fit.hypothesis.free.map((e) => EFFECT_TITLE[e])].join(', ')}`,
    text: `${diffusionText(fit.diffusion)} (${percent(weight)})`,
    title: `D of the solver fitted to all waves with these free; χ² ${fit.chiSquared.toPrecision(5)} with ${String(fit.parameters)} parameters`,
  }));
  const opinion = secondOpinion();
  return [
    ...lines.filter((_, k) => fits[k]?.model !== model || model === 'line'),
    ...whole,
    ...(reverse
      ? [{ label: 'Reverse sweep', text: diffusionText(reverse), title: 'D from the peaks of the way back' }]
      : []),
    ...(opinion
      ? [
          {
            label: 'Semi-integral',
            text: diffusionText(opinion),
            title:
              'D from the plateau of the semi-integral, which knows neither rate constant nor resistance',
          },
        ]
      : []),
  ];
}

function line(label: string, value: Estimate | null, factor: number, unit: string, title: string): Numbers {
  return value ? [{ label, text: estimateText(value, factor, unit), title }] : [];
}

/** The same with the prefix that the larger of value and error asks for. */
function sized(label: string, estimate: Estimate | null, base: string, title: string): Numbers {
  if (!estimate) return [];
  const { unit, factor } = prefixed(Math.max(Math.abs(estimate.value), finite(estimate.error)), base);
  return line(label, estimate, factor, unit, title);
}

const finite = (error: number): number => (Number.isFinite(error) ? error : 0);

const wave = ({ bValue, halfWave }: DiffusionAnalysis): Numbers => [
  ...line('b', bValue, 1, '', 'Slope of log peak current on log scan rate'),
  ...line('E½', halfWave, 1, 'V', 'Half-wave potential'),
];

function effects({ rateConstant, resistance, capacitance }: DiffusionAnalysis): Numbers {
  return [
    ...line('k⁰', rateConstant, 100, 'cm/s', 'Rate constant of the couple'),
    ...sized('R', resistance, 'Ω', 'Series resistance, from the shift of the waves with their current'),
    ...sized(
      'C',
      capacitance,
      'F',
      'From the baselines: double layer, and what stray capacitance is not known and taken off',
    ),
  ];
}

function tests({ tests: done, repeat }: DiffusionAnalysis): Numbers {
  if (!done) return [];
  const { shape, amplitudes, gap, drop } = done;
  const judged = (text: string, passed: boolean): string => `${text}${passed ? '' : ', failed'}`;
  return [
    {
      label: 'Test: shape',
      text: judged(shape.value.toPrecision(3), shape.passed),
      title: 'Residuals of a reversible wave in units of the noise: 1 where the shape is right',
    },
    {
      label: 'Test: peaks on √v',
      text: judged(`p = ${amplitudes.value.toPrecision(2)}`, amplitudes.passed),
      title: 'Chance of so much scatter of the peaks about their model',
    },
    ...(gap
      ? [
          {
            label: 'Test: E½ of both sweeps',
            text: judged(estimateText(gap, 1e3, 'mV'), gap.passed),
            title: 'Distance of the half-wave potentials without the ohmic drop: hysteresis or a wrong shape',
          },
        ]
      : []),
    {
      label: 'Test: ohmic drop',
      text: judged(drop.value.toPrecision(2), drop.passed),
      title: 'Drop of the fastest wave, in RT/F, that the shapes include',
    },
    ...(repeat
      ? [
          {
            label: `Again at ${String(repeat.scanRate)} V/s`,
            text: judged(estimateText(repeat.ratio, 1, ''), !repeat.changed),
            title: 'Peak of the repetition over that of the first time',
          },
        ]
      : []),
  ];
}

/** The slowest wave with both peaks: nearest to equilibrium. */
function slowestOf({ waves }: DiffusionAnalysis): DiffusionAnalysis['waves'][number] | null {
  return waves.reduce<(typeof waves)[number] | null>(
    (least, w) => (w.separation && (!least || w.scanRate < least.scanRate) ? w : least),
    null,
  );
}

export function separationNumbers(analysis: DiffusionAnalysis): Numbers {
  const slowest = slowestOf(analysis);
  if (!slowest?.separation) return [];
  return [
    {
      label: `ΔEp at ${String(slowest.scanRate)} V/s`,
      text: estimateText(slowest.separation, 1e3, 'mV'),
      title: 'Distance of anodic and cathodic peak',
    },
  ];
}

export function ratioNumbers(analysis: DiffusionAnalysis): Numbers {
  const slowest = slowestOf(analysis);
  if (!slowest?.ratio) return [];
  return [
    {
      label: `|ip,c/ip,a| at ${String(slowest.scanRate)} V/s`,
      text: estimateText(slowest.ratio, 1, ''),
      title: 'Cathodic over anodic peak',
    },
  ];
}

/** Names of quantities, such as k₁, stay as they are. */
const capitalised = (text: string): string => text.replace(/^[a-z](?=[a-z ])/, (c) => c.toUpperCase());

const percent = (part: number): string => `${(100 * part).toFixed(part > 0.1 ? 0 : 1)} %`;

const estimateText = ({ value, error }: Estimate, factor: number, unit: string): string =>
  quantity(withError(value * factor, error * factor), unit);

/** An uncertainty with the power of ten of its value: `± 0.99 × 10⁻¹¹ cm²/s`. */
function shared(error: number, value: number): string {
  const power = exponentOf(value * CM2);
  return quantity(`± ${((error * CM2) / 10 ** power).toPrecision(2)} × ${powerOfTen(power)}`, 'cm²/s');
}
