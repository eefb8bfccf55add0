import { Cost, violations } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { awakeSecondsOn, costOf } from '../../src/cost/cost.ts';
import type { Ledger } from '../../src/cost/ledger.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const HOUR = 3600 * 1000;

/** A ledger that began ten hours ago, with two hours awake. */
const ledger: Ledger = {
  since: NOW - 10 * HOUR,
  awakeMilliseconds: 2 * HOUR,
  instanceMilliseconds: { 'ml.m5.large': 2 * HOUR },
  days: { '2026-11-23': HOUR / 2, '2026-11-24': 1.5 * HOUR },
  lives: [],
};

describe('the cost of an endpoint', () => {
  it('is that of its awake hours; the other hours are saved', () => {
    const cost = costOf(ledger, { instanceType: 'ml.m5.large', instanceCount: 1 }, NOW);
    expect(cost).toEqual({
      since: '2026-11-24T02:00:00.000Z',
      awakeSeconds: 7200,
      instanceType: 'ml.m5.large',
      instances: 1,
      pricePerHourUsd: 0.115,
      costUsd: 0.23,
      savedUsd: 0.92,
      alwaysOnUsd: 1.15,
      pricesAsOf: '2026-11',
      note: "On-demand list prices in us-east-1, for the endpoint's instances only",
    });
    const today = { awakeSeconds: 0, resetsAt: '2026-11-25T00:00:00.000Z' };
    expect(violations(Cost, { ...cost, today })).toEqual([]);
  });

  it('is multiplied by the number of instances, and so are the savings', () => {
    const two = { ...ledger, instanceMilliseconds: { 'ml.m5.large': 4 * HOUR } };
    const cost = costOf(two, { instanceType: 'ml.m5.large', instanceCount: 2 }, NOW);
    expect(cost).toMatchObject({ costUsd: 0.46, savedUsd: 1.84, alwaysOnUsd: 2.3 });
  });

  it('does not change when another type is deployed; savings have the new price', () => {
    const cost = costOf(ledger, { instanceType: 'ml.c5.xlarge', instanceCount: 1 }, NOW);
    expect(cost).toMatchObject({ costUsd: 0.23, savedUsd: 1.632, alwaysOnUsd: 1.862 });
  });

  it('is given in hours only when the type has no price', () => {
    const other = { ...ledger, instanceMilliseconds: { 'ml.m99.large': 2 * HOUR } };
    const cost = costOf(other, { instanceType: 'ml.m99.large', instanceCount: 1 }, NOW);
    expect(cost.awakeSeconds).toBe(7200);
    expect(Object.keys(cost).filter((key) => key.endsWith('Usd'))).toEqual([]);
  });

  it('is left out when only some of the used types have a price', () => {
    const mixed = {
      ...ledger,
      instanceMilliseconds: { 'ml.m5.large': HOUR, 'ml.m99.large': HOUR },
    };
    const cost = costOf(mixed, { instanceType: 'ml.m5.large', instanceCount: 1 }, NOW);
    expect(cost).toMatchObject({ savedUsd: 0.92 });
    expect(cost).not.toHaveProperty('costUsd');
    expect(cost).not.toHaveProperty('alwaysOnUsd');
  });
});

it('the awake time of a day is the sum of all endpoints', () => {
  expect(awakeSecondsOn([ledger, ledger], '2026-11-24')).toBe(3 * 3600);
  expect(awakeSecondsOn([ledger], '2026-11-25')).toBe(0);
});
