"""Trains the paraphraser. Continues from the checkpoint in --out when there is one."""

import argparse
import copy
import math
import random
from dataclasses import asdict
from pathlib import Path

import torch

from bags import Bags, Example, verb_forms
from corpus import Sentence, read_sentences
from network import Paraphraser
from progress import Progress
from recipe import Recipe
from vocabulary import Vocabulary, build_vocabulary


def batches(sentences: list[Sentence], size: int, chance: random.Random) -> list[list[Sentence]]:
    """All sentences once, those of similar length together, in a random order."""
    shuffled = chance.sample(sentences, len(sentences))
    ordered = sorted(shuffled, key=lambda sentence: len(sentence.words))
    cut = [ordered[at:at + size] for at in range(0, len(ordered), size)]
    return chance.sample(cut, len(cut))


def padded(rows: list[list[int]], pad: int = 0) -> torch.Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[pad] * (longest - len(row))] for row in rows])


def collate(examples: list[Example]) -> dict[str, torch.Tensor]:
    words = padded([example.words for example in examples])
    given = padded([example.given for example in examples])
    copies = torch.zeros((len(examples), given.shape[1], words.shape[1]), dtype=torch.int8)
    for at, example in enumerate(examples):
        copies[at, : len(example.copies), : len(example.words)] = torch.tensor(example.copies)
    return {
        "template": padded([example.template for example in examples]),
        "words": words,
        "tags": padded([example.tags for example in examples]),
        "given": given,
        "targets": padded([example.targets for example in examples], -1),
        "copies": copies,
    }


def rate_factor(step: int, total: int, recipe: Recipe) -> float:
    """Linear warm-up to 1, then half a cosine to zero at the last step."""
    if step < recipe.warmup_steps:
        return (step + 1) / recipe.warmup_steps
    done = (step - recipe.warmup_steps) / max(1, total - recipe.warmup_steps)
    return (1 + math.cos(math.pi * done)) / 2


def optimizer_for(model: Paraphraser, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW; biases and norms are not decayed."""
    return torch.optim.AdamW([
        {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": recipe.weight_decay},
        {"params": [p for p in model.parameters() if p.ndim <= 1], "weight_decay": 0.0},
    ], betas=(0.9, 0.98))


def new_network(vocabulary: Vocabulary, recipe: Recipe) -> Paraphraser:
    return Paraphraser(len(vocabulary.words), len(vocabulary.tags), len(vocabulary.template), recipe)


def train(arguments: argparse.Namespace, recipe: Recipe) -> None:
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "checkpoint.pt"
    state = torch.load(path, weights_only=True) if path.exists() else None
    first_step = state["step"] if state else 0
    torch.manual_seed(recipe.seed + first_step)

    sentences, _held_out = read_sentences(arguments.data)
    vocabulary = build_vocabulary(sentences)
    model = new_network(vocabulary, recipe)
    average = copy.deepcopy(model).requires_grad_(False)
    optimizer = optimizer_for(model, recipe)
    if state:
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
    print(f"{len(sentences)} sentences, {len(vocabulary.words)} words, "
          f"{sum(p.numel() for p in model.parameters()):,} parameters", flush=True)

    # Each epoch has its own seed, so that a run that was interrupted goes on with the same batches.
    per_epoch = math.ceil(len(sentences) / recipe.batch)
    total = per_epoch * recipe.epochs
    bags = Bags(vocabulary, verb_forms(sentences), recipe, random.Random(recipe.seed + first_step))
    progress = Progress(first_step, total)
    model.train()
    for step in range(first_step, total):
        if step == first_step or step % per_epoch == 0:
            order = batches(sentences, recipe.batch, random.Random(recipe.seed + step // per_epoch))
        batch = collate(bags.batch(order[step % per_epoch]))
        for group in optimizer.param_groups:
            group["lr"] = recipe.learning_rate * rate_factor(step, total, recipe)
        loss = model(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
        optimizer.step()
        optimizer.zero_grad()
        # The first steps are far from the last ones: the average forgets them sooner.
        decay = min(recipe.average_decay, (1 + step) / (10 + step))
        for kept, value in zip(average.parameters(), model.parameters(), strict=True):
            kept.lerp_(value.detach(), 1 - decay)

        done = step + 1
        progress.add(done, loss.item())
        if done % recipe.checkpoint_every_steps == 0 or done == total:
            save(path, {
                "model": model.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(),
                "step": done, "total": total, "recipe": asdict(recipe),
                "vocabulary": {"words": vocabulary.words, "tags": vocabulary.tags, "template": vocabulary.template},
            })


def save(path: Path, state: dict) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="parsed.tsv or parsed.tsv.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    arguments = parser.parse_args()
    train(arguments, Recipe(epochs=arguments.epochs))


if __name__ == "__main__":
    main()
