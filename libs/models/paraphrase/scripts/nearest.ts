import { recall } from './content-words.ts';

export interface Known {
  readonly text: string;
  readonly forms: readonly string[];
  /** Its templates, by their number of levels. */
  readonly templates: ReadonlyMap<number, string>;
}

/** The baseline: of the training sentences that have a template, the one that shares the most content words. */
export class NearestSentences {
  readonly #byTemplate = new Map<string, Known[]>();

  constructor(known: readonly Known[]) {
    for (const sentence of known) {
      for (const template of new Set(sentence.templates.values())) {
        const others = this.#byTemplate.get(template);
        if (others) others.push(sentence);
        else this.#byTemplate.set(template, [sentence]);
      }
    }
  }

  /** Undefined when no sentence has the template. */
  nearest(forms: readonly string[], template: string): string | undefined {
    let best: string | undefined;
    let most = -1;
    for (const sentence of this.#byTemplate.get(template) ?? []) {
      // Both directions, so that a long sentence is not nearest to everything.
      const common = recall(forms, sentence.forms) + recall(sentence.forms, forms);
      if (common > most) [best, most] = [sentence.text, common];
    }
    return best;
  }
}
