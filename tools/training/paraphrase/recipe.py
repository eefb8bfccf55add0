"""The training recipe: every number that shapes the weights, in one place."""

from dataclasses import dataclass

# Of a hundred sentences (by a hash of their text) so many are held out. The model's scripts/parsed-sentences.ts has the
# same rule; the shipped model is measured on them.
HELD_OUT_PERCENT = 8

# Longer sentences are neither trained on nor taken by the handler.
MAX_WORDS = 60
# Longer templates are not trained on; the handler refuses them.
MAX_TEMPLATE_TOKENS = 200

# A word that is seen less often in training is not in the vocabulary: it can only be copied.
MIN_COUNT = 2


@dataclass(frozen=True)
class Recipe:
    seed: int = 20261129
    epochs: int = 9
    batch: int = 64
    learning_rate: float = 1.2e-3
    weight_decay: float = 0.02
    warmup_steps: int = 300
    clip: float = 1.0
    # The shipped weights are an average over the steps: each step moves it by one minus this.
    average_decay: float = 0.998
    checkpoint_every_steps: int = 250

    # The network.
    width: int = 192
    heads: int = 4
    inner: int = 576
    encoder_layers: int = 3
    decoder_layers: int = 3
    dropout: float = 0.1

    # How many levels of the tree a template has below ROOT, and how often. 99: the whole tree.
    levels: tuple[int, ...] = (2, 3, 4, 5, 99)
    level_weights: tuple[float, ...] = (0.3, 0.3, 0.15, 0.1, 0.15)

    # How often the bag of words is disturbed, so that a word may be added, left out or inflected to suit a template.
    with_tags: float = 0.5
    drop_determiner: float = 0.3
    add_determiner: float = 0.15
    drop_preposition: float = 0.1
    drop_other: float = 0.02
    inflect_verb: float = 0.4
    # A word is shown as if it were not in the vocabulary, so that copying is learnt.
    hide_word: float = 0.03
