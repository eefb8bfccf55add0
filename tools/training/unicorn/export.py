"""Exports a checkpoint to the file that is shipped: model.onnx, with weights in half precision."""

import argparse
import warnings
from pathlib import Path

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from network import HorseNetwork
from recipe import SIDE

OPSET = 17
MAX_MODEL_BYTES = 2_000_000
# Smaller tensors, such as biases, stay in single precision.
HALVED_FROM_VALUES = 256


class PicturesToProbabilities(torch.nn.Module):
    """Takes bytes as a decoder gives them, (batch, side, side, 3), and gives the probability of a horse."""

    def __init__(self, network: HorseNetwork):
        super().__init__()
        self.network = network

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.network(pictures.permute(0, 3, 1, 2).float()))


def export_float(network: HorseNetwork, path: Path) -> None:
    example = torch.zeros((1, SIDE, SIDE, 3), dtype=torch.uint8)
    axes = {"picture": {0: "batch"}, "probability": {0: "batch"}}
    with warnings.catch_warnings():
        # The tracing exporter is deprecated, but it merges each norm into the convolution before it.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            PicturesToProbabilities(network).eval(), (example,), str(path), opset_version=OPSET, dynamo=False,
            input_names=["picture"], output_names=["probability"], dynamic_axes=axes,
        )


def halve(model: onnx.ModelProto) -> onnx.ModelProto:
    """Stores large weights as float16, each with a Cast to float32 that ONNX Runtime computes once, at load.

    Only the file becomes smaller: the arithmetic stays in single precision, and answers the same on every machine.
    """
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != numpy.float32 or values.size < HALVED_FROM_VALUES:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(numpy.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint.pt, as train.py writes it")
    parser.add_argument("--out", type=Path, required=True, help="folder for model.onnx")
    arguments = parser.parse_args()

    checkpoint = torch.load(arguments.checkpoint, weights_only=True)
    if checkpoint["step"] < checkpoint["recipe"]["steps"]:
        print(f"unfinished training: step {checkpoint['step']} of {checkpoint['recipe']['steps']}")
    network = HorseNetwork()
    network.load_state_dict(checkpoint["average"])
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "model.onnx"
    export_float(network, path)
    onnx.save(halve(onnx.load(path)), path)

    size = path.stat().st_size
    print(f"{path}: {size / 1e6:.2f} MB")
    if size > MAX_MODEL_BYTES:
        raise SystemExit(f"larger than {MAX_MODEL_BYTES} bytes")


if __name__ == "__main__":
    main()
