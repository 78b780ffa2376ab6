import { expose } from 'comlink';
import { createBundle } from './bundle';
import { FitPool } from './fit-pool';
import { createRecorded } from './recorded';

const analyst = new FitPool(Math.max(1, Math.min(4, navigator.hardwareConcurrency)));
expose({ ...createBundle(analyst), ...createRecorded() });
