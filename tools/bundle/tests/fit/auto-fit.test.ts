import { expect, test } from 'vitest';
import { autoFit } from '../../src/fit/auto-fit.ts';
import { parseFit } from '../../src/fit/fit-options.ts';
import { fitWays } from '../../src/fit/fit-ways.ts';

function fitOf(onnxBytes: number, ...args: string[]) {
  const { options } = parseFit(['iris', ...args]);
  const ways = fitWays({ onnxBytes, otherBytes: 0 }, options);
  const usdOf = (id: string) => ways.find(({ way }) => way.id === id)?.on?.cost.usd;
  return { auto: autoFit(ways, options), usdOf };
}

test('costs as much as the function while that is cheaper', () => {
  const { auto, usdOf } = fitOf(23e6);
  expect(auto?.cost).toEqual({
    usd: usdOf('function-package'),
    billed: 'as serving: function, modelFrom: package',
  });
});

test('costs as much as the endpoint once that is cheaper', () => {
  const { auto, usdOf } = fitOf(23e6, '--requests-per-day', '2e6', '--hours-per-day', '24');
  expect(auto?.cost).toEqual({ usd: usdOf('realtime'), billed: 'as serving: realtime' });
  expect(auto?.cost.usd).toBeLessThan(usdOf('function-package') ?? 0);
});

test('names the traffic from which on an endpoint is cheaper', () => {
  const { auto } = fitOf(23e6);
  expect(auto?.instanceType).toBe('ml.t2.medium');
  expect(auto?.endpointFromPerHour).toBeGreaterThan(30_000);
  expect(auto?.endpointFromPerHour).toBeLessThan(40_000);
});

test('never counts on an endpoint without a price', () => {
  // Needs ml.m5.xlarge, which is not in the price table.
  const { auto, usdOf } = fitOf(3.6e9, '--requests-per-day', '1e8');
  expect(auto?.instanceType).toBe('ml.m5.xlarge');
  expect(auto?.endpointFromPerHour).toBeUndefined();
  expect(auto?.cost.usd).toBe(usdOf('function-image'));
});

test('is not possible for a model that fits no function', () => {
  expect(fitOf(5e9).auto).toBeUndefined();
});
