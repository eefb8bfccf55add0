"""The 1990s: one of the first digital cameras."""

import math

import numpy

from filters import SIDE, blurred, channels, colour, encoded, exposed, mixed, paint, resized
from glyphs import stamp
from graph import Value
from noise import Noise

# 320 × 240 pixels, as Casio's QV-10 of 1995 had; here a square of the same width.
SENSOR = 320
# Four sites of the colour filter array (Bayer, US patent 3,971,065): the green of every second site.
BAYER = (("R", "G"), ("G", "B"))
# Bilinear demosaicing: a missing value is the mean of its neighbours.
GREEN = ((0, 1, 0), (1, 4, 1), (0, 1, 0))
RED_OR_BLUE = ((1, 2, 1), (2, 4, 2), (1, 2, 1))
# Read noise and a strong preference for vivid colours.
NOISE = 0.011
SATURATION = 1.35
# JPEG: ITU-T T.81, tables K.1 and K.2, scaled by the quality as libjpeg does.
QUALITY = 22
LUMINANCE_TABLE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)
CHROMINANCE_TABLE = (
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
    *[99] * 32,
)
# ITU-T T.871 (JFIF): sRGB to luma and two chroma channels, and back.
TO_YCC = ((0.299, 0.587, 0.114), (-0.168736, -0.331264, 0.5), (0.5, -0.418688, -0.081312))
FROM_YCC = ((1, 0, 1.402), (1, -0.344136, -0.714136), (1, 1.772, 0))


def digital(light: Value, noise: Noise) -> Value:
    graph = light.graph
    # A small sensor with little headroom: what is bright is cut off.
    halved = graph.op("AveragePool", exposed(light, 0.22, most=2.0), kernel_shape=[2, 2], strides=[2, 2])
    small = resized(halved, SENSOR, antialias=1) * 1.12
    sensed = mosaic(small.clip(0, 1) * 0.97 + 0.006 + noise.grain(0, SENSOR) * NOISE)
    shown = encoded(sensed)
    grey = channels(shown, [(0.299, 0.587, 0.114)] * 3)
    vivid = mixed(grey, shown, SATURATION) * colour(graph, 1.0, 1.0, 1.06)
    # Cameras sharpened hard to hide how few pixels they had.
    sharp = (vivid + (vivid - blurred(vivid, 1.0, 3)) * 0.9).clip(0, 1)
    dated = mixed(sharp, paint(graph, 255, 138, 30), stamp(graph, "'95 11 29", SENSOR))
    # Shown as programs of that time did: every pixel a square, its edges only a little soft.
    return resized(compressed(dated), SIDE, "linear")


def mosaic(light: Value) -> Value:
    """Each site of the sensor sees one colour; the other two are interpolated."""
    graph = light.graph
    masks = [[[site == seen for site in sites] for sites in BAYER] for seen in "RGB"]
    sites = graph.op("Tile", graph.constant([masks]), graph.integers(1, 1, SENSOR // 2, SENSOR // 2))
    kernels = numpy.asarray([RED_OR_BLUE, GREEN, RED_OR_BLUE], numpy.float32).reshape(3, 1, 3, 3) / 4
    padded = graph.op("Pad", light * sites, graph.integers(0, 0, 1, 1, 0, 0, 1, 1), mode="reflect")
    return graph.op("Conv", padded, graph.constant(kernels), group=3, kernel_shape=[3, 3]).clip(0, 1)


def compressed(shown: Value) -> Value:
    """What JPEG leaves of it: 8 × 8 blocks, colour at half the resolution (4:2:0)."""
    graph = shown.graph
    ycc = channels(shown * 255, TO_YCC)
    luma = quantised(ycc.part(1, 0, 1) - 128, LUMINANCE_TABLE) + 128
    halved = graph.op("AveragePool", ycc.part(1, 1, 3), kernel_shape=[2, 2], strides=[2, 2])
    chroma = [resized(quantised(halved.part(1, k, k + 1), CHROMINANCE_TABLE), SENSOR) for k in (0, 1)]
    return (channels(graph.op("Concat", luma, *chroma, axis=1), FROM_YCC) * (1 / 255)).clip(0, 1)


def quantised(plane: Value, table: tuple[int, ...]) -> Value:
    """Cosine transform of each block (T.81, A.3.3), rounded to multiples of the table, and back."""
    graph = plane.graph
    scale = 5000 / QUALITY if QUALITY < 50 else 200 - 2 * QUALITY
    steps = numpy.clip((numpy.asarray(table, numpy.float32) * scale + 50) // 100, 1, 255).reshape(1, 64, 1, 1)
    line = [
        [math.sqrt((1 if k == 0 else 2) / 8) * math.cos((2 * n + 1) * k * math.pi / 16) for n in range(8)] for k in range(8)
    ]
    basis = graph.constant(numpy.einsum("vy,ux->vuyx", line, line).reshape(64, 1, 8, 8))
    spectrum = graph.op("Conv", plane, basis, kernel_shape=[8, 8], strides=[8, 8])
    rounded = (spectrum / graph.constant(steps)).round() * graph.constant(steps)
    return graph.op("ConvTranspose", rounded, basis, kernel_shape=[8, 8], strides=[8, 8])
