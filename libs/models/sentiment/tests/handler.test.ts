import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ModelManifest, violations } from '@pilotlight/contracts';
import { InputError } from '@pilotlight/model-runtime/hooks';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel, predict, type SentimentModel, type SentimentOutput } from '../src/handler.ts';

const directory = fileURLToPath(new URL('..', import.meta.url));
const manifest: ModelManifest = JSON.parse(
  readFileSync(new URL('../model.json', import.meta.url), 'utf8'),
);
const sessionOptions = { intraOpNumThreads: 1 };

let model: SentimentModel;

beforeAll(async () => {
  model = await loadModel(directory, { ort, sessionOptions, manifest });
});

async function judged(text: string): Promise<SentimentOutput> {
  const [output] = await predict([{ text }], model);
  if (!output) throw new Error('no answer');
  expect(violations(manifest.output, output)).toEqual([]);
  return output;
}

const example = (title: string) =>
  String(manifest.examples.find((one) => one.title === title)?.input['text']);

const sumOf = ({ words, otherWords, bias }: SentimentOutput) =>
  words.reduce((sum, { contribution }) => sum + contribution, otherWords + bias);

describe('predict', () => {
  it.each([
    ['Delighted', 'POSITIVE', 0.95],
    ['Bored', 'NEGATIVE', 0.95],
    ['Not bad at all', 'POSITIVE', 0.5],
  ])('judges the example "%s"', async (title, label, least) => {
    const { probability, ...output } = await judged(example(title));
    expect(output.label).toBe(label);
    expect(probability).toBeGreaterThanOrEqual(least);
    expect(output.probabilities[label]).toBe(probability);
  });

  it.each(manifest.examples)('explains "$title" by parts that add up to it', async ({ title }) => {
    const output = await judged(example(title));
    expect(sumOf(output)).toBeCloseTo(output.logOdds, 4);
    expect(1 / (1 + Math.exp(-output.logOdds))).toBeCloseTo(output.probabilities['POSITIVE'] ?? 0);
  });

  it('finds the words that speak for and against, where they stand', async () => {
    const text = example('Mixed');
    const { words } = await judged(text);
    for (const word of words) {
      expect(text.slice(word.beginOffset, word.endOffset)).toBe(word.text);
    }
    const moved = (text: string) => words.find((word) => word.text === text)?.contribution;
    expect(moved('great')).toBeGreaterThan(0);
    expect(moved('mess')).toBeLessThan(0);
  });

  it('answers each text in order, independently of the others', async () => {
    const texts = manifest.examples.map(({ title }) => example(title));
    const together = await predict(
      texts.map((text) => ({ text })),
      model,
    );
    expect(together).toEqual(await Promise.all(texts.map(judged)));
  });

  it('does not read tags of HTML, case or curly apostrophes', async () => {
    const plain = await judged("I don't like it. A mess.");
    const marked = await judged('I DON\u2019T like it.<br /><br />A <b>mess</b>.');
    expect(marked.logOdds).toBe(plain.logOdds);
  });

  it('answers the longest text that the schema allows within bounds', async () => {
    const text = 'good bad film . '.repeat(6250);
    expect(text).toHaveLength(100_000);
    const output = await judged(text);
    expect(output.words).toHaveLength(100);
    expect(sumOf(output)).toBeCloseTo(output.logOdds, 4);
  });

  it('answers a text of one known word', async () => {
    expect((await judged('Superb')).label).toBe('POSITIVE');
  });

  it.each([
    ['spaces', ' \n\t '],
    ['emoji', '👍👍👍'],
    ['another script', '良い映画でした'],
    ['a lone surrogate', '\ud83d'],
    ['only a tag', '<br />'],
    ['a word that nobody wrote', 'qzxjkwvq'],
  ])('refuses %s, which has no word that it knows', async (_what, text) => {
    await expect(predict([{ text }], model)).rejects.toThrow(InputError);
  });
});

describe('loadModel', () => {
  it('says when model.json has no label for each verdict', async () => {
    const labels = manifest.labels.slice(0, 1);
    await expect(
      loadModel(directory, { ort, sessionOptions, manifest: { ...manifest, labels } }),
    ).rejects.toThrow('model.json has 1 labels; must be two');
  });
});
