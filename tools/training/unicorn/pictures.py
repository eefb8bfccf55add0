"""Reads labelled pictures, and says which photographs are held out of training."""

import csv
import hashlib
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps


@dataclass(frozen=True)
class Picture:
    path: str
    horse: bool
    label: str
    split: str
    source: str
    file: bytes

    def decoded(self) -> Image.Image:
        """As the model runtime decodes it: upright, RGB, transparency on white."""
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(self.file)))
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            image = image.convert("RGBA")
            white = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(white, image)
        return image.convert("RGB")


def read_pictures(archive: Path) -> list[Picture]:
    """The pictures of a .tar.gz with labels.csv: path, horse (0 or 1), label, split, source."""
    with tarfile.open(archive) as opened:
        files = {member.name: opened.extractfile(member).read() for member in opened if member.isfile()}
    rows = csv.DictReader(io.StringIO(files["labels.csv"].decode("utf-8")))
    return [
        Picture(r["path"], r["horse"] == "1", r["label"], r["split"], r["source"], files[r["path"]]) for r in rows
    ]


def share(path: str) -> float:
    """A number from 0 to 1 that depends only on the picture's path."""
    return int.from_bytes(hashlib.sha256(path.encode()).digest()[:4], "big") / 2**32


def in_test(photograph: Picture) -> bool:
    """Where a source has a part for validation, that part; of the other sources half, chosen by the path's hash.

    `inTest` in libs/models/unicorn/scripts says the same.
    """
    if photograph.path.startswith("animals3/"):
        return photograph.split == "valid"
    return share(photograph.path) < 0.5


def in_development(photograph: Picture) -> bool:
    """A fifth of the photographs that are not in the test: to compare recipes without looking at the test."""
    return not in_test(photograph) and share(f"development {photograph.path}") < 0.2


def near_duplicates(pictures: list[Picture], others: list[Picture]) -> Iterator[tuple[Picture, Picture]]:
    """Pairs of a picture and another one that is almost the same, by the differences of brightness of 9 x 8 areas."""
    hashes = [(picture, difference_hash(picture)) for picture in pictures]
    for other in others:
        wanted = difference_hash(other)
        for picture, found in hashes:
            if (found ^ wanted).bit_count() <= 6:
                yield picture, other


def difference_hash(picture: Picture) -> int:
    grey = picture.decoded().convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = [grey[row * 9 + column] > grey[row * 9 + column + 1] for row in range(8) for column in range(8)]
    return sum(bit << place for place, bit in enumerate(bits))
