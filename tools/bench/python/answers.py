"""Outputs in the format of the handlers."""

import json
from collections.abc import Sequence
from pathlib import Path

Answer = dict[str, object]


def read_labels(bundle: Path) -> list[str]:
    manifest = json.loads((bundle / "model.json").read_text(encoding="utf-8"))
    return [label["name"] for label in manifest["labels"]]


def answer(probabilities: Sequence[float], labels: list[str]) -> Answer:
    highest = max(probabilities)
    return {
        "label": labels[probabilities.index(highest)],
        "probability": highest,
        "probabilities": dict(zip(labels, probabilities, strict=True)),
    }
