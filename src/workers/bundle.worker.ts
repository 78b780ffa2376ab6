import { expose } from 'comlink';
import { createBundle } from './bundle';
import { FitPool } from './fit-pool';

expose(createBundle(new FitPool(Math.max(1, Math.min(4, navigator.hardwareConcurrency)))));
