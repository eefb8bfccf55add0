import { describe, expect, it } from 'vitest';
import { beamSearch, type Choices, type Step } from '../src/beam-search.ts';

const END = 0;
const choices: Choices = {
  end: END,
  sameAs: (choice) => choice,
  allowed: () => true,
  contentKey: () => undefined,
  wanted: new Map(),
};

/** A model in which the next choice depends on the last one only. */
function chain(probabilities: Record<string, readonly number[]>): Step {
  return async (last) =>
    last.map((choice) => Float32Array.from(probabilities[choice ?? 'start'] ?? [], Math.log));
}

describe('beamSearch', () => {
  it('finds a sequence that is more probable than the one that begins best', async () => {
    const step = chain({ start: [0, 0.55, 0.45], 1: [0.3, 0.35, 0.35], 2: [0.98, 0.01, 0.01] });
    expect(await beamSearch(step, choices, 5)).toEqual([2]);
  });

  it('tells the model which hypothesis each one continues', async () => {
    const seen: unknown[] = [];
    const inner = chain({ start: [0, 0.6, 0.4], 1: [0.9, 0.1, 0], 2: [0.8, 0, 0.2] });
    await beamSearch(
      (last, parents, place) => {
        seen.push([[...last], [...parents], place]);
        return inner(last, parents, place);
      },
      { ...choices, contentKey: (choice) => (choice === END ? undefined : String(choice)) },
      2,
    );
    expect(seen).toEqual([
      [[undefined], [0], 0],
      [[1, 2], [0, 0], 1],
    ]);
  });

  it('adds up choices that are the same word', async () => {
    const step = chain({ start: [0, 0.4, 0.3, 0.3], 1: [1, 0, 0, 0], 2: [1, 0, 0, 0] });
    expect(await beamSearch(step, choices, 5)).toEqual([1]);
    const same = { ...choices, sameAs: (choice: number) => (choice === 3 ? 2 : choice) };
    expect(await beamSearch(step, same, 5)).toEqual([2]);
  });

  it('uses no content word more often than the sentence, and prefers to use them all', async () => {
    const step = chain({ start: [0, 0.5, 0.5], 1: [0.3, 0.6, 0.1], 2: [0.3, 0.1, 0.6] });
    const content = (wanted: [string, number][]): Choices => ({
      ...choices,
      contentKey: (choice) => (choice === END ? undefined : String(choice)),
      wanted: new Map(wanted),
    });
    expect(await beamSearch(step, content([['1', 2]]), 9)).toEqual([1, 1]);
    const both = await beamSearch(
      step,
      content([
        ['1', 1],
        ['2', 1],
      ]),
      9,
    );
    expect(both.toSorted()).toEqual([1, 2]);
  });

  it('ends at the longest length, even if the model never does', async () => {
    const step = chain({ start: [0, 0.5, 0.5], 1: [0, 0, 1], 2: [0, 1, 0] });
    expect(await beamSearch(step, choices, 4)).toHaveLength(4);
  });

  it('makes no choice that is not allowed', async () => {
    const step = chain({ start: [0.1, 0.8, 0.1], 2: [1, 0, 0] });
    const made = await beamSearch(step, { ...choices, allowed: (choice) => choice !== 1 }, 4);
    expect(made).toEqual([2]);
  });
});
