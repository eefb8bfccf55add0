"""Trains the entailment model. Continues from the checkpoint in --out when there is one."""

import argparse
from contextlib import nullcontext
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy

import cross_encoder
from batches import EncodedPairs, epoch_batches, load_tokenizer
from corpus import describe, read_snli_jsonl, read_tsv, training_pairs
from progress import Progress
from recipe import Recipe


def optimizer_for(model: torch.nn.Module, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW; biases and layer norms are not decayed."""
    decayed = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=recipe.learning_rate)


def rate_factor(step: int, total_steps: int, warmup_steps: int) -> float:
    """Linear warm-up to 1, then linear to zero at the last step."""
    if step < warmup_steps:
        return (step + 1) / warmup_steps
    return max(0.0, (total_steps - step) / max(1, total_steps - warmup_steps))


def save(path: Path, model: torch.nn.Module, optimizer: torch.optim.AdamW, step: int, total_steps: int) -> None:
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "total_steps": total_steps}
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def encoded_pairs(arguments: argparse.Namespace) -> EncodedPairs:
    snli_train = read_snli_jsonl(arguments.snli_train, "train") if arguments.snli_train else []
    pairs = training_pairs(read_tsv(arguments.data), snli_train, arguments.hold_out_dev)
    print(f"{len(pairs)} pairs: {describe(pairs)}", flush=True)
    return EncodedPairs(load_tokenizer(str(cross_encoder.base_tokenizer_path())), pairs)


def train(arguments: argparse.Namespace, recipe: Recipe) -> None:
    torch.set_num_threads(arguments.threads)
    encoded = encoded_pairs(arguments)
    batches = [
        batch
        for epoch in range(recipe.epochs)
        for batch in epoch_batches(encoded, recipe.batch_size, recipe.window_batches, recipe.seed + epoch)
    ]

    arguments.out.mkdir(parents=True, exist_ok=True)
    checkpoint_path = arguments.out / "checkpoint.pt"
    checkpoint = torch.load(checkpoint_path) if checkpoint_path.exists() else None
    first_step = checkpoint["step"] if checkpoint else 0
    torch.manual_seed(recipe.seed + first_step)
    model = cross_encoder.build(checkpoint).train()
    optimizer = optimizer_for(model, recipe)
    if checkpoint:
        optimizer.load_state_dict(checkpoint["optimizer"])

    precision = torch.autocast("cpu", torch.bfloat16) if arguments.bfloat16 else nullcontext()
    progress = Progress(first_step, len(batches))
    for step in range(first_step, len(batches)):
        batch = encoded.collate(batches[step])
        labels = batch.pop("labels")
        for group in optimizer.param_groups:
            group["lr"] = recipe.learning_rate * rate_factor(step, len(batches), recipe.warmup_steps)
        with precision:
            logits = model(**batch).logits.float()
        loss = cross_entropy(logits, labels, label_smoothing=recipe.label_smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.max_gradient_norm)
        optimizer.step()
        optimizer.zero_grad()

        done = step + 1
        progress.add(done, len(labels), int((logits.argmax(1) == labels).sum()), loss.item())
        if done % recipe.checkpoint_every_steps == 0 or done == len(batches):
            save(checkpoint_path, model, optimizer, done, len(batches))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="TSV of labelled pairs (.tsv or .tsv.gz)")
    parser.add_argument("--snli-train", type=Path, help="snli_1.0_train.jsonl, to train on SNLI's full train set")
    parser.add_argument("--hold-out-dev", action="store_true", help="keep SNLI's dev pairs for evaluate.py --split dev")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--bfloat16", action="store_true", help="faster on processors with bfloat16 arithmetic")
    arguments = parser.parse_args()
    train(arguments, Recipe(epochs=arguments.epochs))


if __name__ == "__main__":
    main()
