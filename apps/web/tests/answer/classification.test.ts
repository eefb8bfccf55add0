import { expect, test } from 'vitest';
import { classificationOf } from '../../src/answer/classification.ts';
import { entailment } from '../fixtures/entailment.ts';

const { labels } = entailment;

test('bars in the order of the manifest, with its titles; unknown classes last', () => {
  const found = classificationOf(
    { label: 'neutral', probabilities: { other: 0.1, neutral: 0.7, entailment: 0.2 } },
    labels,
  );
  expect(found).toMatchObject({ label: 'neutral', title: 'Neutral', probability: 0.7 });
  expect(found?.shares.map(({ title }) => title)).toEqual(['Entailment', 'Neutral', 'other']);
});

test('a label alone is enough, its own probability is taken', () => {
  expect(classificationOf({ label: 'cat', probability: 0.6 }, [])).toMatchObject({
    title: 'cat',
    probability: 0.6,
    shares: [],
  });
});

test.each([[null], [3], [[{ label: 'x' }]], [{ price: 3 }], [{ label: 1 }]])(
  '%j is no classification',
  (output) => {
    expect(classificationOf(output, labels)).toBeUndefined();
  },
);
