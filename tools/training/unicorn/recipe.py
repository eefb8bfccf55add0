"""The training recipe: every number that shapes the weights, in one place."""

from dataclasses import dataclass

# The side of the square that a picture is resized to. The handler reads it from the model's input.
SIDE = 128

# These pictures may have been among those that the base network was trained on (both are ImageNet), so they are not
# part of the published figures.
KNOWN_TO_BASE = "EliSchwartz+imagenet-sample-images"


@dataclass(frozen=True)
class Recipe:
    seed: int = 20261129
    steps: int = 700
    # What one batch holds: photographs and CIFAR-10 pictures, horses and others. Horses are half of it, so that a
    # probability of 0.5 is where both kinds of error weigh the same.
    photograph_horses: int = 14
    photograph_others: int = 18
    cifar_horses: int = 10
    cifar_others: int = 6
    learning_rate: float = 1e-3
    weight_decay: float = 0.02
    warmup_steps: int = 30
    label_smoothing: float = 0.05
    dropout: float = 0.2
    # The shipped weights are an average over the steps: each step moves it by one minus this.
    average_decay: float = 0.99
    checkpoint_every_steps: int = 100
