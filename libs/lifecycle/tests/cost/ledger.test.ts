import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { accrue, type Ledger, type LedgerSight } from '../../src/cost/ledger.ts';

const NOON = Date.UTC(2026, 10, 24, 12);
const HOUR = 3600 * 1000;
const TYPE = { instanceType: 'ml.m5.large', instanceCount: 1 };

const seen = (createdAt: number, more: Partial<LedgerSight> = {}): LedgerSight => ({
  endpoint: { status: 'InService', createdAt, modifiedAt: createdAt + 1 },
  ...TYPE,
  ...more,
});

describe('a ledger', () => {
  it('begins with the first observation, or the creation of the observed endpoint', () => {
    expect(accrue(undefined, TYPE, NOON)).toMatchObject({ since: NOON, awakeMilliseconds: 0 });
    expect(accrue(undefined, seen(NOON - HOUR), NOON)).toEqual({
      since: NOON - HOUR,
      awakeMilliseconds: HOUR,
      instanceMilliseconds: { 'ml.m5.large': HOUR },
      days: { '2026-11-24': HOUR },
      lives: [{ createdAt: NOON - HOUR, countedTo: NOON }],
    });
  });

  it('counts from the creation: SageMaker bills before the endpoint is in service', () => {
    const endpoint = { status: 'Creating', createdAt: NOON, modifiedAt: NOON } as const;
    const ledger = accrue(undefined, { ...TYPE, endpoint }, NOON + 60_000);
    expect(ledger.awakeMilliseconds).toBe(60_000);
  });

  it('counts a failed endpoint until it failed, however long it still exists', () => {
    const endpoint = { status: 'Failed', createdAt: NOON, modifiedAt: NOON + 60_000 } as const;
    expect(accrue(undefined, { ...TYPE, endpoint }, NOON + HOUR).awakeMilliseconds).toBe(60_000);
  });

  it('is the same object when an observation has nothing new', () => {
    const ledger = accrue(undefined, seen(NOON), NOON + HOUR);
    expect(accrue(ledger, seen(NOON), NOON + HOUR)).toBe(ledger);
    expect(accrue(ledger, seen(NOON), NOON + 1)).toBe(ledger);
    expect(accrue(ledger, TYPE, NOON + 2 * HOUR)).toBe(ledger);
    // The clocks of SageMaker and of the function may differ.
    expect(accrue(ledger, seen(NOON + 3 * HOUR), NOON + 2 * HOUR)).toBe(ledger);
  });

  it('counts each instance type separately, multiplied by the number of instances', () => {
    let ledger = accrue(undefined, seen(NOON), NOON + HOUR);
    ledger = accrue(
      ledger,
      seen(NOON, { instanceType: 'ml.c5.large', instanceCount: 2 }),
      NOON + 3 * HOUR,
    );
    expect(ledger.instanceMilliseconds).toEqual({ 'ml.m5.large': HOUR, 'ml.c5.large': 4 * HOUR });
    expect(ledger.awakeMilliseconds).toBe(3 * HOUR);
    expect(ledger.days).toEqual({ '2026-11-24': 3 * HOUR });
  });

  it('keeps only the latest days and endpoints, but the sum of all', () => {
    let ledger: Ledger | undefined;
    for (let day = 0; day < 20; day++) {
      const createdAt = NOON + day * 24 * HOUR;
      ledger = accrue(ledger, seen(createdAt), createdAt + HOUR);
    }
    expect(ledger?.awakeMilliseconds).toBe(20 * HOUR);
    expect(Object.keys(ledger?.days ?? {})).toHaveLength(LIMITS.ledgerDays);
    expect(ledger?.days).toHaveProperty('2026-12-13');
    expect(ledger?.lives).toHaveLength(LIMITS.livesRemembered);
    // An endpoint that is no longer remembered is not counted a second time.
    expect(ledger && accrue(ledger, seen(NOON), NOON + HOUR)).toBe(ledger);
  });
});
