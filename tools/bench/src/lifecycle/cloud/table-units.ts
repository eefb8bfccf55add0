import type { LedgerPort } from '@pilotlight/lifecycle';
import type { Store } from '@pilotlight/lifecycle/testing';
import type { Meter } from './meter.ts';

type TablePort = Store & LedgerPort;

interface Units {
  readonly reads?: number;
  readonly writes?: number;
}

/** DynamoDB's units for each call that is not a single write; items are smaller than a kilobyte. */
const UNITS: { readonly [Method in keyof TablePort]?: Units } = {
  readActivity: { reads: 1 },
  readWake: { reads: 1 },
  readPrediction: { reads: 1 },
  readLedgers: { reads: 1 },
  readSpends: { reads: 1 },
  // Eventually consistent, which costs half.
  queued: { reads: 0.5 },
  countQueued: { reads: 0.5 },
  // The item and its entry in the queue index.
  park: { writes: 2 },
  addJob: { writes: 2 },
  answer: { writes: 2 },
};

const ONE_WRITE: Units = { writes: 1 };

/** Counts one call to the table. */
export function meterTable(meter: Meter, method: string): void {
  const { reads = 0, writes = 0 } = UNITS[method as keyof TablePort] ?? ONE_WRITE;
  meter.tableReadUnits += reads;
  meter.tableWriteUnits += writes;
}
