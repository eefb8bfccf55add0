import { Tokenizer } from '@huggingface/tokenizers';
import { keptLengths } from './kept-lengths.ts';
import { toTrainingForm } from './training-form.ts';

/** The parts of `tokenizer.json` that are used here; the library reads the rest. */
export interface TokenizerFile {
  readonly truncation: { readonly max_length: number } | null;
}

export interface EncodedPair {
  readonly ids: number[];
  /** 0 for the premise and its special tokens, 1 for the hypothesis. Without it answers get worse without an error. */
  readonly typeIds: number[];
}

/**
 * Encodes two sentences as in training: `[CLS] premise [SEP] hypothesis [SEP]`. The pair is built here because the
 * library has no truncation.
 */
export class PairTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #start: number;
  readonly #separator: number;
  readonly #room: number;

  /** @throws Error when the file has no `[CLS]`, no `[SEP]` or no maximum length */
  constructor(file: TokenizerFile) {
    this.#tokenizer = new Tokenizer(file, {});
    const start = this.#tokenizer.token_to_id('[CLS]');
    const separator = this.#tokenizer.token_to_id('[SEP]');
    if (start === undefined || separator === undefined || !file.truncation) {
      throw new Error('tokenizer.json needs the tokens [CLS] and [SEP], and truncation.max_length');
    }
    this.#start = start;
    this.#separator = separator;
    this.#room = file.truncation.max_length - 3;
  }

  /** The ids of one sentence, not truncated, without special tokens. */
  sentence(text: string): number[] {
    return this.#tokenizer.encode(toTrainingForm(text), { add_special_tokens: false }).ids;
  }

  pair(premise: string, hypothesis: string): EncodedPair {
    const first = this.sentence(premise);
    const second = this.sentence(hypothesis);
    const kept = keptLengths(first.length, second.length, this.#room);
    const head = [this.#start, ...first.slice(0, kept.first), this.#separator];
    const tail = [...second.slice(0, kept.second), this.#separator];
    return {
      ids: [...head, ...tail],
      typeIds: [...head.map(() => 0), ...tail.map(() => 1)],
    };
  }
}
