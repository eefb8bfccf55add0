"""Random views of pictures, so that no batch shows the same pixels twice."""

import io
import random

import numpy
import torch
from PIL import Image, ImageEnhance, ImageFilter

from pictures import Picture
from recipe import SIDE

# Pictures are kept a little larger than the network's input: a view is a part of them.
KEPT_SIDE = 192


def kept(picture: Picture) -> Image.Image:
    """The decoded picture, with its shorter side no longer than KEPT_SIDE."""
    image = picture.decoded()
    scale = KEPT_SIDE / min(image.size)
    if scale >= 1:
        return image
    return image.resize([max(1, round(length * scale)) for length in image.size], Image.Resampling.BOX)


def squashed(image: Image.Image) -> Image.Image:
    """The whole picture as the network gets it; libs/models/unicorn/src/resized.ts gives the same bytes."""
    return image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)


def view(image: Image.Image, chance: random.Random) -> Image.Image:
    """A part of the picture, at least a quarter, with other colours, sharpness and direction."""
    width, height = image.size
    part_width, part_height = (chance.uniform(0.5, 1) ** 0.7 * length for length in (width, height))
    left, top = chance.uniform(0, width - part_width), chance.uniform(0, height - part_height)
    box = (left, top, left + part_width, top + part_height)
    seen = image.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box)
    if chance.random() < 0.5:
        seen = seen.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if chance.random() < 0.3:
        seen = seen.rotate(chance.uniform(-15, 15), Image.Resampling.BILINEAR, fillcolor=(127, 127, 127))
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        if chance.random() < 0.6:
            seen = enhance(seen).enhance(chance.uniform(0.6, 1.4))
    if chance.random() < 0.1:
        seen = seen.convert("L").convert("RGB")
    return coarser(seen, chance)


def coarser(image: Image.Image, chance: random.Random) -> Image.Image:
    """Sometimes as blurred as CIFAR-10's pictures, or with the blocks of a strongly compressed JPEG."""
    kind = chance.random()
    if kind < 0.2:
        return image.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 2.5)))
    if kind < 0.35:
        stored = io.BytesIO()
        image.save(stored, "JPEG", quality=chance.randint(15, 60))
        return Image.open(stored).convert("RGB")
    return image


def tensor(images: list[Image.Image]) -> torch.Tensor:
    """(batch, 3, side, side), values from 0 to 255."""
    return torch.from_numpy(numpy.stack([numpy.asarray(image) for image in images])).permute(0, 3, 1, 2).float()


def erased(batch: torch.Tensor, chance: random.Random) -> torch.Tensor:
    """Covers a rectangle of half of the pictures, so that no single part of a horse decides."""
    for picture in batch:
        if chance.random() < 0.5:
            height, width = (chance.randint(SIDE // 8, SIDE // 2) for _ in range(2))
            top, left = chance.randint(0, SIDE - height), chance.randint(0, SIDE - width)
            picture[:, top : top + height, left : left + width] = chance.uniform(0, 255)
    return batch
