"""Reads labelled sentence pairs and chooses those to train on."""

import csv
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from recipe import LABELS, OTHER_SOURCES, SNLI_EXCERPTS


@dataclass(frozen=True)
class Pair:
    label: str
    premise: str
    hypothesis: str
    split: str
    source: str


def read_tsv(path: Path) -> list[Pair]:
    """Rows of a TSV (plain or .gz) with a header: label, premise, hypothesis, split, source."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Pair(r["label"], r["premise"], r["hypothesis"], r["split"], r["source"]) for r in rows]


def read_snli_jsonl(path: Path, split: str) -> list[Pair]:
    """Pairs of SNLI's own release (snli_1.0_train.jsonl); those without a majority label are left out."""
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Pair(r["gold_label"], r["sentence1"], r["sentence2"], split, "snli-full")
        for r in rows
        if r["gold_label"] in LABELS
    ]


def test_pairs(pairs: list[Pair]) -> list[Pair]:
    return [p for p in pairs if p.split == "test" and p.source == "snli"]


def training_pairs(pairs: list[Pair], snli_train: list[Pair], hold_out_dev: bool) -> list[Pair]:
    """The pairs to train on: with SNLI's dev pairs unless held out, and never its test pairs or their premises.

    If SNLI's full train set is given, it replaces the excerpts and rewordings of it.
    """
    sources = set(OTHER_SOURCES if snli_train else SNLI_EXCERPTS + OTHER_SOURCES)
    chosen = [p for p in pairs if p.split == "train" and p.source in sources]
    if not hold_out_dev:
        chosen += [p for p in pairs if p.split == "dev" and p.source == "snli"]
    chosen += snli_train
    held_out = {p.premise.lower() for p in test_pairs(pairs)}
    return [p for p in chosen if p.premise.lower() not in held_out]


def describe(pairs: list[Pair]) -> str:
    by_source = Counter(p.source for p in pairs)
    return ", ".join(f"{source} {count}" for source, count in by_source.most_common())
