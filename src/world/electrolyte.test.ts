import { expect, it } from 'vitest';
import { BATH_RESISTANCE, createElectrolyte } from './electrolyte';

it('is the resistance of the pipette, whatever the potential', () => {
  const electrode = createElectrolyte(1).contact(50e-6, 50e-6, 0).electrode();
  for (const potential of [0.1, -0.1, 0.02]) {
    for (let k = 0; k < 10; k++) electrode.hold(potential, 1e-3);
    expect(electrode.current / (potential / BATH_RESISTANCE)).toBeCloseTo(1, 6);
  }
});

it('is that of a cone of 5° with 55 nm under 0.6 S/m', () => {
  // 1/(π · 0.6 · 55e-9 · tan 5°) + 1/(4 · 0.6 · 55e-9)
  expect(BATH_RESISTANCE / 1e6).toBeCloseTo(110.25 + 7.576, 1);
});
