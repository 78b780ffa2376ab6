import { expose } from 'comlink';
import { createBundle } from './files/bundle';
import { FitPool } from './fits/fit-pool';
import { createRecorded } from './files/recorded';

const analyst = new FitPool(Math.max(1, Math.min(4, navigator.hardwareConcurrency)));
expose({ ...createBundle(analyst), ...createRecorded() });
