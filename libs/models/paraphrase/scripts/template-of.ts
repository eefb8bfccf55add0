import type { Tree } from '../src/tree.ts';

/** The top levels of a tree without its words: `(ROOT (S (NP) (VP) (.)))` for two. */
export function templateOf(tree: Tree, levels: number): string {
  return `(ROOT ${topOf(tree, levels)})`;
}

/** How many levels a template has below ROOT. */
export function levelsOf({ children }: Tree): number {
  return 1 + Math.max(0, ...children.map(levelsOf));
}

function topOf({ label, children }: Tree, levels: number): string {
  const below = levels > 1 ? children.map((child) => ` ${topOf(child, levels - 1)}`) : [];
  return `(${label}${below.join('')})`;
}
