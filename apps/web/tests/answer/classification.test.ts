import { expect, test } from 'vitest';
import { classificationOf } from '../../src/answer/classification.ts';
import { entailment } from '../fixtures/entailment.ts';

const { labels } = entailment;

test('bars have the order and titles of the manifest; unknown classes come last', () => {
  const found = classificationOf(
    { label: 'neutral', probabilities: { other: 0.1, neutral: 0.7, entailment: 0.2 } },
    labels,
  );
  expect(found).toMatchObject({ label: 'neutral', title: 'Neutral', probability: 0.7 });
  expect(found?.shares.map(({ title }) => title)).toEqual(['Entailment', 'Neutral', 'other']);
});

test("a label alone is enough, and the output's own probability is used", () => {
  expect(classificationOf({ label: 'cat', probability: 0.6 }, [])).toMatchObject({
    title: 'cat',
    probability: 0.6,
    shares: [],
  });
});

test.each([[null], [3], [[{ label: 'x' }]], [{ price: 3 }], [{ label: true }]])(
  '%j is no classification',
  (output) => {
    expect(classificationOf(output, labels)).toBeUndefined();
  },
);

test('a list of probabilities must have one per label; any other list is shown as a plain value', () => {
  const output = { label: 'neutral', probabilities: [0.2, 0.7, 0.1] };
  const found = classificationOf(output, labels);
  expect(found?.shares.map(({ title, probability }) => [title, probability])).toEqual([
    ['Entailment', 0.2],
    ['Neutral', 0.7],
    ['Contradiction', 0.1],
  ]);
  expect(found?.probability).toBe(0.7);
  expect(found?.shown).toEqual(['label', 'probabilities']);
  expect(classificationOf({ ...output, probabilities: [1, 0] }, labels)?.shown).toEqual(['label']);
});

test('a numeric class is the label of that name, else the label at that index, else the number itself', () => {
  expect(classificationOf({ label: 1 }, labels)?.title).toBe('Neutral');
  expect(
    classificationOf({ label: 1 }, [{ name: '1', title: 'Yes', description: '' }])?.title,
  ).toBe('Yes');
  expect(classificationOf({ label: 1 }, [])?.title).toBe('1');
});
