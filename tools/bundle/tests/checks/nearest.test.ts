import { expect, test } from 'vitest';
import { nearest } from '../../src/checks/nearest.ts';

const hooks = ['loadModel', 'parseInput', 'predict', 'formatOutput', 'paddedLength'] as const;

test.each([
  ['prediction', 'predict'],
  ['parseInputs', 'parseInput'],
  ['parse_input', 'parseInput'],
  ['load_model', 'loadModel'],
  ['LoadModel', 'loadModel'],
  ['formatOuput', 'formatOutput'],
  ['paddedLen', 'paddedLength'],
])('takes %s for %s', (name, hook) => {
  expect(nearest(name, hooks)).toBe(hook);
});

test.each(['default', 'version', 'model_fn', 'x'])('takes %s for no hook', (name) => {
  expect(nearest(name, hooks)).toBeUndefined();
});
