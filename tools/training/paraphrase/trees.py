"""Parse trees: read from brackets, cut to their top levels, written as tokens."""

import re
from dataclasses import dataclass, field


@dataclass
class Tree:
    label: str
    children: list["Tree"] = field(default_factory=list)
    word: str | None = None

    def leaves(self) -> list["Tree"]:
        return [self] if self.word is not None else [leaf for child in self.children for leaf in child.leaves()]


def read_tree(text: str) -> Tree:
    """@throws ValueError for brackets that do not make one tree"""
    root = Tree("")
    stack = [root]
    tokens = re.findall(r"\(|\)|[^()\s]+", text)
    for before, token in zip(["", *tokens], tokens):
        if token == "(":
            stack.append(Tree(""))
        elif token == ")":
            node = stack.pop()
            stack[-1].children.append(node)
        elif before == "(":
            stack[-1].label = token
        else:
            stack[-1].word = token
    if len(stack) > 1 or len(root.children) != 1:
        raise ValueError(f"not one tree: {text}")
    return root.children[0]


def template_tokens(tree: Tree, levels: int) -> list[str]:
    """The top levels of a tree: `(S`, `NP`, `VP`, `.`, `)` for two. A node without children left is its bare label."""
    if levels <= 1 or tree.word is not None:
        return [tree.label]
    below = [token for child in tree.children for token in template_tokens(child, levels - 1)]
    return [f"({tree.label}", *below, ")"]
