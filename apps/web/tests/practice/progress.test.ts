import { beforeEach, expect, test } from 'vitest';
import {
  NOTHING,
  nextOpenPrompt,
  openGoals,
  progressOf,
  tallyOf,
  withReached,
} from '../../src/practice/progress.ts';
import { entailment } from '../fixtures/entailment.ts';

const { exercise } = entailment;
if (!exercise) throw new Error('The fixture has no exercise');
const [first = '', second = '', third = ''] = exercise.prompts;
const words = { text: 'x', probability: 0.9 };
const complete = (prompt: string, from = NOTHING) =>
  exercise.goals.reduce((all, { label }) => withReached(all, prompt, label, words), from);

beforeEach(() => localStorage.clear());

test('goals are counted for each prompt and over all', () => {
  const progress = withReached(complete(second), first, 'neutral', words);
  expect(openGoals(exercise, progress, first)).toEqual(['entailment', 'contradiction']);
  expect(tallyOf(exercise, progress)).toEqual({
    byPrompt: [1, 3, 0],
    goals: { reached: 4, all: 9 },
    prompts: { complete: 1, all: 3 },
  });
});

test('reaching a goal twice counts once', () => {
  const twice = withReached(withReached(NOTHING, first, 'neutral', words), first, 'neutral', words);
  expect(tallyOf(exercise, twice).goals.reached).toBe(1);
});

test('the next prompt is the next open one, wrapping round at the end', () => {
  expect(nextOpenPrompt(exercise, complete(second), first)).toBe(third);
  expect(nextOpenPrompt(exercise, complete(third), second)).toBe(first);
  const all = exercise.prompts.reduce((done, prompt) => complete(prompt, done), NOTHING);
  expect(nextOpenPrompt(exercise, all, first)).toBeUndefined();
});

test('is saved in the browser; damaged or foreign content loads as undefined', () => {
  const kept = progressOf('entailment');
  kept.save(complete(first));
  expect(progressOf('entailment').load()).toEqual(complete(first));
  for (const content of ['{', '[]', '{"reached":{"a":1}}', 'null']) {
    localStorage.setItem('pilotlight.practice.entailment', content);
    expect(kept.load()).toBeUndefined();
  }
});
