"""Writes the fixture that tests the handler's resizing for equality with the one used in training (Pillow's).

The pictures come from a formula, which the test computes as well: only the results are stored.
"""

import argparse
import base64
import json
from pathlib import Path

import numpy
from PIL import Image

# Width and height of the picture, and the side of the result: smaller, larger, the same, and very unequal.
SIZES = ((300, 200, 24), (31, 57, 24), (24, 24, 24), (5, 9, 24), (1, 1, 8), (1000, 3, 16), (2, 700, 16), (640, 427, 128))


def drawn(width: int, height: int) -> Image.Image:
    y, x, channel = numpy.meshgrid(range(height), range(width), range(3), indexing="ij")
    return Image.fromarray(((x * x * 7 + y * 13 * (channel + 1) + x * y * 3 + channel * 91) % 256).astype(numpy.uint8))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    arguments = parser.parse_args()
    made = [
        {
            "width": width, "height": height, "side": side,
            "data": base64.b64encode(
                drawn(width, height).resize((side, side), Image.Resampling.BILINEAR).tobytes()
            ).decode(),
        }
        for width, height, side in SIZES
    ]
    arguments.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
