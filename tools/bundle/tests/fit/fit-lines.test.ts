import { PRICES, SERVING_WAYS } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { fitLines } from '../../src/fit/fit-lines.ts';
import { parseFit } from '../../src/fit/fit-options.ts';

function linesOf(onnxBytes: number, ...args: string[]): string[] {
  const { options } = parseFit(['iris', ...args]);
  return fitLines({ name: 'iris', version: '1.0.0' }, { onnxBytes, otherBytes: 0 }, options);
}

test('begins with the model and the traffic that is counted', () => {
  expect(linesOf(23e6, '--requests-per-day', '5000').slice(0, 3)).toEqual([
    'iris 1.0.0: 23.00 MB unpacked',
    '5,000 requests a day, at random times within 8 hours; each takes 0.05 s; ' +
      'an endpoint is deleted after 40 minutes without one',
    '(--requests-per-day 5000 --hours-per-day 8 --seconds 0.05 --idle-minutes 40)',
  ]);
});

test('has a line for auto and for each way: first those that a stack can do', () => {
  const lines = linesOf(23e6);
  const place = (label: string) => lines.findIndex((line) => line.startsWith(`${label} `));
  const later = lines.indexOf('not possible yet');
  expect(place('serving: auto')).toBeGreaterThan(0);
  for (const { name, setting } of SERVING_WAYS) {
    const found = place(setting ?? name);
    expect(found).toBeGreaterThan(0);
    expect(found < later).toBe(setting !== undefined);
  }
});

test('aligns the amounts, and shows what is not known', () => {
  const lines = linesOf(23e6);
  const line = (label: string) => lines.find((one) => one.startsWith(label));
  expect(line('serving: realtime')).toMatch(/ +\d\d\.\d\d {2}8\.8 h a day of ml\.t2\.medium, /);
  expect(line('serving: async')).toMatch(/ {5}no price {2}8\.8 h a day/);
  expect(line('serving: function, modelFrom: package')).toMatch(/ +0\.\d\d {2}200 requests a day/);
});

test('says of a model that fits no function why, and that it is served by an endpoint', () => {
  const text = linesOf(5e9).join('\n');
  expect(text).toMatch(/^serving: auto +no {2}it needs both a function and an endpoint; /m);
  expect(text).toMatch('Without a setting, the model has "serving: realtime".');
  expect(text).not.toMatch('cheaper than the function');
});

test('ends with the date of the prices', () => {
  expect(linesOf(23e6).at(-1)).toMatch(`Prices: ${PRICES.region}, ${PRICES.asOf}, `);
});
