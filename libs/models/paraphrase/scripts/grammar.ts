import type { Tree } from '../src/tree.ts';

export interface BinaryRule {
  readonly parent: string;
  readonly right: string;
  readonly logProbability: number;
}

export interface UnaryRule {
  readonly parent: string;
  readonly logProbability: number;
}

const JOINT = '^';
/** Marks the inner nodes that divide a node of more than two children. */
const INNER = '@';
/** A word's own counts weigh as much as its ending's when it occurs this often. */
const ENDING_WEIGHT = 2;

/**
 * A probabilistic context-free grammar, counted from trees: each label is annotated with its parent's, and nodes of more
 * than two children are divided, remembering the child before (Klein and Manning, 2003).
 */
export class Grammar {
  readonly byLeft = new Map<string, BinaryRule[]>();
  readonly byChild = new Map<string, UnaryRule[]>();
  readonly #tagsOfWord = new Map<string, Map<string, number>>();
  readonly #tagsOfEnding = new Map<string, Map<string, number>>();
  readonly #tagCounts = new Map<string, number>();

  constructor(trees: readonly Tree[]) {
    const rules = new Map<string, Map<string, number>>();
    const count = (parent: string, children: string) => add(mapAt(rules, parent), children);
    for (const tree of trees)
      this.#countNode({ label: 'ROOT', children: [tree], word: undefined }, '', count);
    for (const [parent, expansions] of rules) {
      const sum = total(expansions);
      for (const [children, times] of expansions) {
        const [left = '', right] = children.split(' ');
        const logProbability = Math.log(times / sum);
        if (right === undefined) listAt(this.byChild, left).push({ parent, logProbability });
        else listAt(this.byLeft, left).push({ parent, right, logProbability });
      }
    }
    this.#countRareWords();
  }

  /** The annotated tags that a word can have, with the logarithm of the word's probability for each, up to a constant. */
  tagsOf(word: string): [tag: string, logProbability: number][] {
    const own = this.#tagsOfWord.get(word) ?? new Map<string, number>();
    const alike = this.#tagsOfEnding.get(endingOf(word)) ?? this.#tagCounts;
    const [seen, seenAlike] = [total(own), total(alike)];
    return [...new Set([...own.keys(), ...alike.keys()])].map((tag) => {
      const fromEnding = (alike.get(tag) ?? 0) / seenAlike;
      const ofWord = ((own.get(tag) ?? 0) + ENDING_WEIGHT * fromEnding) / (seen + ENDING_WEIGHT);
      return [tag, Math.log(ofWord / (this.#tagCounts.get(tag) ?? 1))];
    });
  }

  #countNode(
    { label, children, word }: Tree,
    parent: string,
    count: (parent: string, children: string) => void,
  ): void {
    const name = parent === '' ? label : `${label}${JOINT}${parent}`;
    if (word !== undefined) {
      add(this.#tagCounts, name);
      add(mapAt(this.#tagsOfWord, word.toLowerCase()), name);
      return;
    }
    let node = name;
    const names = children.map((child) => `${child.label}${JOINT}${label}`);
    while (names.length > 2) {
      const first = names.shift() ?? '';
      const inner = `${INNER}${name}:${first}`;
      count(node, `${first} ${inner}`);
      node = inner;
    }
    count(node, names.join(' '));
    for (const child of children) this.#countNode(child, label, count);
  }

  /** What words that occur once tell about words that never did. */
  #countRareWords(): void {
    for (const [word, tags] of this.#tagsOfWord) {
      if (total(tags) > 1) continue;
      for (const tag of tags.keys()) add(mapAt(this.#tagsOfEnding, endingOf(word)), tag);
    }
  }
}

/** The label of a rule's symbol; undefined for an inner node. */
export function labelOf(symbol: string): string | undefined {
  return symbol.startsWith(INNER) ? undefined : symbol.split(JOINT, 1)[0];
}

function endingOf(word: string): string {
  if (/\d/.test(word)) return 'number';
  if (!/[a-z]/.test(word)) return `sign ${word}`;
  return /(?:ing|ed|ly|er|est|ion|s)$/.exec(word)?.[0] ?? (word.includes('-') ? '-' : '');
}

function mapAt(maps: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const known = maps.get(key) ?? new Map<string, number>();
  maps.set(key, known);
  return known;
}

function listAt<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const known = lists.get(key) ?? [];
  lists.set(key, known);
  return known;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
