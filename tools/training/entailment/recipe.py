"""The training recipe: every number that shapes the weights, in one place."""

from dataclasses import dataclass

# The order of the model's outputs. model.json lists its labels in this order, and the handler reads the order from
# there.
LABELS = ("entailment", "neutral", "contradiction")

# Longest pair in tokens, with special tokens; longer pairs lose tokens from the longer sentence first.
MAX_TOKENS = 96

# The sources to train on. Left out on purpose: the probing sets (MED, HELP, MoNLI, Breaking NLI and others), because
# each teaches one phenomenon with a skewed label; the gendered rewording of SNLI, because it teaches stereotypes (a
# nurse is a "she"); and Multiple Premise Entailment, whose licence is not stated.
SNLI_EXCERPTS = ("snli-train", "snli-train-noised", "cad-original")
OTHER_SOURCES = ("cad-revised", "mnli-nyu", "mnli-olora", "mnli-taxi")


@dataclass(frozen=True)
class Recipe:
    seed: int = 20261122
    epochs: int = 3
    batch_size: int = 32
    # Pairs are sorted by length within windows of this many batches, to reduce padding.
    window_batches: int = 50
    learning_rate: float = 1e-4
    weight_decay: float = 0.01
    warmup_steps: int = 200
    label_smoothing: float = 0.05
    max_gradient_norm: float = 1.0
    checkpoint_every_steps: int = 500
