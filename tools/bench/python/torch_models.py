"""The two models in PyTorch and float, one request at a time, as the seed's stack ran its own."""

from pathlib import Path

import numpy
import torch
from torch import nn

from answers import Answer, answer, read_labels
from bilstm_shape import CLASSES, EMBEDDING, HIDDEN, LAYERS, VOCABULARY, word_ids
from inputs import Input, encode, load_tokenizer
from settings import SETTINGS

# The shape of all-MiniLM-L6-v2, the base of the entailment model.
ENCODER = {"vocabulary": 30_522, "positions": 512, "width": 384, "heads": 12, "inner": 1536, "layers": 6}


class Bilstm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, EMBEDDING)
        self.lstm = nn.LSTM(EMBEDDING, HIDDEN, LAYERS, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * HIDDEN, CLASSES)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        _, (state, _) = self.lstm(self.embedding(ids))
        return self.classifier(torch.cat([state[-2], state[-1]], dim=1))


class CrossEncoder(nn.Module):
    """BERT's encoder (post-norm, GELU) with a pooled first token and a three-way head."""

    def __init__(self) -> None:
        super().__init__()
        width = ENCODER["width"]
        self.words = nn.Embedding(ENCODER["vocabulary"], width)
        self.positions = nn.Embedding(ENCODER["positions"], width)
        self.types = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        layer = nn.TransformerEncoderLayer(
            width, ENCODER["heads"], ENCODER["inner"], activation="gelu", layer_norm_eps=1e-12, batch_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, ENCODER["layers"])
        self.pooler = nn.Linear(width, width)
        self.classifier = nn.Linear(width, CLASSES)

    def forward(self, ids: torch.Tensor, type_ids: torch.Tensor) -> torch.Tensor:
        positions = torch.arange(ids.shape[1])
        embedded = self.words(ids) + self.positions(positions) + self.types(type_ids)
        first = self.encoder(self.norm(embedded))[:, 0]
        return self.classifier(torch.tanh(self.pooler(first)))


class Predictor:
    """A model in evaluation mode, with its tokeniser and labels."""

    def __init__(self) -> None:
        if SETTINGS.threads:
            torch.set_num_threads(SETTINGS.threads)
        torch.manual_seed(0)
        self.labels = read_labels(SETTINGS.bundle)
        if SETTINGS.model == "bilstm":
            self.model = Bilstm()
            load_weights(self.model, SETTINGS.weights)
        else:
            self.model = CrossEncoder()
            self.tokenizer = load_tokenizer(SETTINGS.bundle)
        self.model.eval()

    def predict(self, given: Input) -> Answer:
        with torch.no_grad():
            logits = self.model(*self.tensors(given))
            return answer(torch.softmax(logits, dim=1)[0].tolist(), self.labels)

    def tensors(self, given: Input) -> list[torch.Tensor]:
        if SETTINGS.model == "bilstm":
            return [torch.tensor([word_ids(given["text"])])]
        (encoding,) = encode(self.tokenizer, [given])
        return [torch.tensor([encoding.ids]), torch.tensor([encoding.type_ids])]


def load_weights(model: nn.Module, path: Path) -> None:
    with numpy.load(path) as arrays:
        model.load_state_dict({name: torch.from_numpy(arrays[name]) for name in arrays.files})
