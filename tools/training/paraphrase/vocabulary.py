"""The words, the parts of speech and the template tokens that the network knows, by number."""

import re
from collections import Counter
from dataclasses import dataclass

from corpus import Sentence
from recipe import MIN_COUNT
from trees import template_tokens

PAD, START, END = "<pad>", "<start>", "<end>"
# What is left of a word that is not in the vocabulary: its ending, which tells what it may be.
UNKNOWN = ("<ing>", "<ed>", "<s>", "<number>", "<other>")
SPECIAL = (PAD, START, END, *UNKNOWN)
NO_TAG = "<none>"


def unknown(word: str) -> str:
    if re.search(r"\d", word):
        return "<number>"
    ending = re.search(r"(ing|ed|s)$", word)
    return f"<{ending[1]}>" if ending and len(word) > len(ending[1]) + 1 else "<other>"


@dataclass(frozen=True)
class Vocabulary:
    words: list[str]
    tags: list[str]
    template: list[str]

    def __post_init__(self) -> None:
        for name in ("words", "tags", "template"):
            object.__setattr__(self, f"{name}_at", {entry: at for at, entry in enumerate(getattr(self, name))})

    def word(self, word: str) -> int:
        return self.words_at.get(word) or self.words_at[unknown(word)]


def labels_of(sentence: Sentence) -> list[str]:
    return [token for token in template_tokens(sentence.tree, 99) if token != ")"]


def build_vocabulary(sentences: list[Sentence]) -> Vocabulary:
    counts = Counter(word.text for sentence in sentences for word in sentence.words)
    words = sorted(word for word, count in counts.items() if count >= MIN_COUNT)
    tags = sorted({word.tag for sentence in sentences for word in sentence.words})
    labels = sorted({label.lstrip("(") for sentence in sentences for label in labels_of(sentence)})
    # A label may stand alone or be opened: which of them occurs in training depends on where trees are cut.
    template = [PAD, ")", *(f"({label}" for label in labels), *labels]
    return Vocabulary([*SPECIAL, *words], [PAD, NO_TAG, *tags], template)
