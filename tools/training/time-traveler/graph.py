"""Writes an ONNX graph as arithmetic: `(light * 0.5).clip(0, 1)` appends a Mul and a Clip node."""

from __future__ import annotations

import numpy
from onnx import ModelProto, TensorProto, checker, helper, numpy_helper

OPSET = 18
# The newest IR version that ONNX Runtime 1.30, the container's, is sure to read.
IR_VERSION = 10


class Graph:
    def __init__(self, side: int) -> None:
        self.side = side
        self.nodes: list = []
        self.initializers: list = []
        self.scalars: dict[tuple, Value] = {}
        self.picture = Value(self, "picture")
        self.zero = self.picture.part(0, 0, 1).part(1, 0, 1).part(2, 0, 1).cast(TensorProto.FLOAT) * 0.0

    def late(self, constant: Value) -> Value:
        """The same values, computed with each picture and not once.

        ONNX Runtime computes what depends on constants alone when it loads the graph, and keeps each step of it: all
        grain, clouds and scratches together took 5.7 GB, and a minute. So what they begin with is added to a zero that
        is made of the picture.
        """
        return constant + self.zero

    def constant(self, values, dtype=numpy.float32) -> Value:
        array = numpy.asarray(values, dtype=dtype)
        name = f"constant_{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(array, name))
        return Value(self, name)

    def scalar(self, value: float, dtype=numpy.float32) -> Value:
        key = (value, dtype)
        if key not in self.scalars:
            self.scalars[key] = self.constant(value, dtype)
        return self.scalars[key]

    def integers(self, *values: int) -> Value:
        return self.constant(values, numpy.int64)

    def op(self, kind: str, *inputs: Value | None, **attributes) -> Value:
        name = f"{kind.lower()}_{len(self.nodes)}"
        names = ["" if value is None else value.name for value in inputs]
        self.nodes.append(helper.make_node(kind, names, [name], **attributes))
        return Value(self, name)

    def model(self, output: Value, tiles: int) -> ModelProto:
        graph = helper.make_graph(
            [*self.nodes, helper.make_node("Identity", [output.name], ["pictures"])],
            "time-traveler",
            [helper.make_tensor_value_info(self.picture.name, TensorProto.UINT8, [self.side, self.side, 3])],
            [helper.make_tensor_value_info("pictures", TensorProto.UINT8, [self.side, tiles * self.side, 3])],
            self.initializers,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        checker.check_model(model, full_check=True)
        return model


class Value:
    """A tensor of the graph."""

    def __init__(self, graph: Graph, name: str) -> None:
        self.graph = graph
        self.name = name

    def _with(self, kind: str, other: Value | float, swapped: bool = False) -> Value:
        value = other if isinstance(other, Value) else self.graph.scalar(float(other))
        return self.graph.op(kind, value, self) if swapped else self.graph.op(kind, self, value)

    def __add__(self, other): return self._with("Add", other)
    def __radd__(self, other): return self._with("Add", other)
    def __sub__(self, other): return self._with("Sub", other)
    def __rsub__(self, other): return self._with("Sub", other, swapped=True)
    def __mul__(self, other): return self._with("Mul", other)
    def __rmul__(self, other): return self._with("Mul", other)
    def __truediv__(self, other): return self._with("Div", other)
    def __rtruediv__(self, other): return self._with("Div", other, swapped=True)
    def __pow__(self, other): return self._with("Pow", other)
    def __rpow__(self, other): return self._with("Pow", other, swapped=True)

    def abs(self) -> Value: return self.graph.op("Abs", self)
    def sqrt(self) -> Value: return self.graph.op("Sqrt", self)
    def log(self) -> Value: return self.graph.op("Log", self)
    def exp(self) -> Value: return self.graph.op("Exp", self)
    def sin(self) -> Value: return self.graph.op("Sin", self)
    def round(self) -> Value: return self.graph.op("Round", self)

    def clip(self, low: float | None = 0.0, high: float | None = 1.0) -> Value:
        bounds = [None if bound is None else self.graph.scalar(float(bound)) for bound in (low, high)]
        return self.graph.op("Clip", self, *bounds)

    def cast(self, to: int) -> Value:
        return self.graph.op("Cast", self, to=to)

    def transposed(self, *order: int) -> Value:
        return self.graph.op("Transpose", self, perm=order)

    def part(self, axis: int, start: int, end: int, step: int = 1) -> Value:
        integers = self.graph.integers
        return self.graph.op("Slice", self, integers(start), integers(end), integers(axis), integers(step))

    def mirrored(self) -> Value:
        """Left and right swapped."""
        return self.part(3, -1, -(2**31), -1)
