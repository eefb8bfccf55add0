import { describe, expect, it } from 'vitest';
import {
  AUTO,
  autoDecision,
  billedSeconds,
  endpointUsdPerHour,
  functionUsd,
} from '../../src/index.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const ENDPOINT = { instanceType: 'ml.m5.large', instanceCount: 1 };
const PRICE = 0.115;

/** The same spend in each of the last `minutes`. */
const steady = (usdPerHour: number, minutes: number) =>
  Array.from({ length: minutes }, (_, index) => ({
    minute: NOW - index * 60_000,
    requests: 1,
    usd: usdPerHour / 60,
  }));

const decide = (usdPerHour: number, minutes = 60) =>
  autoDecision(ENDPOINT, steady(usdPerHour, minutes), NOW);

it('prices a request of a function by memory and time', () => {
  // 1 GB for a second, and the request itself.
  const usd = functionUsd({ memoryMegabytes: 1024 }, 1);
  expect(usd).toBeCloseTo(0.0000166667 + 0.0000002, 12);
  expect(functionUsd({ memoryMegabytes: 2048 }, 0.5)).toBeCloseTo(usd, 12);
});

it('counts only the work of a request, not the call', () => {
  expect(billedSeconds(1.015)).toBeCloseTo(1, 9);
  expect(billedSeconds(0.002)).toBe(0.001);
});

it('prices an endpoint by its instances', () => {
  expect(endpointUsdPerHour(ENDPOINT)).toBe(PRICE);
  expect(endpointUsdPerHour({ ...ENDPOINT, instanceCount: 3 })).toBeCloseTo(3 * PRICE, 12);
  expect(endpointUsdPerHour({ ...ENDPOINT, instanceType: 'ml.unheard.of' })).toBeUndefined();
});

describe('the endpoint beside a function', () => {
  it.each([
    [1.01, 'light'],
    [0.99, 'leave'],
    [0.81, 'leave'],
    [0.79, 'put-out'],
    [0, 'put-out'],
  ])('at %f of its price: %s', (share, decision) => {
    expect(decide(share * PRICE)).toBe(decision);
  });

  it('is not lit for a burst whose spend over the whole time is below its price', () => {
    expect(decide(10 * PRICE, AUTO.lightMinutes / 10 - 1)).not.toBe('light');
    expect(decide(10 * PRICE, AUTO.lightMinutes / 5)).toBe('light');
  });

  it('is not put out for a pause that is short beside the traffic before it', () => {
    const before = steady(1.5 * PRICE, AUTO.putOutMinutes).slice(AUTO.putOutMinutes / 3);
    expect(autoDecision(ENDPOINT, before, NOW)).toBe('leave');
    expect(autoDecision(ENDPOINT, before.slice(AUTO.putOutMinutes / 3), NOW)).toBe('put-out');
  });

  it('is left alone when its price is not known', () => {
    const unknown = { ...ENDPOINT, instanceType: 'ml.unheard.of' };
    expect(autoDecision(unknown, steady(100, 60), NOW)).toBe('leave');
    expect(autoDecision(unknown, [], NOW)).toBe('leave');
  });
});
