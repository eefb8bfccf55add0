import { expect, test } from 'vitest';
import { verdictOf } from '../../src/practice/verdict.ts';
import { entailment } from '../fixtures/entailment.ts';

const { exercise, labels } = entailment;
const verdict = (goal: string, label: string, probabilities?: Record<string, number>) => {
  if (!exercise) throw new Error('The fixture has no exercise');
  return verdictOf(exercise, labels, goal, { label, ...(probabilities && { probabilities }) });
};

test('reached, with its probability', () => {
  expect(verdict('neutral', 'neutral', { neutral: 0.871 })).toMatchObject({
    reached: true,
    probability: 0.871,
    heading: 'Neutral: reached',
    explanation: 'The model reads it as Neutral (87.1%).',
  });
});

test('a narrow success counts, and says so', () => {
  const { reached, heading } = verdict('neutral', 'neutral', { neutral: 0.45 });
  expect([reached, heading]).toEqual([true, 'Neutral, narrowly']);
});

test('missed: shows the predicted class and the probability of the goal', () => {
  const far = verdict('contradiction', 'neutral', { neutral: 0.71, contradiction: 0.18 });
  expect(far).toMatchObject({
    reached: false,
    heading: 'Not Contradiction yet',
    explanation: 'The model reads it as Neutral (71.0%) and gives Contradiction 18.0%.',
  });
  const near = verdict('contradiction', 'neutral', { neutral: 0.5, contradiction: 0.45 });
  expect(near.heading).toBe('So close to Contradiction');
});

test('a model without probabilities is judged by the label alone', () => {
  expect(verdict('neutral', 'entailment').explanation).toBe('The model reads it as Entailment.');
});
