import { beforeEach, describe, expect, it } from 'vitest';
import { accrue } from '../src/cost/ledger.ts';
import type { LedgerPort } from '../src/index.ts';

const NOW = Date.UTC(2026, 10, 24, 12);

/** Conformance tests for every `LedgerPort`. Each test uses keys of its own, so that all can share one port. */
export function describeLedgers(name: string, ledgersOf: () => LedgerPort): void {
  describe(name, () => {
    let ledgers: LedgerPort;
    let key: string;
    let count = 0;

    beforeEach(() => {
      ledgers = ledgersOf();
      key = `endpoint-${++count}`;
    });

    const endpoint = { status: 'InService', createdAt: NOW - 1500, modifiedAt: NOW } as const;
    const sight = { endpoint, instanceType: 'ml.m5.large', instanceCount: 2 };
    const ledger = accrue(undefined, sight, NOW);

    it('returns what was written, by endpoint', async () => {
      expect((await ledgers.readLedgers()).get(key)).toBeUndefined();
      const version = await ledgers.writeLedger(key, ledger, undefined);
      await ledgers.writeLedger(`${key}-other`, accrue(ledger, sight, NOW + 1), undefined);
      const all = await ledgers.readLedgers();
      expect(all.get(key)).toEqual({ ledger, version });
      expect(all.get(`${key}-other`)?.ledger?.awakeMilliseconds).toBe(1501);
    });

    it('lets one of several concurrent writers of the same version succeed', async () => {
      const writes = await Promise.all(
        Array.from({ length: 10 }, () => ledgers.writeLedger(key, ledger, undefined)),
      );
      const [version, ...more] = writes.filter((written) => written !== undefined);
      expect(more).toEqual([]);
      const later = accrue(ledger, sight, NOW + 5);
      expect(await ledgers.writeLedger(key, later, version)).toBeDefined();
      expect(await ledgers.writeLedger(key, ledger, version)).toBeUndefined();
      expect((await ledgers.readLedgers()).get(key)?.ledger).toEqual(later);
    });
  });
}
