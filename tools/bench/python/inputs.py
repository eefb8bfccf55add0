"""Inputs as the models take them; the same tokens as the TypeScript handlers make."""

from pathlib import Path

from tokenizers import Encoding, Tokenizer

Input = dict[str, str]


def load_tokenizer(bundle: Path) -> Tokenizer:
    """The entailment model's; the file itself says that pairs are cut to 96 tokens, the longer sentence first."""
    tokenizer = Tokenizer.from_file(str(bundle / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, batch: list[Input]) -> list[Encoding]:
    if len(batch) == 1:
        return [tokenizer.encode(batch[0]["premise"], batch[0]["hypothesis"])]
    return tokenizer.encode_batch([(one["premise"], one["hypothesis"]) for one in batch])
