import { expect, it } from 'vitest';
import { currentInBath } from '../kinetics/conductance/concentration';
import { createCalibrationWells } from './calibration-wells';
import { ImmersedWorld } from './immersed-world';
import { ION_PIPETTE } from './ion-pipette';
import { truthAt } from './truth';
import { createReadings } from './world';

it('gives the pipette the current of each concentration, and the truth says which', () => {
  const world = new ImmersedWorld(createCalibrationWells(1), 1, 0);
  const into = createReadings(16);
  world.setAmplifier(20e-9, 1e3);
  const points = [10, 30, 50, 70, 90].map((um) => ({ x: um * 1e-6, y: 50e-6, time: 0 }));
  const currents = points.map(({ x }) => {
    world.travel('x', x);
    world.run({ velocity: 0, control: 'potential', potential: 0.7 }, 1e-2, 10, into);
    return into.current[9]!;
  });
  const truth = truthAt('calibration', 1, points)!.saltConcentration;
  expect([...truth]).toEqual([200, 400, 600, 800, 1000]);
  currents.forEach((current, k) => {
    const part = currentInBath(truth[k]! / 1000, ION_PIPETTE.halfConeAngle);
    expect(current / currents[4]! / part).toBeCloseTo(1, 3);
  });
});

it('has no sample to be driven', () => {
  expect(new ImmersedWorld(createCalibrationWells(1), 1).track).toBeNull();
});
