import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError, violations } from '@pilotlight/contracts';
import type { FormattedOutput, ModelHooks, Runtime } from '@pilotlight/model-runtime';
import Negotiator from 'negotiator';
import { bagOf } from './bag.ts';
import { beamSearch } from './beam-search.ts';
import { WordChoices } from './choices.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { Network } from './network.ts';
import { readBody } from './read-body.ts';
import { DEFAULT_TEMPLATE, readTemplate } from './template.ts';
import { Vocabulary, type VocabularyFile } from './vocabulary.ts';
import { writtenSentence } from './written-sentence.ts';

export interface ParaphraseInput {
  readonly sent: string;
  /** The parse of the sentence. */
  readonly synt?: string;
  readonly tmpl?: string;
}

export interface ParaphraseOutput {
  readonly paraphrase: string;
  readonly template: string;
  /** Content words of the sentence that the paraphrase has in no form. */
  readonly leftOut: readonly string[];
}

export interface ParaphraseModel {
  readonly network: Network;
  readonly vocabulary: Vocabulary;
  readonly manifest: Runtime['manifest'];
}

/** The decoder knows no more places. */
const MAX_OUTPUT_WORDS = 79;

const hooks = {
  async loadModel(directory: string, runtime: Runtime): Promise<ParaphraseModel> {
    const file = await readFile(join(directory, 'vocabulary.json'), 'utf8');
    return {
      network: await Network.load(directory, runtime),
      vocabulary: new Vocabulary(JSON.parse(file) as VocabularyFile),
      manifest: runtime.manifest,
    };
  },

  // `predict` checks the inputs: a hook that reads a body does not get the schema.
  parseInput(body: Uint8Array, contentType: string): ParaphraseInput[] {
    return readBody(body, contentType) as ParaphraseInput[];
  },

  // One search per sentence: its hypotheses are a batch already, and an answer does not depend on other sentences.
  async predict(
    batch: readonly ParaphraseInput[],
    model: ParaphraseModel,
  ): Promise<ParaphraseOutput[]> {
    const outputs: ParaphraseOutput[] = [];
    for (const input of batch) outputs.push(await paraphraseOf(input, model));
    return outputs;
  },

  formatOutput(output: ParaphraseOutput, accept: string): FormattedOutput {
    const headers = { accept: accept || '*/*' };
    const contentType = new Negotiator({ headers }).mediaType([...MEDIA_TYPES]);
    if (contentType === undefined) {
      throw new ProblemError(
        'accept_unsupported',
        `paraphrase can answer in ${MEDIA_TYPES.join(', ')}, not in ${accept.slice(0, 100)}`,
      );
    }
    const body = contentType === 'text/plain' ? output.paraphrase : JSON.stringify(output);
    return { body, contentType };
  },
} satisfies ModelHooks<ParaphraseModel, ParaphraseInput, ParaphraseOutput>;

export const { loadModel, parseInput, predict, formatOutput } = hooks;

async function paraphraseOf(
  input: ParaphraseInput,
  { network, vocabulary, manifest }: ParaphraseModel,
): Promise<ParaphraseOutput> {
  const wrong = violations(manifest.input, input);
  if (wrong.length > 0) {
    const detail = wrong
      .map(({ pointer, detail }) => `${pointer || 'the input'} ${detail}`)
      .join('; ');
    throw new ProblemError('input_invalid', detail, wrong);
  }
  const template = readTemplate(input.tmpl ?? DEFAULT_TEMPLATE, vocabulary);
  const bag = bagOf(input.sent, input.synt, vocabulary);
  const choices = new WordChoices(bag, vocabulary);
  const step = await network.read(template.tokens, bag, vocabulary);
  const made = await beamSearch(step, choices, MAX_OUTPUT_WORDS);
  return {
    paraphrase: writtenSentence(made.map((choice) => choices.written(choice))),
    template: template.text,
    leftOut: choices.leftOut(made),
  };
}
