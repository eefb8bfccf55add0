"""Writes the pictures of the manifest's examples into model.json: portraits by the US government, in the public domain."""

import argparse
import base64
import io
import json
import tarfile
from pathlib import Path

from PIL import Image

# Titles of the examples, and the portraits they show.
EXAMPLES = {"An official portrait": "faces/K000385.jpg", "An astronaut": "faces/astronaut.png"}
STORED_SIDE = 384


def stored(file) -> str:
    picture = Image.open(file).convert("RGB")
    picture.thumbnail((STORED_SIDE, STORED_SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85, optimize=True)
    return base64.b64encode(written.getvalue()).decode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faces", type=Path, required=True, help="faces.tar.gz")
    parser.add_argument("--manifest", type=Path, required=True, help="model.json")
    arguments = parser.parse_args()
    with tarfile.open(arguments.faces) as archive:
        examples = [
            {"title": title, "input": {"image": stored(archive.extractfile(path))}} for title, path in EXAMPLES.items()
        ]
    manifest = json.loads(arguments.manifest.read_text(encoding="utf-8"))
    manifest["examples"] = examples
    arguments.manifest.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
