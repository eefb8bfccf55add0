import { expect, it } from 'vitest';
import { ModelManifest, ModelName, PredictionId, violations } from '../src/index.ts';

const manifest = {
  name: 'echo',
  version: '1.0.0',
  title: 'Echo',
  description: '',
  task: 'echo',
  input: { type: 'object', properties: { a: { type: 'string' } } },
  output: { type: 'object', properties: {} },
  labels: [],
  examples: [{ title: 'one', input: { a: 'x' } }],
  license: 'Apache-2.0',
  trainingData: [],
  quality: [],
};

it('accepts a manifest without an exercise', () => {
  expect(violations(ModelManifest, manifest)).toEqual([]);
});

it.each([
  [{ name: 'Echo' }, '/name'],
  [{ version: '1.0' }, '/version'],
  [{ input: { type: 'string' } }, '/input/properties'],
  [{ examples: [] }, '/examples'],
  [{ exercise: { title: 'x' } }, '/exercise/instructions'],
])('rejects %j at %s', (change, pointer) => {
  const found = violations(ModelManifest, { ...manifest, ...change });
  expect(found.map((violation) => violation.pointer)).toContain(pointer);
});

it.each(['a', 'entailment', 'a-b-1', 'x'.repeat(32)])(
  'accepts %s as the name of a model',
  (name) => {
    expect(violations(ModelName, name)).toEqual([]);
  },
);

it.each(['', '-a', 'a-', 'a--b', 'A', 'a_b', 'a/b', 'x'.repeat(70), '../a'])(
  'rejects %j as the name of a model',
  (name) => expect(violations(ModelName, name)).toHaveLength(1),
);

it.each(['01ARZ3NDEKTSV4RRFFQ69G5FAV'])('accepts %s as an id', (id) => {
  expect(violations(PredictionId, id)).toEqual([]);
});

it.each([
  '',
  '01ARZ3NDEKTSV4RRFFQ69G5FA',
  '91ARZ3NDEKTSV4RRFFQ69G5FAV',
  '01arz3ndektsv4rrffq69g5fav',
])('rejects %j as an id', (id) => expect(violations(PredictionId, id)).toHaveLength(1));
