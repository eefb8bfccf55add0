"""Tokenises pairs as the shipped handler does, and groups them into batches of similar length."""

import random
from collections.abc import Iterator

import torch
from tokenizers import Tokenizer

from corpus import Pair
from recipe import LABELS, MAX_TOKENS


def load_tokenizer(path: str) -> Tokenizer:
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    return tokenizer


class EncodedPairs:
    """Token ids, type ids (0 for the premise, 1 for the hypothesis) and labels of a list of pairs."""

    def __init__(self, tokenizer: Tokenizer, pairs: list[Pair]):
        encodings = tokenizer.encode_batch([(p.premise, p.hypothesis) for p in pairs])
        self.ids = [e.ids for e in encodings]
        self.type_ids = [e.type_ids for e in encodings]
        self.labels = [LABELS.index(p.label) for p in pairs]

    def __len__(self) -> int:
        return len(self.ids)

    def collate(self, indices: list[int]) -> dict[str, torch.Tensor]:
        width = max(len(self.ids[i]) for i in indices)

        def padded(rows: list[list[int]]) -> torch.Tensor:
            return torch.tensor([row + [0] * (width - len(row)) for row in rows])

        return {
            "input_ids": padded([self.ids[i] for i in indices]),
            "attention_mask": padded([[1] * len(self.ids[i]) for i in indices]),
            "token_type_ids": padded([self.type_ids[i] for i in indices]),
            "labels": torch.tensor([self.labels[i] for i in indices]),
        }


def epoch_batches(encoded: EncodedPairs, batch_size: int, window_batches: int, seed: int) -> list[list[int]]:
    """One epoch's batches of indices: shuffled, sorted by length inside windows, shuffled inside each window."""
    random_source = random.Random(seed)
    order = list(range(len(encoded)))
    random_source.shuffle(order)
    batches: list[list[int]] = []
    for window in chunks(order, batch_size * window_batches):
        window.sort(key=lambda i: len(encoded.ids[i]))
        grouped = list(chunks(window, batch_size))
        random_source.shuffle(grouped)
        batches.extend(grouped)
    return batches


def chunks(items: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
