"""Generates the BiLSTM's weights from a fixed seed: model.onnx, and weights.npz with the same weights for PyTorch."""

import argparse
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

from bilstm_shape import CLASSES, EMBEDDING, HIDDEN, LAYERS, VOCABULARY

SEED = 20261124
OPSET = 17
IR_VERSION = 8
Weights = dict[str, numpy.ndarray]


def make_weights() -> Weights:
    """Weights with the names and layout of PyTorch's modules (gates: input, forget, cell, output)."""
    source = numpy.random.default_rng(SEED)

    def uniform(*shape: int, bound: float = HIDDEN**-0.5) -> numpy.ndarray:
        return source.uniform(-bound, bound, shape).astype(numpy.float32)

    # The spread of GloVe's vectors, and a wide last layer: otherwise every class would get about a third for any text.
    weights = {
        "embedding.weight": source.normal(0, 0.4, (VOCABULARY, EMBEDDING)).astype(numpy.float32),
        "classifier.weight": uniform(CLASSES, 2 * HIDDEN, bound=0.5),
        "classifier.bias": uniform(CLASSES),
    }
    for layer in range(LAYERS):
        width = EMBEDDING if layer == 0 else 2 * HIDDEN
        for suffix in ("", "_reverse"):
            weights[f"lstm.weight_ih_l{layer}{suffix}"] = uniform(4 * HIDDEN, width)
            weights[f"lstm.weight_hh_l{layer}{suffix}"] = uniform(4 * HIDDEN, HIDDEN)
            weights[f"lstm.bias_ih_l{layer}{suffix}"] = uniform(4 * HIDDEN)
            weights[f"lstm.bias_hh_l{layer}{suffix}"] = uniform(4 * HIDDEN)
    return weights


def onnx_gates(weight: numpy.ndarray) -> numpy.ndarray:
    """Reorders the gates from PyTorch's order (input, forget, cell, output) to ONNX's (input, output, forget, cell)."""
    i, f, c, o = numpy.split(weight, 4)
    return numpy.concatenate([i, o, f, c])


def lstm_initializers(weights: Weights, layer: int) -> Weights:
    """W, R and B of ONNX's LSTM: both directions in one tensor each, and the two biases side by side."""

    def both(part: str) -> numpy.ndarray:
        return numpy.stack([onnx_gates(weights[f"lstm.{part}_l{layer}{suffix}"]) for suffix in ("", "_reverse")])

    return {
        f"W{layer}": both("weight_ih"),
        f"R{layer}": both("weight_hh"),
        f"B{layer}": numpy.concatenate([both("bias_ih"), both("bias_hh")], axis=1),
    }


def make_model(weights: Weights) -> onnx.ModelProto:
    """Inputs ids [texts, words] and lengths [texts], output probabilities [texts, classes]; padding has no effect."""
    constants: Weights = {
        "embedding": weights["embedding.weight"],
        "classifier_weight": weights["classifier.weight"],
        "classifier_bias": weights["classifier.bias"],
        "side_by_side": numpy.array([0, 0, 2 * HIDDEN], numpy.int64),
        "state": numpy.array([-1, 2 * HIDDEN], numpy.int64),
    }
    nodes = [
        helper.make_node("Gather", ["embedding", "ids"], ["vectors"]),
        helper.make_node("Transpose", ["vectors"], ["x0"], perm=[1, 0, 2]),
    ]
    for layer in range(LAYERS):
        constants |= lstm_initializers(weights, layer)
        nodes += [
            helper.make_node(
                "LSTM",
                [f"x{layer}", f"W{layer}", f"R{layer}", f"B{layer}", "lengths"],
                [f"y{layer}", f"last{layer}"],
                direction="bidirectional",
                hidden_size=HIDDEN,
            ),
            helper.make_node("Transpose", [f"y{layer}"], [f"z{layer}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"z{layer}", "side_by_side"], [f"x{layer + 1}"]),
        ]
    nodes = nodes[:-2]  # after the last layer, only the last states are needed
    nodes += [
        helper.make_node("Transpose", [f"last{LAYERS - 1}"], ["last"], perm=[1, 0, 2]),
        helper.make_node("Reshape", ["last", "state"], ["features"]),
        helper.make_node("Gemm", ["features", "classifier_weight", "classifier_bias"], ["logits"], transB=1),
        helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "bilstm",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "words"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
        ],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["texts", CLASSES])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the model.onnx to write")
    parser.add_argument("--weights", type=Path, required=True, help="the weights.npz to write")
    arguments = parser.parse_args()

    weights = make_weights()
    arguments.weights.parent.mkdir(parents=True, exist_ok=True)
    numpy.savez(arguments.weights, **weights)
    onnx.save(make_model(weights), arguments.model)
    print(f"{arguments.model}: {arguments.model.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
