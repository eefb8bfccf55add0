import { join } from 'node:path';
import { InputError, type ModelHooks, type Runtime } from '@pilotlight/model-runtime/hooks';
import type { InferenceSession } from 'onnxruntime-node';
import { movedWords, type MovedWord, sharesOf } from './moved-words.ts';
import { tokensOf } from './tokens.ts';
import { type Occurrence, Vocabulary } from './vocabulary.ts';

export interface SentimentInput {
  readonly text: string;
}

export interface SentimentOutput {
  readonly label: string;
  readonly probability: number;
  readonly probabilities: Record<string, number>;
  /** The words that moved the answer furthest. */
  readonly words: readonly MovedWord[];
  /** What all other words add to the log-odds together. */
  readonly otherWords: number;
  /** The log-odds of a text without known words. */
  readonly bias: number;
  /** The log-odds of a positive review: the sum of all contributions and the bias. */
  readonly logOdds: number;
}

export interface SentimentModel {
  readonly session: InferenceSession;
  readonly ort: Runtime['ort'];
  readonly vocabulary: Vocabulary;
  /** The labels of `model.json`. */
  readonly labels: readonly [positive: string, negative: string];
}

/** Bounds the answer, also for long texts. */
const MOST_WORDS = 100;

const hooks = {
  async loadModel(
    directory: string,
    { ort, sessionOptions, manifest }: Runtime,
  ): Promise<SentimentModel> {
    const [positive, negative] = manifest.labels.map((label) => label.name);
    if (positive === undefined || negative === undefined) {
      throw new Error(
        `model.json has ${manifest.labels.length} labels; must be two: for a positive review, and for a negative one`,
      );
    }
    const [session, vocabulary] = await Promise.all([
      ort.InferenceSession.create(join(directory, 'model.onnx'), sessionOptions),
      Vocabulary.read(directory),
    ]);
    return { session, ort, vocabulary, labels: [positive, negative] };
  },

  // One run per text: each has its own number of n-grams.
  async predict(
    batch: readonly SentimentInput[],
    model: SentimentModel,
  ): Promise<SentimentOutput[]> {
    const outputs: SentimentOutput[] = [];
    for (const { text } of batch) outputs.push(await judged(text, model));
    return outputs;
  },
} satisfies ModelHooks<SentimentModel, SentimentInput, SentimentOutput>;

export const { loadModel, predict } = hooks;

async function judged(text: string, model: SentimentModel): Promise<SentimentOutput> {
  const tokens = tokensOf(text);
  const occurrences = model.vocabulary.occurrencesIn(tokens.map(({ token }) => token));
  if (occurrences.length === 0) {
    throw new InputError(
      'the text has no word that this model knows; it must be a review in English',
    );
  }
  const { contributions, logOdds, probability } = await scored(occurrences, model);
  const shares = sharesOf(tokens.length, occurrences, (ngram) => contributions.get(ngram) ?? 0);
  const sum = [...contributions.values()].reduce((total, each) => total + each, 0);
  const [positive, negative] = model.labels;
  const isPositive = logOdds > 0;
  return {
    label: isPositive ? positive : negative,
    probability: isPositive ? probability : 1 - probability,
    probabilities: { [positive]: probability, [negative]: 1 - probability },
    ...movedWords(text, tokens, shares, MOST_WORDS),
    bias: logOdds - sum,
    logOdds,
  };
}

async function scored(occurrences: readonly Occurrence[], { session, ort }: SentimentModel) {
  const ngrams = [...new Set(occurrences.map(({ ngram }) => ngram))].sort((a, b) => a - b);
  const places = new ort.Tensor('int64', BigInt64Array.from(ngrams, BigInt), [ngrams.length]);
  const results = await session.run({ ngrams: places });
  const floats = (name: string): Float32Array => {
    const data = results[name]?.data;
    if (!(data instanceof Float32Array)) throw new Error(`model.onnx gave no floats as ${name}`);
    return data;
  };
  const contributions = floats('contributions');
  const [logOdds] = floats('log_odds');
  const [probability] = floats('probability');
  if (
    logOdds === undefined ||
    probability === undefined ||
    contributions.length !== ngrams.length
  ) {
    throw new Error(
      `model.onnx gave ${contributions.length} contributions for ${ngrams.length} n-grams`,
    );
  }
  return {
    contributions: new Map(ngrams.map((ngram, place) => [ngram, contributions[place] as number])),
    logOdds,
    probability,
  };
}
