/** A node of a parse tree: a phrase with children, or a part of speech with its word, which a template leaves out. */
export interface Tree {
  readonly label: string;
  readonly children: readonly Tree[];
  readonly word: string | undefined;
}

interface Open {
  label: string;
  readonly children: Tree[];
  word: string | undefined;
}

/**
 * Reads a tree in brackets, such as `(ROOT (S (NP (PRP They)) (VP (VBP sing))))`. Not recursive, so that no depth of
 * brackets exhausts the stack.
 * @throws SyntaxError that says where the brackets are wrong
 */
export function readTree(text: string): Tree {
  const roots: Tree[] = [];
  const open: Open[] = [];
  for (const { 0: token, index } of text.matchAll(/[()]|[^()\s]+/g)) {
    const node = open.at(-1);
    const place = `at character ${index + 1}`;
    if (token === '(') {
      if (node?.label === '') throw new SyntaxError(`has a bracket without a label ${place}`);
      if (node?.word !== undefined) throw new SyntaxError(`has brackets after a word ${place}`);
      if (!node && roots.length > 0) throw new SyntaxError(`has a second tree ${place}`);
      open.push({ label: '', children: [], word: undefined });
    } else if (!node) {
      throw new SyntaxError(
        token === ')' ? `closes a bracket too many ${place}` : `has text outside brackets ${place}`,
      );
    } else if (token === ')') {
      if (node.label === '') throw new SyntaxError(`has brackets without a label ${place}`);
      open.pop();
      (open.at(-1)?.children ?? roots).push(node);
    } else if (node.label === '') {
      node.label = token;
    } else if (node.children.length > 0 || node.word !== undefined) {
      throw new SyntaxError(`has "${token.slice(0, 20)}" where brackets must be, ${place}`);
    } else {
      node.word = token;
    }
  }
  if (open.length > 0) throw new SyntaxError(`leaves ${open.length} of its brackets open`);
  const [root] = roots;
  if (!root) throw new SyntaxError('has no brackets');
  return root;
}

/** The nodes without children, from left to right. */
export function leavesOf(root: Tree): Tree[] {
  const leaves: Tree[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.children.length === 0) leaves.push(node);
    else waiting.push(...node.children.toReversed());
  }
  return leaves;
}
