"""Balanced accuracy, precision and recall of an exported model, in Python, by source of the photographs.

The published figures come from the shipped TypeScript handler (`nx run unicorn:accuracy`); these are for comparing
checkpoints.
"""

import argparse
import random
from pathlib import Path

import numpy
import onnxruntime

from pictures import Picture, in_development, in_test, read_pictures
from recipe import KNOWN_TO_BASE
from views import squashed

SAMPLES = 2000
PARTS = {
    "test": in_test,
    "development": in_development,
    "complement": lambda picture: not in_test(picture),
    "cifar": lambda picture: picture.split == "test",
}


class Predictor:
    def __init__(self, folder: Path, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def probability(self, picture: Picture) -> float:
        pixels = numpy.asarray(squashed(picture.decoded()))[None]
        return float(self.session.run(["probability"], {"picture": pixels})[0][0])


def balanced_accuracy(horses: list[float], others: list[float]) -> float:
    found = sum(p >= 0.5 for p in horses) / max(1, len(horses))
    spared = sum(p < 0.5 for p in others) / max(1, len(others))
    return (found + spared) / 2


def report(name: str, horses: list[float], others: list[float]) -> None:
    found, wrong = sum(p >= 0.5 for p in horses), sum(p >= 0.5 for p in others)
    line = f"{name}: {found} of {len(horses)} horses found, {wrong} of {len(others)} others taken for one"
    if horses and others:
        chance = random.Random(1)
        samples = sorted(
            balanced_accuracy(chance.choices(horses, k=len(horses)), chance.choices(others, k=len(others)))
            for _ in range(SAMPLES)
        )
        low, high = samples[SAMPLES // 40], samples[-SAMPLES // 40]
        # How often a horse has a higher probability than another picture: it does not depend on the threshold.
        ranked = sum((h > o) + (h == o) / 2 for h in horses for o in others) / (len(horses) * len(others))
        line += (
            f"; balanced accuracy {balanced_accuracy(horses, others):.4f} (95 % within {low:.3f} to {high:.3f}), "
            f"precision {found / max(1, found + wrong):.4f}, recall {found / len(horses):.4f}, ranked {ranked:.4f}"
        )
    print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="horses-photographs.tar.gz, or horses-cifar10.tar.gz")
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx")
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--errors", action="store_true", help="list the pictures that are judged wrongly")
    arguments = parser.parse_args()

    predictor = Predictor(arguments.model)
    judged = [(p, predictor.probability(p)) for p in read_pictures(arguments.data) if PARTS[arguments.part](p)]

    def share(chosen) -> tuple[list[float], list[float]]:
        return [v for p, v in judged if p.horse and chosen(p)], [v for p, v in judged if not p.horse and chosen(p)]

    for source in sorted({p.source for p, _ in judged}):
        report(source, *share(lambda p, source=source: p.source == source))
    report("all that the base cannot know", *share(lambda p: p.source != KNOWN_TO_BASE))
    report("all", *share(lambda p: True))
    if arguments.errors:
        for picture, probability in sorted(judged, key=lambda pair: pair[1]):
            if picture.horse != (probability >= 0.5):
                print(f"{probability:.3f} {picture.label} {picture.path}")


if __name__ == "__main__":
    main()
