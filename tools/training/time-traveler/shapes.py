"""Where something is in the picture: frames, edges, scratches."""

import functools
import math
import random

import numpy

from filters import SIDE
from graph import Graph, Value

PLACES = (numpy.arange(SIDE) + 0.5) / SIDE * 2 - 1


@functools.cache
def columns(graph: Graph) -> Value:
    """From -1 at the left to 1 at the right."""
    return graph.late(graph.constant(PLACES.reshape(1, 1, 1, SIDE)))


@functools.cache
def rows(graph: Graph) -> Value:
    """From -1 at the top to 1 at the bottom."""
    return graph.late(graph.constant(PLACES.reshape(1, 1, SIDE, 1)))


def step(value: Value, start: float, end: float) -> Value:
    """From 0 where the value is at the start to 1 where it is at the end, without a corner."""
    share = ((value - start) * (1 / (end - start))).clip(0, 1)
    return share * share * (3 - share * 2)


def rounded_box(graph: Graph, half_width: float, half_height: float, radius: float) -> Value:
    """How far outside of a box with round corners each pixel is; negative inside. The picture is from -1 to 1."""
    x = columns(graph).abs() - (half_width - radius)
    y = rows(graph).abs() - (half_height - radius)
    outside = (x.clip(0, None) * x.clip(0, None) + y.clip(0, None) * y.clip(0, None)).sqrt()
    return outside + graph.op("Max", x + y * 0, y + x * 0).clip(None, 0) - radius


def scratches(graph: Graph, seed: int, count: int, tilt: float, width: float) -> Value:
    """Thin lines, from 0 to 1, about vertical unless tilted more; each ends somewhere and fades towards its ends."""
    chance = random.Random(seed)
    x, y = columns(graph), rows(graph)
    total = None
    for _ in range(count):
        angle = chance.gauss(0, tilt)
        along = x * math.sin(angle) + y * math.cos(angle) - chance.uniform(-0.9, 0.9)
        bend = chance.uniform(-0.02, 0.02)
        distance = x * math.cos(angle) - y * math.sin(angle) - chance.uniform(-1, 1) + along * along * bend
        thick = width * chance.uniform(0.5, 1.5) * 2 / SIDE
        length = chance.uniform(0.05, 0.6)
        line = (1 - distance.abs() * (1 / thick)).clip(0, 1) * (1 - along.abs() * (1 / length)).clip(0, 1)
        line = line * chance.uniform(0.3, 1)
        total = line if total is None else graph.op("Max", total, line)
    return total
