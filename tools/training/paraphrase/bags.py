"""Makes a training example: a sentence's words without their order, disturbed, and a template give the sentence."""

import random
from collections import defaultdict
from dataclasses import dataclass

from corpus import Sentence, Word
from recipe import MAX_TEMPLATE_TOKENS, Recipe
from trees import template_tokens
from vocabulary import NO_TAG, Vocabulary, unknown

# Words that only hold a sentence together. They are never in the bag: the template decides about them. The handler
# leaves out the same.
GLUE = frozenset({".", ",", "there", "is", "are", "was", "were", "be", "been", "being", "am"})
DETERMINERS = ("a", "an", "the")


def bare(verb: str) -> str:
    """The same for all regular forms of a verb: run for running and runs, smil for smile and smiling."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if verb.endswith(ending) and len(verb) > len(ending) + 1:
            verb = verb[: -len(ending)]
            break
    if len(verb) > 2 and verb[-1] == verb[-2]:
        verb = verb[:-1]
    return f"{verb[:-1]}i" if verb.endswith("y") else verb


def verb_forms(sentences: list[Sentence]) -> dict[str, list[str]]:
    """Of each verb that occurs in several forms: all of them."""
    by_bare = defaultdict(set)
    for sentence in sentences:
        for word in sentence.words:
            if word.tag.startswith("VB") and word.text not in GLUE and len(word.text) > 2:
                by_bare[bare(word.text)].add(word.text)
    return {form: sorted(forms) for forms in by_bare.values() if len(forms) > 1 for form in forms}


@dataclass(frozen=True)
class Example:
    template: list[int]
    words: list[int]
    tags: list[int]
    # What the decoder has read before each target.
    given: list[int]
    # The number of each target in the vocabulary, or -1: it can only be copied.
    targets: list[int]
    # For each target, 1 for each word of the bag that is the same.
    copies: list[list[int]]


class Bags:
    def __init__(self, vocabulary: Vocabulary, forms: dict[str, list[str]], recipe: Recipe, chance: random.Random):
        self.vocabulary, self.forms, self.recipe, self.chance = vocabulary, forms, recipe, chance

    def batch(self, sentences: list[Sentence]) -> list[Example]:
        """A new disturbance each time. The templates of a batch have one depth, or most of it would be padding."""
        levels = self.chance.choices(self.recipe.levels, self.recipe.level_weights)[0]
        return [self.example(sentence, levels) for sentence in sentences]

    def example(self, sentence: Sentence, levels: int) -> Example:
        recipe, vocabulary = self.recipe, self.vocabulary
        bag = [kept for word in sentence.words for kept in self.kept(word)] or list(sentence.words)
        if self.chance.random() < recipe.add_determiner:
            bag.append(Word(self.chance.choice(DETERMINERS), "DT"))
        self.chance.shuffle(bag)
        hidden = {word.text for word in bag if self.chance.random() < recipe.hide_word}
        tagged = self.chance.random() < recipe.with_tags

        def number(text: str) -> int:
            return vocabulary.words_at[unknown(text)] if text in hidden else vocabulary.word(text)

        texts = [word.text for word in sentence.words]
        known = [-1 if text in hidden else vocabulary.words_at.get(text, -1) for text in texts]
        return Example(
            template=self.template(sentence, levels),
            words=[number(word.text) for word in bag],
            tags=[vocabulary.tags_at[word.tag if tagged else NO_TAG] for word in bag],
            given=[vocabulary.words_at["<start>"], *(number(text) for text in texts)],
            targets=[*known, vocabulary.words_at["<end>"]],
            copies=[*([int(word.text == text) for word in bag] for text in texts), [0] * len(bag)],
        )

    def kept(self, word: Word) -> list[Word]:
        """The word as the bag has it: itself, another form of it, or nothing."""
        recipe = self.recipe
        if word.text in GLUE:
            return []
        dropped = (
            recipe.drop_determiner if word.text in DETERMINERS
            else recipe.drop_preposition if word.tag in ("IN", "TO")
            else recipe.drop_other
        )
        if self.chance.random() < dropped:
            return []
        if word.tag.startswith("VB") and word.text in self.forms and self.chance.random() < recipe.inflect_verb:
            return [Word(self.chance.choice(self.forms[word.text]), word.tag)]
        return [word]

    def template(self, sentence: Sentence, levels: int) -> list[int]:
        tokens = template_tokens(sentence.tree, levels)
        if len(tokens) > MAX_TEMPLATE_TOKENS:
            tokens = template_tokens(sentence.tree, 2)
        return [self.vocabulary.template_at[token] for token in tokens]
