"""Inputs of the models, with the same tokens as the TypeScript handlers."""

from pathlib import Path

from tokenizers import Encoding, Tokenizer

Input = dict[str, str]


def load_tokenizer(bundle: Path) -> Tokenizer:
    """The entailment model's tokeniser; its file sets truncation to 96 tokens, longest sentence first."""
    tokenizer = Tokenizer.from_file(str(bundle / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, batch: list[Input]) -> list[Encoding]:
    if len(batch) == 1:
        return [tokenizer.encode(batch[0]["premise"], batch[0]["hypothesis"])]
    return tokenizer.encode_batch([(one["premise"], one["hypothesis"]) for one in batch])
