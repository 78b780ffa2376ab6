/** Calls of workers, which answer with results and yet can break. */
import { fault, reasonOf, type Fault } from '../fault';
import { err, type Result } from '../result';

/** The answer of a call. One that breaks, where a fault should have come as data, is a fault too: `lost` says of what, in a clause. */
export async function guarded<T>(
  call: Promise<Result<T, Fault>>,
  lost = 'A worker failed',
): Promise<Result<T, Fault>> {
  try {
    return await call;
  } catch (thrown) {
    return err(fault('worker-died', `${lost}: ${reasonOf(thrown)}.`));
  }
}
