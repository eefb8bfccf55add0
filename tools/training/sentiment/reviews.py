"""Reads the labelled reviews."""

import csv
import gzip
import sys
from dataclasses import dataclass
from pathlib import Path

csv.field_size_limit(sys.maxsize)


@dataclass(frozen=True)
class Review:
    text: str
    positive: bool


def read_reviews(path: Path, split: str) -> list[Review]:
    """IMDB's reviews of a split, `train` or `test`, in the order of the file: a TSV, plain or gzipped, with a header."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Review(row["text"], row["label"] == "pos")
            for row in rows
            if row["source"] == "imdb" and row["split"] == split
        ]
