"""What several of the eras do to light: colour, tone, blur. Pictures are (1, channels, side, side)."""

import math

import numpy
from onnx import TensorProto

from graph import Graph, Value

SIDE = 1024

# IEC 61966-2-1 (sRGB), both ways.
LINEAR_OF_BYTE = [
    value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (byte / 255 for byte in range(256))
]
# The luminance of linear sRGB (ITU-R BT.709).
LUMINANCE = (0.2126, 0.7152, 0.0722)


def decoded(picture: Value) -> Value:
    """Bytes (side, side, 3) as linear light (1, 3, side, side)."""
    graph = picture.graph
    light = graph.op("Gather", graph.constant(LINEAR_OF_BYTE), picture.cast(TensorProto.INT32))
    return graph.op("Unsqueeze", light.transposed(2, 0, 1), graph.integers(0))


def encoded(light: Value) -> Value:
    """Linear light as sRGB values from 0 to 1."""
    light = light.clip(0, 1)
    graph = light.graph
    dark = graph.op("LessOrEqual", light, graph.scalar(0.0031308))
    return graph.op("Where", dark, light * 12.92, (light ** (1 / 2.4)) * 1.055 - 0.055)


def to_bytes(shown: Value) -> Value:
    """sRGB values as bytes (side, side, 3)."""
    graph = shown.graph
    picture = (shown.clip(0, 1) * 255).round().cast(TensorProto.UINT8)
    return graph.op("Squeeze", picture, graph.integers(0)).transposed(1, 2, 0)


def channels(picture: Value, matrix) -> Value:
    """Each row of the matrix makes one channel of the result."""
    weights = numpy.asarray(matrix, numpy.float32).reshape(len(matrix), -1, 1, 1)
    return picture.graph.op("Conv", picture, picture.graph.constant(weights))


def grey(picture: Value, weights) -> Value:
    """One channel, as film with this sensitivity to red, green and blue sees the picture."""
    total = sum(weights)
    return channels(picture, [[weight / total for weight in weights]])


def colour(graph: Graph, red: float, green: float, blue: float) -> Value:
    return graph.constant(numpy.reshape([red, green, blue], (1, 3, 1, 1)))


def paint(graph: Graph, red: int, green: int, blue: int) -> Value:
    """A colour as it is written on the web, from 0 to 255."""
    return colour(graph, red / 255, green / 255, blue / 255)


def mixed(one: Value, other: Value, share: Value | float) -> Value:
    """`one` where the share is 0, `other` where it is 1."""
    return one + (other - one) * share


def exposed(light: Value, mean: float, most: float = 2.5) -> Value:
    """Brightened or darkened like a photographer does, so that the mean comes near to `mean`."""
    graph = light.graph
    # In two steps, each of short sums, so that the result doesn't depend on how many threads add.
    blocks = graph.op("AveragePool", light, kernel_shape=[32, 32], strides=[32, 32])
    found = graph.op("ReduceMean", blocks, graph.integers(1, 2, 3), keepdims=1)
    return light * ((mean / (found + 0.001)) ** 0.8).clip(1 / most, most)


def developed(light: Value, middle: float, contrast: float) -> Value:
    """The S of Hurter and Driffield (1890): how dark an emulsion becomes by the logarithm of the light on it.

    As a logistic function: a toe, a straight part with this slope around the middle, and a shoulder.
    """
    power = (light.clip(0.0005, None)) ** contrast
    return power / (power + middle**contrast)


def gaussian(sigma: float) -> numpy.ndarray:
    reach = max(1, math.ceil(2.5 * sigma))
    values = numpy.exp(-0.5 * (numpy.arange(-reach, reach + 1) / sigma) ** 2)
    return values / values.sum()


def blurred(picture: Value, sigma: float, count: int, across: float | None = None, padded: bool = True) -> Value:
    """Blurred by `sigma` pixels, or by another number of them `across`.

    @param count: the channels of the picture
    @param padded: the result is as large as the picture, whose edge is repeated: zeros around it would darken it
    """
    graph = picture.graph
    for horizontal, width in ((True, sigma if across is None else across), (False, sigma)):
        if width <= 0:
            continue
        values = gaussian(width)
        reach = len(values) // 2
        shape = (1, len(values)) if horizontal else (len(values), 1)
        kernel = numpy.tile(values.reshape(1, 1, *shape), (count, 1, 1, 1))
        pads = [0, 0, 0, reach, 0, 0, 0, reach] if horizontal else [0, 0, reach, 0, 0, 0, reach, 0]
        if padded:
            picture = graph.op("Pad", picture, graph.integers(*pads), mode="edge")
        picture = graph.op("Conv", picture, graph.constant(kernel), group=count, kernel_shape=list(shape))
    return picture


def glow(picture: Value, sigma: float, count: int) -> Value:
    """A wide blur, at an eighth of the size, where it is 64 times cheaper."""
    graph = picture.graph
    small = graph.op("AveragePool", picture, kernel_shape=[8, 8], strides=[8, 8])
    return resized(blurred(small, sigma / 8, count), SIDE)


def resized(picture: Value, side: int, mode: str = "linear", antialias: int = 0) -> Value:
    graph = picture.graph
    scales = graph.op("Slice", graph.op("Shape", picture), graph.integers(0), graph.integers(2))
    sizes = graph.op("Concat", scales, graph.integers(side, side), axis=0)
    options = {"cubic_coeff_a": -0.5} if mode == "cubic" else {}
    rounding = {"nearest_mode": "floor"} if mode == "nearest" else {}
    return graph.op(
        "Resize", picture, None, None, sizes, mode=mode, antialias=antialias,
        coordinate_transformation_mode="half_pixel", **options, **rounding,
    )
