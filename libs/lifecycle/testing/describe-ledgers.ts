import { beforeEach, describe, expect, it } from 'vitest';
import { accrue } from '../src/cost/ledger.ts';
import type { LedgerPort } from '../src/index.ts';

const NOW = Date.UTC(2026, 10, 24, 12);

/** Conformance tests for every `LedgerPort`. Each test uses its own models, so that all can share one port. */
export function describeLedgers(name: string, ledgersOf: () => LedgerPort): void {
  describe(name, () => {
    let ledgers: LedgerPort;
    let model: string;
    let count = 0;

    beforeEach(() => {
      ledgers = ledgersOf();
      model = `model-${++count}`;
    });

    const endpoint = { status: 'InService', createdAt: NOW - 1500, modifiedAt: NOW } as const;
    const sight = { endpoint, instanceType: 'ml.m5.large', instanceCount: 2 };
    const ledger = accrue(undefined, sight, NOW);

    it('returns what was written, by model', async () => {
      expect((await ledgers.readLedgers()).get(model)).toBeUndefined();
      const version = await ledgers.writeLedger(model, ledger, undefined);
      await ledgers.writeLedger(`${model}-other`, accrue(ledger, sight, NOW + 1), undefined);
      const all = await ledgers.readLedgers();
      expect(all.get(model)).toEqual({ ledger, version });
      expect(all.get(`${model}-other`)?.ledger?.awakeMilliseconds).toBe(1501);
    });

    it('lets one of several concurrent writers of the same version succeed', async () => {
      const writes = await Promise.all(
        Array.from({ length: 10 }, () => ledgers.writeLedger(model, ledger, undefined)),
      );
      const [version, ...more] = writes.filter((written) => written !== undefined);
      expect(more).toEqual([]);
      const later = accrue(ledger, sight, NOW + 5);
      expect(await ledgers.writeLedger(model, later, version)).toBeDefined();
      expect(await ledgers.writeLedger(model, ledger, version)).toBeUndefined();
      expect((await ledgers.readLedgers()).get(model)?.ledger).toEqual(later);
    });
  });
}
