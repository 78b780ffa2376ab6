import type { Fault } from '../../fault';
import type { Result } from '../../result';
import type { Duplex } from './duplex';

/** A device that may be a bridge: this page may use it and it is plugged in, but nobody has talked to it yet. */
export interface Candidate {
  readonly name: string;
  /** Serial number of its USB descriptor; null where there is none, or where the browser keeps it to itself. */
  readonly serial: string | null;
  readonly open: () => Promise<Result<Duplex, Fault>>;
}

/** By what the worker knows the kind of device again that a person chose in the window. */
export interface DeviceIds {
  readonly vendorId: number | undefined;
  readonly productId: number | undefined;
}

/** `serial 1209:0001`; without ids only the kind. */
export function deviceName(kind: string, { vendorId, productId }: DeviceIds): string {
  const hex = (id: number | undefined): string => (id ?? 0).toString(16).padStart(4, '0');
  return vendorId === undefined ? kind : `${kind} ${hex(vendorId)}:${hex(productId)}`;
}

export const sameKind = (device: DeviceIds, wanted: DeviceIds | null): boolean =>
  !wanted || (device.vendorId === wanted.vendorId && device.productId === wanted.productId);
