"""The few letters that laboratories printed on borders, and cameras into pictures."""

import numpy
from onnx import TensorProto

from filters import SIDE
from graph import Graph, Value

# Five columns by seven rows.
GLYPHS = {
    "'": ("..#..", "..#..", "..#..", ".....", ".....", ".....", "....."),
    "1": ("..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."),
    "2": (".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####"),
    "4": ("...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."),
    "5": ("#####", "#....", "####.", "....#", "....#", "#...#", ".###."),
    "7": ("#####", "....#", "...#.", "..#..", "..#..", "..#..", "..#.."),
    "9": (".###.", "#...#", "#...#", ".####", "....#", "...#.", ".##.."),
    "J": ("..###", "...#.", "...#.", "...#.", "...#.", "#..#.", ".##.."),
    "L": ("#....", "#....", "#....", "#....", "#....", "#....", "#####"),
    "U": ("#...#", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."),
    " ": (".....",) * 7,
}


def bitmap(text: str) -> numpy.ndarray:
    letters = [numpy.array([[dot == "#" for dot in row] for row in GLYPHS[letter]]) for letter in text]
    gap = numpy.zeros((7, 1), bool)
    return numpy.hstack([part for letter in letters for part in (letter, gap)]).astype(numpy.uint8)


def placed(graph: Graph, dots: numpy.ndarray, side: int, top: int, left: int) -> Value:
    """1 on the dots, in a picture of this side; bytes in the file, as they are a quarter of its size."""
    rows, columns = dots.shape
    pads = graph.integers(0, 0, top, left, 0, 0, side - top - rows, side - left - columns)
    return graph.op("Pad", graph.constant(dots[None, None], numpy.uint8).cast(TensorProto.FLOAT), pads)


def lettering(graph: Graph, text: str, dot: float, left: float, top: float) -> Value:
    """Printed letters with dots of this size; the place is from -1 to 1."""
    dots = numpy.kron(bitmap(text), numpy.ones((int(dot), int(dot)), numpy.uint8))
    return placed(graph, dots, SIDE, int((top + 1) / 2 * SIDE), int((left + 1) / 2 * SIDE))


def stamp(graph: Graph, text: str, side: int) -> Value:
    """The date in the lower right corner."""
    dots = bitmap(text)
    rows, columns = dots.shape
    return placed(graph, numpy.kron(dots, numpy.ones((2, 2), numpy.uint8)), side, side - 2 * rows - 14, side - 2 * columns - 12)
