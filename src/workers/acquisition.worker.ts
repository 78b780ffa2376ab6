import { expose } from 'comlink';
import { createAcquisition } from './acquisition';
import { FitPool } from './fits/fit-pool';
import { candidates } from './link/link';
import { createJournalFile, freeBytes, holdInstrument, reopenJournalFile } from './files/storage';

/** One worker per core, less one for the bridge's bytes. */
const pool = new FitPool(Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)));

expose(
  createAcquisition({
    candidates,
    holdInstrument,
    createJournal: createJournalFile,
    reopenJournal: reopenJournalFile,
    freeBytes,
    analyst: pool,
  }),
);
