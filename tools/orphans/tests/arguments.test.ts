import { expect, test } from 'vitest';
import { parseArguments } from '../src/arguments.ts';

test('without arguments it only reports, in the region of the environment', () => {
  expect(parseArguments([])).toEqual({ delete: false, json: false, region: undefined });
});

test('each option is read', () => {
  expect(parseArguments(['--delete', '--json', '--region', 'us-gov-west-1'])).toEqual({
    delete: true,
    json: true,
    region: 'us-gov-west-1',
  });
});

test.each([
  [['--remove'], /--remove/],
  [['all'], /'all'/],
  [['--region'], /--region/],
  [['--region', 'Ireland'], /^--region is "Ireland", must be a region such as eu-central-1$/],
  [['--region='], /is "", must be/],
  [['--delete=yes'], /--delete/],
])('%j is refused', (args, message) => {
  expect(() => parseArguments(args)).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(message) }),
  );
});
