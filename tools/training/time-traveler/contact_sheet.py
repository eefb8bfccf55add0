"""Applies model.onnx to a picture file and writes what comes out as one PNG file, to be looked at."""

import argparse
import time
from pathlib import Path

import numpy
import onnxruntime
from PIL import Image, ImageOps

from filters import SIDE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="model.onnx")
    parser.add_argument("--picture", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a PNG file")
    arguments = parser.parse_args()

    session = onnxruntime.InferenceSession(arguments.model, providers=["CPUExecutionProvider"])
    upright = ImageOps.exif_transpose(Image.open(arguments.picture)).convert("RGB")
    picture = numpy.asarray(ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS))
    started = time.monotonic()
    (pictures,) = session.run(None, {"picture": picture})
    print(f"{time.monotonic() - started:.2f} s")
    Image.fromarray(pictures).save(arguments.out)


if __name__ == "__main__":
    main()
