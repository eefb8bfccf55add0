import type { MinuteSpend, Spend } from '@pilotlight/contracts';
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

/** What the requests to the models of an endpoint cost, or would have cost, in their functions, by minute. */
export interface SpendStore {
  /** Adds to the minute of `now`. May count twice when AWS's answer is lost. @throws CloudError */
  addSpend(endpoint: string, spend: Spend, now: number): Promise<void>;
  /** The minutes that began after `since` (epoch milliseconds). Eventually consistent. @throws CloudError */
  readSpends(endpoint: string, since: number): Promise<MinuteSpend[]>;
}

export interface CostPorts extends EndpointPorts {
  readonly ledgers: LedgerPort;
  /** Once all endpoints together were awake this long in a UTC day, no wake is opened. No ceiling when undefined. */
  readonly ceilingSeconds: number | undefined;
}
