"""Reads the parsed sentences and divides them into those that are trained on and those held out."""

import csv
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from recipe import HELD_OUT_PERCENT, MAX_WORDS
from trees import Tree, read_tree

# The Stanford parser writes brackets and quotes like this.
ESCAPED = {"-lrb-": "(", "-rrb-": ")", "``": '"', "''": '"'}


@dataclass(frozen=True)
class Word:
    text: str
    tag: str


@dataclass(frozen=True)
class Sentence:
    text: str
    # The child of ROOT.
    tree: Tree
    words: tuple[Word, ...]


def held_out(text: str) -> bool:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % 100 < HELD_OUT_PERCENT


def sentence_of(text: str, parse: str) -> Sentence:
    tree = read_tree(parse).children[0]
    leaves = ((leaf.word.lower(), leaf.label) for leaf in tree.leaves())
    return Sentence(text, tree, tuple(Word(ESCAPED.get(word, word), tag) for word, tag in leaves))


def read_sentences(path: Path) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences to train on and those held out."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        sentences = [sentence_of(row["sentence"], row["parse"]) for row in rows]
    short = [sentence for sentence in sentences if len(sentence.words) <= MAX_WORDS]
    return [s for s in short if not held_out(s.text)], [s for s in short if held_out(s.text)]
