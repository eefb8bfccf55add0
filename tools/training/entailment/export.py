"""Exports a checkpoint to the two files that are shipped: a quantised model.onnx and its tokenizer.json."""

import argparse
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

import cross_encoder
from batches import load_tokenizer

OPSET = 17
MAX_MODEL_BYTES = 25 * 1024 * 1024
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class PositionalInputs(torch.nn.Module):
    """The classifier with positional instead of keyword inputs, as the exporter needs."""

    def __init__(self, classifier: torch.nn.Module):
        super().__init__()
        self.classifier = classifier

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.classifier(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).logits


def export_float(model: torch.nn.Module, path: Path) -> None:
    example = torch.ones((2, 8), dtype=torch.int64)
    axes = {name: {0: "batch", 1: "tokens"} for name in INPUTS}
    with warnings.catch_warnings():
        # The tracing exporter is deprecated, but the newer one leaves shapes that the quantiser does not support.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            PositionalInputs(model).eval(),
            (example, example, torch.zeros_like(example)),
            str(path),
            input_names=list(INPUTS),
            output_names=["logits"],
            dynamic_axes={**axes, "logits": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )


def quantise(float_path: Path, path: Path) -> None:
    """Dynamic int8: signed weights with one scale per channel; activations are quantised at run time."""
    prepared = float_path.with_name("prepared.onnx")
    quant_pre_process(str(float_path), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(path), per_channel=True, weight_type=QuantType.QInt8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint.pt, as train.py writes it")
    parser.add_argument("--out", type=Path, required=True, help="folder for model.onnx and tokenizer.json")
    arguments = parser.parse_args()

    checkpoint = torch.load(arguments.checkpoint)
    if checkpoint["step"] < checkpoint["total_steps"]:
        print(f"unfinished training: step {checkpoint['step']} of {checkpoint['total_steps']}")
    with tempfile.TemporaryDirectory() as folder:
        float_path = Path(folder) / "float.onnx"
        export_float(cross_encoder.build(checkpoint), float_path)
        model_path = arguments.out / "model.onnx"
        quantise(float_path, model_path)
    load_tokenizer(str(cross_encoder.base_tokenizer_path())).save(str(arguments.out / "tokenizer.json"), pretty=False)

    size = model_path.stat().st_size
    print(f"{model_path}: {size / 1e6:.1f} MB")
    if size > MAX_MODEL_BYTES:
        raise SystemExit(f"larger than {MAX_MODEL_BYTES} bytes")


if __name__ == "__main__":
    main()
