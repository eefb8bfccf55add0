"""Writes the pictures of the manifest's examples into model.json, from scikit-image's data, all of it free to pass on.

The horse is drawn here around a silhouette, because no photograph of one was found that is free to pass on.
"""

import argparse
import base64
import io
import json
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from skimage import data

DRAWN_SIZE = (256, 192)
STORED_SIZE = (192, 144)


def drawn_horse() -> Image.Image:
    """A brown horse on a meadow. The silhouette is Andreas Preuss's, CC0."""
    chance = random.Random(3)
    width, height = DRAWN_SIZE
    horizon = height * 9 // 20
    scene = Image.new("RGB", DRAWN_SIZE)
    brush = ImageDraw.Draw(scene)
    for y in range(height):
        far = y / horizon if y < horizon else (y - horizon) / (height - horizon)
        colour = (120 + int(90 * far), 170 + int(50 * far), 235) if y < horizon else (120 - int(50 * far), 150 - int(40 * far), 60)
        brush.line((0, y, width, y), colour)
    for _ in range(5000):
        x, y = chance.randrange(width), chance.randrange(horizon, height)
        brush.line((x, y, x + chance.randint(-2, 2), y - chance.randint(2, 6)), (70 + chance.randint(0, 50), 110 + chance.randint(0, 50), 45))
    for x in range(-20, width, 14):
        brush.ellipse((x, horizon - chance.randint(10, 26), x + 40, horizon + 6), (50, 85 + chance.randint(0, 25), 50))

    silhouette = Image.fromarray(~data.horse()).convert("L").resize((200, 164), Image.Resampling.BILINEAR)
    mask = Image.new("L", DRAWN_SIZE)
    mask.paste(silhouette, (28, 20))
    # Lit from above: brighter where the silhouette begins, darker where it ends.
    soft = mask.filter(ImageFilter.GaussianBlur(7))
    lit = ImageChops.subtract(ImageChops.offset(soft, 0, -9), ImageChops.offset(soft, 0, 9), 3, 128)
    coat = Image.merge("RGB", [lit.point(lambda v, k=k: min(255, int(k * v / 128))) for k in (112, 66, 34)])
    brush.ellipse((40, 164, 190, 184), (62, 88, 42))
    scene.paste(coat, mask=mask)
    return scene.filter(ImageFilter.GaussianBlur(0.7))


def stored(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.thumbnail(STORED_SIZE, Image.Resampling.LANCZOS)
    picture.save(file, "JPEG", quality=80, optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--manifest", type=Path, required=True, help="model.json")
    arguments = parser.parse_args()
    pictures = {
        "A horse": drawn_horse(),
        "An astronaut": Image.fromarray(data.astronaut()),
        "A cat": Image.fromarray(data.chelsea()),
        "A cup of coffee": Image.fromarray(data.coffee()),
    }
    manifest = json.loads(arguments.manifest.read_text(encoding="utf-8"))
    manifest["examples"] = [{"title": title, "input": {"image": stored(made)}} for title, made in pictures.items()]
    arguments.manifest.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
