/** `vocabulary.json`, as tools/training/paraphrase/export.py writes it. All lists but the last two are in the order of the network's numbers. */
export interface VocabularyFile {
  /** Special entries in angle brackets first; then words, with the capitals that they mostly have. */
  readonly words: readonly string[];
  readonly tags: readonly string[];
  /** Labels of nodes without children, `(` and a label for those with, and `)`. */
  readonly template: readonly string[];
  /** Words that mostly hold a sentence together: determiners, prepositions, pronouns, punctuation. */
  readonly functionWords: readonly string[];
  /** Function words that the encoder never sees: the template decides about them. */
  readonly glueWords: readonly string[];
}

export class Vocabulary {
  readonly start: number;
  readonly end: number;
  readonly noTag: number;
  /** Special entries have the numbers below this one. */
  readonly firstWord: number;
  readonly size: number;
  readonly #file: VocabularyFile;
  readonly #words: ReadonlyMap<string, number>;
  readonly #tags: ReadonlyMap<string, number>;
  readonly #template: ReadonlyMap<string, number>;
  readonly #functionWords: ReadonlySet<string>;
  readonly #glueWords: ReadonlySet<string>;

  constructor(file: VocabularyFile) {
    const numbers = (entries: readonly string[]) =>
      new Map(entries.map((entry, at) => [entry, at]));
    this.#file = file;
    this.#words = numbers(file.words.map((word) => word.toLowerCase()));
    this.#tags = numbers(file.tags);
    this.#template = numbers(file.template);
    this.#functionWords = new Set(file.functionWords);
    this.#glueWords = new Set(file.glueWords);
    this.start = this.#special('<start>');
    this.end = this.#special('<end>');
    this.noTag = this.#tags.get('<none>') ?? 0;
    this.firstWord = this.#special('<other>') + 1;
    this.size = file.words.length;
  }

  #special(entry: string): number {
    const number = this.#words.get(entry);
    if (number === undefined) throw new Error(`vocabulary.json has no ${entry}`);
    return number;
  }

  /** The number of a word in lower case; undefined when the network does not know it. */
  known(word: string): number | undefined {
    const number = this.#words.get(word);
    return number === undefined || number < this.firstWord ? undefined : number;
  }

  /** What the network reads for a word in lower case: the word, or what the end of an unknown word suggests. */
  read(word: string): number {
    return this.known(word) ?? this.#special(unknown(word));
  }

  /** A known word with the capitals that it mostly has. */
  written(number: number): string {
    return this.#file.words[number] ?? '';
  }

  /** Without a number for a tag that is not known, as for a word whose tag is not given. */
  tag(tag: string | undefined): number {
    return (tag && this.#tags.get(tag)) || this.noTag;
  }

  isTag(label: string): boolean {
    return this.#tags.has(label);
  }

  templateToken(token: string): number | undefined {
    // 0 is padding.
    return this.#template.get(token) || undefined;
  }

  /** The labels that a template may have. */
  get labels(): string[] {
    return this.#file.template.filter((token) => !/^(\(.|\)$|<)/.test(token));
  }

  isFunctionWord(word: string): boolean {
    return this.#functionWords.has(word);
  }

  isGlue(word: string): boolean {
    return this.#glueWords.has(word);
  }
}

function unknown(word: string): string {
  if (/\d/.test(word)) return '<number>';
  const [ending] = /(?:ing|ed|s)$/.exec(word) ?? [];
  return ending && word.length > ending.length + 1 ? `<${ending}>` : '<other>';
}
