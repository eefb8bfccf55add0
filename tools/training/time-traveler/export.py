"""Writes model.onnx: a picture in, the same picture from five times side by side out. Nothing of it is learnt."""

import argparse
from pathlib import Path

import onnx

from colour_print import colour_print
from daguerreotype import daguerreotype
from digital import digital
from filters import SIDE, decoded, to_bytes
from graph import Graph
from noise import Noise
from silver_print import silver_print

# From left to right, after the picture itself: further and further back.
ERAS = (digital, colour_print, silver_print, daguerreotype)


def time_traveler() -> onnx.ModelProto:
    graph = Graph(SIDE)
    light = decoded(graph.picture)
    noise = Noise(graph)
    tiles = [to_bytes(era(light, noise)) for era in ERAS]
    return graph.model(graph.op("Concat", graph.picture, *tiles, axis=1), 1 + len(tiles))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for model.onnx")
    path = parser.parse_args().out / "model.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(time_traveler(), path)
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
