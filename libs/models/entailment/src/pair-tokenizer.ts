import { Tokenizer } from '@huggingface/tokenizers';
import { keptLengths } from './kept-lengths.ts';
import { toTrainingForm } from './training-form.ts';

/** The parts of a `tokenizer.json` that are read here; the rest is the library's. */
export interface TokenizerFile {
  readonly truncation: { readonly max_length: number } | null;
}

export interface EncodedPair {
  readonly ids: number[];
  /** 0 for the premise and the marks around it, 1 for the hypothesis: without it the answers are quietly worse. */
  readonly typeIds: number[];
}

/**
 * Turns two sentences into what the model was trained on: `[CLS] premise [SEP] hypothesis [SEP]`.
 * The library has no truncation, so the pair is put together here.
 */
export class PairTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #start: number;
  readonly #separator: number;
  readonly #room: number;

  /** @throws Error when the file has no `[CLS]`, no `[SEP]` or no longest length. */
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

  /** The ids of one sentence, whole, with no mark around it. */
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
