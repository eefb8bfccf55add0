import { describe, expect, it } from 'vitest';
import { checkAnswer } from '../../src/container/answers.ts';

const answer = (entailment: number, neutral: number) => ({
  probabilities: { entailment, neutral },
});

describe('checkAnswer', () => {
  it('accepts the same probabilities, except for rounding', () => {
    expect(() => checkAnswer(answer(0.7005, 0.2995), answer(0.7, 0.3), true)).not.toThrow();
  });

  it('refuses other probabilities, and shows both', () => {
    expect(() => checkAnswer(answer(0.6, 0.4), answer(0.7, 0.3), true)).toThrow(
      /the answer is .*0\.6.*must be .*0\.7/,
    );
  });

  it('accepts any valid probabilities from a model with other weights', () => {
    expect(() => checkAnswer(answer(0.6, 0.4), answer(0.7, 0.3), false)).not.toThrow();
    expect(() => checkAnswer(answer(0.6, 0.6), answer(0.7, 0.3), false)).toThrow('must be');
  });

  it.each([[undefined], [null], [{}], ['text'], [{ probabilities: { entailment: 1 } }]])(
    'refuses %j',
    (given) => {
      expect(() => checkAnswer(given, answer(0.7, 0.3), false)).toThrow('must be');
    },
  );
});
