import type { EndpointPorts } from '../endpoint/ports.ts';
import type { Ledger } from './ledger.ts';

/** The awake time of each endpoint. Every method may throw `CloudError`. */
export interface LedgerPort {
  /** The ledgers of all endpoints of the stack, including removed ones, by key. Strongly consistent. */
  readLedgers(): Promise<
    ReadonlyMap<string, { readonly ledger?: Ledger; readonly version?: number }>
  >;
  /** Compare and swap. @returns the new version, or undefined when the ledger was changed since */
  writeLedger(
    endpoint: string,
    ledger: Ledger,
    version: number | undefined,
  ): Promise<number | undefined>;
}

export interface CostPorts extends EndpointPorts {
  readonly ledgers: LedgerPort;
  /** Once all endpoints together were awake this long in a UTC day, no wake is opened. No ceiling when undefined. */
  readonly ceilingSeconds: number | undefined;
}
