import { createHash } from 'node:crypto';
import { predict, type ParaphraseInput, type ParaphraseModel } from '../src/handler.ts';
import { readTree } from '../src/tree.ts';
import { wordsOf } from '../src/words.ts';
import { contentForms, recall } from './content-words.ts';
import { Grammar } from './grammar.ts';
import { NearestSentences } from './nearest.ts';
import type { ParsedSentence } from './parsed-sentences.ts';
import { parse } from './parser.ts';
import { levelsOf, templateOf } from './template-of.ts';

/** Levels of a template below ROOT; more than any tree has: the whole tree. */
const OWN_TEMPLATES = { 'top two levels': 2, 'whole tree': 99 };

/** Who answers: the model, and two baselines. */
export type System = 'model' | 'copy' | 'nearest';

export interface Judged {
  readonly text: string;
  readonly recall: number;
  /** Whether the parser of `parser.ts` finds the template in it. */
  readonly matches: boolean;
}

export interface Measured {
  readonly sentence: string;
  readonly reference: readonly string[];
  /** What each system made of the sentence's own template, in words; the model with the parse and without. */
  readonly own: Readonly<Record<string, readonly string[]>>;
  readonly template: string;
  /** What each system made of another template. */
  readonly other: Readonly<Record<System, Judged>>;
  /** Whether the parser of `parser.ts` finds the template that the Stanford parser found in the sentence. */
  readonly parserAgrees: boolean;
}

const SEED = '20261129';

/** A number that depends on the seed and the sentence only. */
export function chance(sentence: string): number {
  return createHash('sha256').update(`${SEED} ${sentence}`).digest().readUInt32BE();
}

/** Measures sentences that were not trained on, with the shipped handler and files. */
export class Measurement {
  readonly #model: ParaphraseModel;
  readonly #templates: readonly string[];
  readonly #grammar: Grammar;
  readonly #nearest: NearestSentences;

  /** @param templates those that are offered on the page */
  constructor(
    model: ParaphraseModel,
    train: readonly ParsedSentence[],
    templates: readonly string[],
  ) {
    this.#model = model;
    this.#templates = templates;
    this.#grammar = new Grammar(train.map(({ tree }) => tree));
    const levels = new Set([2, ...templates.map(templateLevels)]);
    const known = train.map(({ text, tree }) => ({
      text,
      forms: contentForms(wordsOf(text), model.vocabulary),
      templates: new Map([...levels].map((each) => [each, templateOf(tree, each)] as const)),
    }));
    this.#nearest = new NearestSentences(known);
  }

  async measure(sentence: ParsedSentence): Promise<Measured> {
    const { text, tree } = sentence;
    const template = this.#otherTemplate(sentence);
    const levels = templateLevels(template);
    const forms = contentForms(wordsOf(text), this.#model.vocabulary);
    const found = this.#parsed(text, levels);
    const judged = (made: string, has = this.#parsed(made, levels)): Judged => ({
      text: made,
      recall: recall(forms, contentForms(wordsOf(made), this.#model.vocabulary)),
      matches: has === template,
    });
    const made = await this.#answer({ sent: text, tmpl: template });
    return {
      sentence: text,
      reference: inLowerCase(text),
      own: await this.#own(sentence, forms),
      template,
      other: {
        model: judged(made),
        copy: judged(text, found),
        nearest: judged(this.#nearest.nearest(forms, template) ?? ''),
      },
      parserAgrees: found === templateOf(tree, levels),
    };
  }

  async #own(
    { text, parse: synt, tree }: ParsedSentence,
    forms: readonly string[],
  ): Promise<Record<string, string[]>> {
    const own: Record<string, string[]> = {};
    for (const [name, levels] of Object.entries(OWN_TEMPLATES)) {
      const tmpl = templateOf(tree, levels);
      own[`${name}, words only`] = inLowerCase(await this.#answer({ sent: text, tmpl }));
      own[`${name}, with the parse`] = inLowerCase(await this.#answer({ sent: text, synt, tmpl }));
    }
    own['nearest training sentence (top two levels)'] = inLowerCase(
      this.#nearest.nearest(forms, templateOf(tree, 2)) ?? '',
    );
    return own;
  }

  async #answer(input: ParaphraseInput): Promise<string> {
    const [output] = await predict([input], this.#model);
    return output?.paraphrase ?? '';
  }

  #parsed(text: string, levels: number): string | undefined {
    const words = wordsOf(text);
    const found = words.length > 0 ? parse(words, this.#grammar) : undefined;
    return found && templateOf(found, levels);
  }

  /** One of the offered templates that the sentence does not have, by chance. */
  #otherTemplate({ text, tree }: ParsedSentence): string {
    const others = this.#templates.filter(
      (template) => templateOf(tree, templateLevels(template)) !== template,
    );
    return others[chance(text) % others.length] ?? '';
  }
}

function templateLevels(template: string): number {
  return levelsOf(readTree(template)) - 1;
}

function inLowerCase(text: string): string[] {
  return wordsOf(text).map((word) => word.toLowerCase());
}
