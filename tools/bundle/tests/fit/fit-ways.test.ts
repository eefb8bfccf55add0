import { SERVING_WAYS } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { parseFit } from '../../src/fit/fit-options.ts';
import { fitWays, usualFunction } from '../../src/fit/fit-ways.ts';

const optionsOf = (...args: string[]) => parseFit(['iris', ...args]).options;
const size = (onnxBytes: number, otherBytes = 0) => ({ onnxBytes, otherBytes });

test('has every way, with a cost on its machine', () => {
  const ways = fitWays(size(23e6), optionsOf());
  expect(ways.map(({ way }) => way)).toEqual(SERVING_WAYS);
  for (const { way, on, why } of ways) {
    expect(why).toBeUndefined();
    expect(way.machines).toContain(on?.machine);
    expect(on?.cost.billed).toMatch(/\d/);
  }
});

test('says why a bundle does not fit, and what to do', () => {
  const ways = fitWays(size(100e6, 160e6), optionsOf());
  expect(ways.find(({ way }) => way.id === 'function-package')).toMatchObject({
    why:
      'it unpacks to 260.00 MB, but its package holds 190.00 MB; ' +
      'make it smaller (int8), or put the model in the image or on EFS',
  });
});

test('rules out what the API does not wait for', () => {
  const ways = fitWays(size(23e6), optionsOf('--seconds', '40'));
  const fitting = ways.filter(({ on }) => on).map(({ way }) => way.id);
  expect(fitting).toEqual(['serverless', 'async', 'transform']);
  expect(ways[0]?.why).toBe(
    'a request takes 40 s, but the API waits at most 25 s; make the model faster',
  );
  expect(fitWays(size(23e6), optionsOf('--seconds', '25')).every(({ on }) => on)).toBe(true);
});

test('a function carries the model in its package, else in its image, else on EFS', () => {
  const usual = (...args: Parameters<typeof size>) =>
    usualFunction(fitWays(size(...args), optionsOf()))?.way.id;
  expect(usual(23e6)).toBe('function-package');
  expect(usual(200e6)).toBe('function-image');
  expect(usual(1e6, 9.7e9)).toBeUndefined();
});
