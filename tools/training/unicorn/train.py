"""Trains the horse network. Continues from the checkpoint in --out when there is one."""

import argparse
import copy
import math
import random
from dataclasses import asdict
from pathlib import Path

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

import network
from pictures import Picture, in_development, in_test, near_duplicates, read_pictures
from progress import Progress
from recipe import Recipe
from views import erased, kept, tensor, view


def optimizer_for(model: network.HorseNetwork, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW; biases and norms are not decayed, and the fresh output learns faster than the base's layers."""
    score = list(model.score.parameters())
    base = [p for p in model.parameters() if p.requires_grad and all(p is not known for known in score)]
    return torch.optim.AdamW([
        {"params": [p for p in base if p.ndim > 1], "weight_decay": recipe.weight_decay, "factor": 1.0},
        {"params": [p for p in base if p.ndim <= 1], "weight_decay": 0.0, "factor": 1.0},
        {"params": score, "weight_decay": recipe.weight_decay, "factor": 3.0},
    ])


def rate_factor(step: int, recipe: Recipe) -> float:
    """Linear warm-up to 1, then half a cosine to zero at the last step."""
    if step < recipe.warmup_steps:
        return (step + 1) / recipe.warmup_steps
    done = (step - recipe.warmup_steps) / max(1, recipe.steps - recipe.warmup_steps)
    return (1 + math.cos(math.pi * done)) / 2


def photographs_to_train_on(photographs: list[Picture], mode: str) -> list[Picture]:
    """Without those held out, and without any that is almost the same as one of those."""
    held_out = {
        "test": in_test,
        "development": lambda p: in_test(p) or in_development(p),
        "complement": lambda p: not in_test(p),
    }[mode]
    chosen = [p for p in photographs if not held_out(p)]
    twins = {p.path for p, _ in near_duplicates(chosen, [p for p in photographs if held_out(p)])}
    print(f"{len(twins)} photographs left out, because one that is held out is almost the same", flush=True)
    return [p for p in chosen if p.path not in twins]


class Pool:
    """Gives the same number of random views of each picture, in a random order."""

    def __init__(self, pictures: list[Picture], chance: random.Random):
        self.images = [kept(picture) for picture in pictures]
        self.chance = chance
        self.order: list[int] = []

    def views(self, count: int) -> list:
        seen = []
        for _ in range(count):
            if not self.order:
                self.order = self.chance.sample(range(len(self.images)), len(self.images))
            seen.append(view(self.images[self.order.pop()], self.chance))
        return seen


def pools(arguments: argparse.Namespace, recipe: Recipe, chance: random.Random) -> list[tuple[Pool, int, float]]:
    """Each pool, how many of its pictures are in a batch, and their label."""
    photographs = photographs_to_train_on(read_pictures(arguments.photographs), arguments.hold_out)
    cifar = [p for p in read_pictures(arguments.cifar) if p.split == "train"]
    kinds = [
        ([p for p in photographs if p.horse], recipe.photograph_horses, 1.0),
        ([p for p in photographs if not p.horse], recipe.photograph_others, 0.0),
        ([p for p in cifar if p.horse], recipe.cifar_horses, 1.0),
        ([p for p in cifar if not p.horse], recipe.cifar_others, 0.0),
    ]
    names = ("photographs of horses", "other photographs", "horses of CIFAR-10", "others of CIFAR-10")
    print(", ".join(f"{len(chosen)} {name}" for (chosen, _, _), name in zip(kinds, names, strict=True)), flush=True)
    return [(Pool(chosen, chance), count, label) for chosen, count, label in kinds]


def train(arguments: argparse.Namespace, recipe: Recipe) -> None:
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "checkpoint.pt"
    state = torch.load(path, weights_only=True) if path.exists() else None
    first_step = state["step"] if state else 0
    torch.manual_seed(recipe.seed + first_step)
    chance = random.Random(recipe.seed + first_step)
    sources = pools(arguments, recipe, chance)
    labels = torch.tensor([label for _, count, label in sources for _ in range(count)])
    targets = labels * (1 - recipe.label_smoothing) + recipe.label_smoothing / 2

    model = network.from_base(recipe.dropout)
    average = copy.deepcopy(model).requires_grad_(False)
    model.freeze_first_blocks()
    optimizer = optimizer_for(model, recipe)
    if state:
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
    model = model.train().to(memory_format=torch.channels_last)

    progress = Progress(first_step, recipe.steps)
    for step in range(first_step, recipe.steps):
        batch = tensor([seen for pool, count, _ in sources for seen in pool.views(count)])
        for group in optimizer.param_groups:
            group["lr"] = recipe.learning_rate * group["factor"] * rate_factor(step, recipe)
        scores = model(erased(batch, chance).to(memory_format=torch.channels_last))
        loss = binary_cross_entropy_with_logits(scores, targets)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        # The first steps are far from the last ones: the average forgets them sooner.
        decay = min(recipe.average_decay, (1 + step) / (10 + step))
        for kept_value, value in zip(average.parameters(), model.parameters(), strict=True):
            kept_value.lerp_(value.detach(), 1 - decay)

        done = step + 1
        progress.add(done, len(labels), int(((scores > 0) == (labels > 0.5)).sum()), loss.item())
        if done % recipe.checkpoint_every_steps == 0 or done == recipe.steps:
            save(path, {
                "model": model.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(),
                "step": done, "hold_out": arguments.hold_out, "recipe": asdict(recipe),
            })


def save(path: Path, state: dict) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photographs", type=Path, required=True, help="horses-photographs.tar.gz")
    parser.add_argument("--cifar", type=Path, required=True, help="horses-cifar10.tar.gz")
    parser.add_argument("--hold-out", choices=("test", "development", "complement"), default="test",
                        help="development: also a fifth of the rest, to compare recipes; complement: all but the test")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=Recipe.steps)
    arguments = parser.parse_args()
    train(arguments, Recipe(steps=arguments.steps))


if __name__ == "__main__":
    main()
