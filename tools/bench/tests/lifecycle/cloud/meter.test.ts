import { expect, it } from 'vitest';
import { Meter } from '../../../src/lifecycle/cloud/meter.ts';
import { meterTable } from '../../../src/lifecycle/cloud/table-units.ts';

const HOUR = 60 * 60 * 1000;

it('adds up the list prices', () => {
  const meter = new Meter();
  expect(meter.usd('ml.t2.medium')).toBe(0);
  meter.instanceMilliseconds = 100 * HOUR;
  expect(meter.usd('ml.t2.medium')).toBeCloseTo(5.6, 9);
  expect(meter.usd('ml.m5.large')).toBeCloseTo(11.5, 9);
  meter.instanceMilliseconds = 0;
  meter.serverlessGigabyteSeconds = 1e6;
  expect(meter.usd('ml.t2.medium')).toBeCloseTo(20, 9);
  meter.serverlessGigabyteSeconds = 0;
  meter.httpRequests = 2e6;
  expect(meter.usd('ml.t2.medium')).toBeCloseTo(2, 9);
});

it('counts a function by its memory and its time', () => {
  const meter = new Meter();
  for (let call = 0; call < 1000; call++) meter.function(512, 2000);
  expect(meter.lambdaGigabyteSeconds).toBe(1000);
  expect(meter.usd('ml.t2.medium')).toBeCloseTo(1000 * 0.0000133334 + 1000 * 0.2e-6, 12);
});

it('counts the function of a model at the price of x86-64', () => {
  const meter = new Meter();
  meter.modelFunction(2048, 500_000);
  expect(meter).toMatchObject({ modelGigabyteSeconds: 1000, lambdaRequests: 1 });
  expect(meter.usd('ml.t2.medium')).toBeCloseTo(1000 * 0.0000166667 + 0.2e-6, 12);
});

it('counts the units of the table, and any other call as one write', () => {
  const meter = new Meter();
  for (const method of ['readWake', 'countQueued', 'park', 'writeWake', 'whatever']) {
    meterTable(meter, method);
  }
  expect(meter).toMatchObject({ tableReadUnits: 1.5, tableWriteUnits: 4 });
  expect(meter.usd('ml.t2.medium')).toBeCloseTo((1.5 * 0.125 + 4 * 0.625) / 1e6, 15);
});

it('refuses an instance type without a price', () => {
  expect(() => new Meter().usd('ml.c6i.large')).toThrow('there is no price for ml.c6i.large');
});
