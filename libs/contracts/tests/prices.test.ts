import { describe, expect, it } from 'vitest';
import { hostingUsdPerHour, PRICES } from '../src/index.ts';

const lines = Object.entries({ ...PRICES, ...PRICES.hostingPerHour }).filter(
  ([name]) => !['asOf', 'region', 'hostingPerHour'].includes(name),
);

describe('the price table', () => {
  it('is dated', () => {
    expect(PRICES.asOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
  });

  it.each(lines)('has a price and its basis for %s', (_name, price) => {
    expect(price).toEqual({
      usd: expect.any(Number) as unknown,
      basis: expect.stringMatching(/\S/) as unknown,
    });
    expect((price as { usd: number }).usd).toBeGreaterThanOrEqual(0);
  });

  it.each(lines.filter(([name]) => !name.startsWith('ml.')))(
    'has the unit of %s in its name',
    (name) => {
      expect(name).toMatch(/Per(Gigabyte|Million|Thousand|Alarm)/);
    },
  );
});

describe('the price of an instance', () => {
  it('is the price of one hour of hosting', () => {
    expect(hostingUsdPerHour('ml.m5.large')).toBe(0.115);
  });

  it.each(['ml.c6i.large', 'ml.m99.huge', 'toString', ''])('is undefined for %j', (type) => {
    expect(hostingUsdPerHour(type)).toBeUndefined();
  });
});
