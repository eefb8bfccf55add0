import type { Tree } from '../src/tree.ts';
import { type Grammar, labelOf } from './grammar.ts';

/** The best way to make a symbol of some words. */
interface Edge {
  readonly symbol: string;
  readonly score: number;
  readonly from: readonly Edge[];
  readonly word: string | undefined;
}

type Cell = Map<string, Edge>;

/** An edge that is so much less probable than the best one of its words is dropped. */
const MARGIN = 10;

/** The most probable tree of a sentence's words, below ROOT; undefined when the grammar has none. */
export function parse(words: readonly string[], grammar: Grammar): Tree | undefined {
  const cells = new Map<number, Cell>();
  const at = (begin: number, end: number) => begin * (words.length + 1) + end;
  for (const [begin, word] of words.entries()) {
    const cell: Cell = new Map();
    for (const [symbol, score] of grammar.tagsOf(word.toLowerCase())) {
      keep(cell, { symbol, score, from: [], word });
    }
    cells.set(at(begin, begin + 1), pruned(withUnaries(cell, grammar)));
  }
  for (let length = 2; length <= words.length; length++) {
    for (let begin = 0; begin + length <= words.length; begin++) {
      const end = begin + length;
      const cell: Cell = new Map();
      for (let middle = begin + 1; middle < end; middle++) {
        const left = cells.get(at(begin, middle));
        const right = cells.get(at(middle, end));
        if (left && right) combine(left, right, cell, grammar);
      }
      cells.set(at(begin, end), pruned(withUnaries(cell, grammar)));
    }
  }
  const root = cells.get(at(0, words.length))?.get('ROOT');
  return root && treesOf(root)[0]?.children[0];
}

function combine(left: Cell, right: Cell, cell: Cell, { byLeft }: Grammar): void {
  for (const one of left.values()) {
    for (const rule of byLeft.get(one.symbol) ?? []) {
      const other = right.get(rule.right);
      if (!other) continue;
      const score = one.score + other.score + rule.logProbability;
      keep(cell, { symbol: rule.parent, score, from: [one, other], word: undefined });
    }
  }
}

/** Adds what single symbols can become, as long as something gets better. */
function withUnaries(cell: Cell, { byChild }: Grammar): Cell {
  const waiting = [...cell.values()];
  for (let child = waiting.pop(); child; child = waiting.pop()) {
    if (cell.get(child.symbol) !== child) continue;
    for (const { parent, logProbability } of byChild.get(child.symbol) ?? []) {
      const edge = {
        symbol: parent,
        score: child.score + logProbability,
        from: [child],
        word: undefined,
      };
      if (keep(cell, edge)) waiting.push(edge);
    }
  }
  return cell;
}

function pruned(cell: Cell): Cell {
  let best = -Infinity;
  for (const { score } of cell.values()) best = Math.max(best, score);
  for (const { symbol, score } of cell.values()) {
    if (score < best - MARGIN && symbol !== 'ROOT') cell.delete(symbol);
  }
  return cell;
}

function keep(cell: Cell, edge: Edge): boolean {
  if (edge.score <= (cell.get(edge.symbol)?.score ?? -Infinity)) return false;
  cell.set(edge.symbol, edge);
  return true;
}

/** The tree of an edge; an inner node is replaced by its children. */
function treesOf({ symbol, from, word }: Edge): Tree[] {
  const children = from.flatMap(treesOf);
  const label = labelOf(symbol);
  return label === undefined ? children : [{ label, children, word }];
}
