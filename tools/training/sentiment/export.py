"""Exports the trained weights to the files that are shipped: model.onnx, words.txt and ngrams.f64."""

import argparse
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

from recipe import RECIPE

OPSET = 17
IR_VERSION = 8
MAX_BUNDLE_BYTES = 15_000_000


def graph_of(ratios: numpy.ndarray, weights: numpy.ndarray, bias: float) -> onnx.ModelProto:
    """Takes the places of a text's n-grams in the vocabulary, each once. Gives what each adds to the log-odds.

    A contribution is ratio × weight ÷ the length of the text's ratios. The weights are stored in half precision; the
    arithmetic is in single precision.
    """
    constants = {
        "ratios": ratios.astype(numpy.float16),
        "weights": (weights * RECIPE.temperature).astype(numpy.float16),
        "bias": numpy.float32(bias * RECIPE.temperature),
        # Only keeps a text whose ratios are all 0 from being divided by 0.
        "least": numpy.float32(1e-6),
    }
    gathered = [
        node
        for name in ("ratio", "weight")
        for node in (
            helper.make_node("Gather", [f"{name}s", "ngrams"], [f"{name}_half"]),
            helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT),
        )
    ]
    nodes = [
        *gathered,
        helper.make_node("ReduceL2", ["ratio"], ["length"], keepdims=0),
        helper.make_node("Max", ["length", "least"], ["divisor"]),
        helper.make_node("Mul", ["ratio", "weight"], ["product"]),
        helper.make_node("Div", ["product", "divisor"], ["contributions"]),
        helper.make_node("ReduceSum", ["contributions"], ["sum"], keepdims=0),
        helper.make_node("Add", ["sum", "bias"], ["log_odds"]),
        helper.make_node("Sigmoid", ["log_odds"], ["probability"]),
    ]
    graph = helper.make_graph(
        nodes,
        "sentiment",
        [helper.make_tensor_value_info("ngrams", TensorProto.INT64, ["ngrams"])],
        [
            helper.make_tensor_value_info("contributions", TensorProto.FLOAT, ["ngrams"]),
            helper.make_tensor_value_info("log_odds", TensorProto.FLOAT, []),
            helper.make_tensor_value_info("probability", TensorProto.FLOAT, []),
        ],
        [numpy_helper.from_array(numpy.asarray(value), name) for name, value in constants.items()],
    )
    opset = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(graph, producer_name="pilotlight", opset_imports=opset, ir_version=IR_VERSION)
    onnx.checker.check_model(model, full_check=True)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="sentiment.npz, as train.py writes it")
    parser.add_argument("--out", type=Path, required=True, help="folder of the three files")
    arguments = parser.parse_args()

    trained = numpy.load(arguments.weights)
    bias = float(trained["bias"][0])
    onnx.save(graph_of(trained["ratios"], trained["weights"], bias), arguments.out / "model.onnx")
    (arguments.out / "words.txt").write_text(trained["words"].item() + "\n", encoding="utf-8")
    (arguments.out / "ngrams.f64").write_bytes(trained["ngrams"].astype("<f8").tobytes())
    sizes = {name: (arguments.out / name).stat().st_size for name in ("model.onnx", "words.txt", "ngrams.f64")}
    print(sizes)
    if sum(sizes.values()) > MAX_BUNDLE_BYTES:
        raise SystemExit(f"{sum(sizes.values())} bytes; must be at most {MAX_BUNDLE_BYTES}")


if __name__ == "__main__":
    main()
