"""Accuracy of an exported model on SNLI's dev or test pairs, in Python.

The published figure comes from the shipped TypeScript handler (`nx run entailment:accuracy`);
this one is for comparing checkpoints.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy
import onnxruntime

from batches import load_tokenizer
from corpus import read_tsv
from recipe import LABELS


class Predictor:
    """An exported model (a folder with model.onnx and tokenizer.json), one pair at a time."""

    def __init__(self, folder: Path, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = load_tokenizer(str(folder / "tokenizer.json"))

    def label(self, premise: str, hypothesis: str) -> str:
        encoding = self.tokenizer.encode(premise, hypothesis)
        fields = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        inputs = {name: numpy.array([values], dtype=numpy.int64) for name, values in fields.items()}
        return LABELS[int(self.session.run(["logits"], inputs)[0].argmax())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="TSV of labelled pairs (.tsv or .tsv.gz)")
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx and tokenizer.json")
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--limit", type=int, help="evaluate only the first LIMIT pairs")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()

    predictor = Predictor(arguments.model, arguments.threads)
    rows = read_tsv(arguments.data)
    pairs = [p for p in rows if p.split == arguments.split and p.source == "snli"][: arguments.limit]
    right, counted = Counter(), Counter()
    for pair in pairs:
        counted[pair.label] += 1
        right[pair.label] += predictor.label(pair.premise, pair.hypothesis) == pair.label
    for label in LABELS:
        print(f"{label}: {right[label]}/{counted[label]} = {right[label] / max(1, counted[label]):.4f}")
    print(f"all: {right.total()}/{counted.total()} = {right.total() / max(1, counted.total()):.4f}")


if __name__ == "__main__":
    main()
