import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { bagOf } from '../src/bag.ts';
import { WordChoices } from '../src/choices.ts';
import { loadModel } from '../src/handler.ts';
import { readTemplate } from '../src/template.ts';

interface Case {
  readonly sent: string;
  readonly synt: string | null;
  readonly words: readonly string[];
  readonly template: readonly string[];
  readonly logProbability: number;
}

const directory = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const manifest = read('../model.json');
const cases = read('fixtures/probabilities.json') as Case[];
const model = await loadModel(directory, {
  ort,
  sessionOptions: { intraOpNumThreads: 1 },
  manifest,
});

/** A template in brackets, from its tokens. */
const bracketsOf = (tokens: readonly string[]) =>
  tokens.map((token) => (/^(\(.+|\))$/.test(token) ? token : `(${token})`)).join(' ');

/** Decodes `words` step by step, with a second hypothesis beside them, and adds up their logarithms. */
async function logProbabilityOf({ sent, synt, words, template }: Case): Promise<number> {
  const { vocabulary, network } = model;
  const bag = bagOf(sent, synt ?? undefined, vocabulary);
  const choices = new WordChoices(bag, vocabulary);
  const numberOf = (word: string) => {
    const first = bag.findIndex(({ text }) => text === word);
    return vocabulary.known(word) ?? vocabulary.size + first;
  };
  const step = await network.read(
    readTemplate(bracketsOf(template), vocabulary).tokens,
    bag,
    vocabulary,
  );
  const wanted = [...words.map(numberOf), vocabulary.end];
  let total = 0;
  for (const [place, choice] of wanted.entries()) {
    const last = place === 0 ? undefined : wanted[place - 1];
    // From the second word on: another hypothesis first, so that parents and rows must be told apart.
    const beside = place > 0;
    const lasts = beside ? [numberOf('the'), last] : [last];
    const parents = place === 0 ? [0] : place === 1 ? [0, 0] : [1, 1];
    const row = (await step(lasts, parents, place))[beside ? 1 : 0] ?? new Float32Array();
    const weights = Array.from(row, Math.exp);
    const sum = weights.reduce((all, weight) => all + weight, 0);
    const own = weights.reduce(
      (all, weight, at) => (choices.sameAs(at) === choice ? all + weight : all),
      0,
    );
    total += Math.log(own / sum);
  }
  return total;
}

it.each(cases)(
  'finds "$sent" as probable as the network that was trained ($template.length, $synt)',
  async (each) => {
    // The exported weights are rounded to half precision.
    expect(Math.abs((await logProbabilityOf(each)) - each.logProbability)).toBeLessThan(0.05);
  },
);
