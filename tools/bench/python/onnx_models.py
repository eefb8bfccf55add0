"""The two models over ONNX Runtime in Python, with the same model.onnx and the same tokens as the bundle's handler."""

from pathlib import Path
from typing import Protocol

import numpy
import onnxruntime

from answers import Answer, answer, read_labels
from bilstm_shape import word_ids
from inputs import Input, encode, load_tokenizer
from settings import SETTINGS


class OnnxModel(Protocol):
    def predict(self, batch: list[Input]) -> list[Answer]:
        """Runs the batch at once; returns one answer for each input."""


def load_model() -> OnnxModel:
    kinds = {"entailment": Entailment, "bilstm": Bilstm}
    return kinds[SETTINGS.model](SETTINGS.bundle)


def open_session(bundle: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = SETTINGS.threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(bundle / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )


def padded(rows: list[list[int]]) -> numpy.ndarray:
    width = max(len(row) for row in rows)
    return numpy.array([row + [0] * (width - len(row)) for row in rows], dtype=numpy.int64)


class Entailment:
    def __init__(self, bundle: Path):
        self.session = open_session(bundle)
        self.tokenizer = load_tokenizer(bundle)
        self.labels = read_labels(bundle)

    def predict(self, batch: list[Input]) -> list[Answer]:
        encodings = encode(self.tokenizer, batch)
        fields = {
            "input_ids": padded([one.ids for one in encodings]),
            "attention_mask": padded([one.attention_mask for one in encodings]),
            "token_type_ids": padded([one.type_ids for one in encodings]),
        }
        (logits,) = self.session.run(["logits"], fields)
        powers = numpy.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities = powers / powers.sum(axis=1, keepdims=True)
        return [answer(row, self.labels) for row in probabilities.tolist()]


class Bilstm:
    def __init__(self, bundle: Path):
        self.session = open_session(bundle)
        self.labels = read_labels(bundle)

    def predict(self, batch: list[Input]) -> list[Answer]:
        rows = [word_ids(one["text"]) for one in batch]
        lengths = numpy.array([len(row) for row in rows], dtype=numpy.int32)
        (probabilities,) = self.session.run(["probabilities"], {"ids": padded(rows), "lengths": lengths})
        return [answer(row, self.labels) for row in probabilities.tolist()]
