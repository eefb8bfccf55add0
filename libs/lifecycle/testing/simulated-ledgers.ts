import type { LedgerPort } from '../src/index.ts';
import type { Ledger } from '../src/cost/ledger.ts';

/** The ledgers in memory, with the same conditions as DynamoDB's. */
export class SimulatedLedgers implements LedgerPort {
  readonly rows = new Map<string, { ledger: Ledger; version: number }>();
  /** Runs before a method does its work; may throw. */
  before: Partial<Record<keyof LedgerPort, () => Promise<void> | void>> = {};
  readonly calls: (keyof LedgerPort)[] = [];

  async #call(method: keyof LedgerPort): Promise<void> {
    this.calls.push(method);
    await Promise.resolve();
    await this.before[method]?.();
  }

  async readLedgers(): Promise<ReadonlyMap<string, { ledger: Ledger; version: number }>> {
    await this.#call('readLedgers');
    return new Map(this.rows);
  }

  async writeLedger(
    endpoint: string,
    ledger: Ledger,
    version: number | undefined,
  ): Promise<number | undefined> {
    await this.#call('writeLedger');
    if (this.rows.get(endpoint)?.version !== version) return undefined;
    const next = (version ?? 0) + 1;
    this.rows.set(endpoint, { ledger, version: next });
    return next;
  }
}
