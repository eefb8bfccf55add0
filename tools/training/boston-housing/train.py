"""Trains the trees and exports them to the file that is shipped: model.onnx."""

import argparse
from pathlib import Path

import numpy
import onnx
import onnxruntime
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from xgboost import XGBRegressor

from houses import INPUTS, Houses, read_houses, split
from recipe import PARAMETERS, UNUSED_INPUT

OPSET = 15
# Rounding to single precision, in thousands of dollars.
MOST_DIFFERENCE = 1e-4


def trained(houses: Houses) -> XGBRegressor:
    return XGBRegressor(**PARAMETERS).fit(houses.inputs, houses.prices)


def exported(trees: XGBRegressor) -> onnx.ModelProto:
    model = convert_xgboost(trees, initial_types=[("inputs", FloatTensorType([None, len(INPUTS)]))], target_opset=OPSET)
    # The converter calls its output `variable`; the runtime takes the output of a property's name.
    old = model.graph.output[0].name
    for node in model.graph.node:
        node.output[:] = ["price" if name == old else name for name in node.output]
    model.graph.output[0].name = "price"
    model.producer_name, model.graph.name, model.doc_string = "pilotlight", "boston-housing", ""
    onnx.checker.check_model(model, full_check=True)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="boston.csv, with a header")
    parser.add_argument("--out", type=Path, required=True, help="folder of model.onnx")
    arguments = parser.parse_args()

    train, test = split(read_houses(arguments.data))
    trees = trained(train.without(UNUSED_INPUT))
    path = arguments.out / "model.onnx"
    path.write_bytes(exported(trees).SerializeToString())

    # The test rows keep their `b`: the exported trees must not look at it.
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    prices = session.run(["price"], {"inputs": test.inputs.astype(numpy.float32)})[0][:, 0]
    difference = numpy.abs(prices - trees.predict(test.without(UNUSED_INPUT).inputs)).max()
    if difference > MOST_DIFFERENCE:
        raise SystemExit(f"model.onnx differs from XGBoost by {difference}; must be at most {MOST_DIFFERENCE}")
    print(f"{path}: {path.stat().st_size} bytes, differs from XGBoost by {difference:.1e} at most")


if __name__ == "__main__":
    main()
