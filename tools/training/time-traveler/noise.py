"""Grain and clouds, from one square of random bytes."""

import math
import random

import numpy
from onnx import TensorProto

from filters import SIDE, blurred, gaussian, resized
from graph import Graph, Value

NOISE_SIDE = 512


class Noise:
    """One square of random bytes, repeated; each use takes another part of it. No operator of chance is in the graph."""

    def __init__(self, graph: Graph) -> None:
        chance = random.Random(1839)
        values = numpy.frombuffer(chance.randbytes(NOISE_SIDE**2), numpy.uint8).reshape(1, 1, NOISE_SIDE, NOISE_SIDE)
        spread = numpy.sqrt(12) / 255
        self.graph = graph
        self.square = (graph.late(graph.constant(values, numpy.uint8).cast(TensorProto.FLOAT)) - 127.5) * float(spread)
        self.used = 0

    def _offset(self) -> tuple[int, int]:
        self.used += 1
        return (self.used * 197) % NOISE_SIDE, (self.used * 331) % NOISE_SIDE

    def _part(self, rows: int, columns: int) -> Value:
        y, x = self._offset()
        repeats = (-(-(y + rows) // NOISE_SIDE), -(-(x + columns) // NOISE_SIDE))
        wide = self.graph.op("Tile", self.square, self.graph.integers(1, 1, *repeats))
        return wide.part(2, y, y + rows).part(3, x, x + columns)

    def grain(self, size: float = 0.0, side: int = SIDE, across: float | None = None) -> Value:
        """Mean 0, variance 1, in grains of about this size in pixels."""
        widths = (size, size if across is None else across)
        down, over = (len(gaussian(width)) - 1 if width > 0 else 0 for width in widths)
        kept = math.prod(float(numpy.sqrt((gaussian(width) ** 2).sum())) for width in widths if width > 0)
        return blurred(self._part(side + down, side + over), size, 1, across, padded=False) * (1 / kept)

    def clouds(self, cells: int) -> Value:
        """Soft patches, about `cells` across the picture, in three sizes."""
        # Curves at an eighth of the size, straight lines between them: cubic resizes to the whole took 5 seconds of 7.
        layers = [resized(self._part(cells * times, cells * times), SIDE // 8, "cubic") * (1 / times) for times in (1, 2, 4)]
        return resized(layers[0] + layers[1] + layers[2], SIDE)
