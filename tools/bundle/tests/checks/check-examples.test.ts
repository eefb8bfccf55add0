import type { ModelManifest } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { checkExamples } from '../../src/checks/check-examples.ts';
import { manifest } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

const check = (changes: Partial<ModelManifest>) =>
  checkExamples(subjectOf({ manifest: { ...manifest, ...changes } }));

const exercise = {
  title: 'Say y',
  instructions: 'Write an x',
  given: 'x',
  asked: 'x',
  target: 'y',
  goals: [{ label: 'a', title: 'A', instruction: 'Write' }],
  prompts: ['One'],
};

test('accepts examples that match, and an exercise whose fields exist', () => {
  expect(check({ exercise })).toEqual([]);
});

test('names the example and the value that do not match', () => {
  const examples = [...manifest.examples, { title: 'Two', input: { x: 'two' } }];
  expect(check({ examples })).toEqual([
    {
      rule: 'example-input',
      severity: 'error',
      where: 'model.json#/examples/1/input/x',
      found: 'of the example "Two" is a string; must be a number',
      wanted: 'fix the example or the input schema',
    },
  ]);
});

test('refuses a label that occurs twice', () => {
  const label = { name: 'yes', title: 'Yes', description: 'It is' };
  expect(check({ labels: [label, { ...label, name: 'no' }, label] })).toMatchObject([
    {
      rule: 'label-unique',
      where: 'model.json#/labels/2',
      found: 'has the name "yes", as label 0 has',
    },
  ]);
});

test('refuses fields of the exercise that are not properties', () => {
  const found = check({ exercise: { ...exercise, given: 'y', asked: 'z', target: 'x' } });
  expect(found.map(({ rule, where, wanted }) => [rule, where, wanted])).toEqual([
    ['exercise-field', 'model.json#/exercise/given', 'use one of x'],
    ['exercise-field', 'model.json#/exercise/asked', 'use one of x'],
    ['exercise-field', 'model.json#/exercise/target', 'use one of y'],
  ]);
});

test('refuses a goal that is not a value of the output', () => {
  const output: ModelManifest['output'] = {
    type: 'object',
    properties: { y: { type: 'string', enum: ['b', 'c'] } },
  };
  expect(check({ exercise, output })).toMatchObject([
    { where: 'model.json#/exercise/goals', found: 'have the goal "a", which is not a value of y' },
  ]);
});
