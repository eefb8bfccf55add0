"""The network: an encoder of a template and a bag of words, and a decoder that generates or copies each word."""

import math

import torch
from torch import nn
from torch.nn import functional

from recipe import MAX_TEMPLATE_TOKENS, Recipe

# A sentence may become longer than its bag; the decoder stops here.
MAX_OUTPUT_TOKENS = 80


class Attention(nn.Module):
    """Of `queries` to keys and values that were computed before, so that a decoder can keep them."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key_value = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)

    def split(self, values: torch.Tensor) -> torch.Tensor:
        return values.view(values.shape[0], values.shape[1], self.heads, self.size).transpose(1, 2)

    def keys_values(self, memory: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        keys, values = self.key_value(memory).chunk(2, -1)
        return self.split(keys), self.split(values)

    def forward(self, queries, keys, values, mask: torch.Tensor | None) -> torch.Tensor:
        scores = self.split(self.query(queries)) @ keys.transpose(2, 3) / math.sqrt(self.size)
        if mask is not None:
            scores = scores.masked_fill(~mask, -1e9)
        mixed = (functional.softmax(scores, -1) @ values).transpose(1, 2)
        return self.out(mixed.reshape(mixed.shape[0], mixed.shape[1], self.heads * self.size))


def feed_forward(recipe: Recipe) -> nn.Sequential:
    width = recipe.width
    return nn.Sequential(
        nn.LayerNorm(width), nn.Linear(width, recipe.inner), nn.ReLU(), nn.Linear(recipe.inner, width)
    )


class EncoderLayer(nn.Module):
    def __init__(self, recipe: Recipe):
        super().__init__()
        width = recipe.width
        self.attention, self.norm = Attention(width, recipe.heads), nn.LayerNorm(width)
        self.inner = feed_forward(recipe)
        self.dropout = nn.Dropout(recipe.dropout)

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        normed = self.norm(states)
        states = states + self.dropout(self.attention(normed, *self.attention.keys_values(normed), mask))
        return states + self.dropout(self.inner(states))


class DecoderLayer(nn.Module):
    def __init__(self, recipe: Recipe):
        super().__init__()
        width = recipe.width
        self.itself, self.norm = Attention(width, recipe.heads), nn.LayerNorm(width)
        self.source, self.source_norm = Attention(width, recipe.heads), nn.LayerNorm(width)
        self.inner = feed_forward(recipe)
        self.dropout = nn.Dropout(recipe.dropout)

    def forward(self, states, past, source, mask, source_mask):
        """@returns the states, and the keys and values of all words, of which `past` has the earlier ones"""
        normed = self.norm(states)
        keys, values = self.itself.keys_values(normed)
        if past is not None:
            keys, values = torch.cat((past[0], keys), 2), torch.cat((past[1], values), 2)
        states = states + self.dropout(self.itself(normed, keys, values, mask))
        states = states + self.dropout(self.source(self.source_norm(states), *source, source_mask))
        return states + self.dropout(self.inner(states)), (keys, values)


class Paraphraser(nn.Module):
    def __init__(self, words: int, tags: int, template: int, recipe: Recipe):
        super().__init__()
        width = recipe.width
        self.words, self.tags = nn.Embedding(words, width), nn.Embedding(tags, width)
        self.template = nn.Embedding(template, width)
        self.template_places = nn.Embedding(MAX_TEMPLATE_TOKENS, width)
        self.places = nn.Embedding(MAX_OUTPUT_TOKENS, width)
        for embedding in (self.words, self.tags, self.template, self.template_places, self.places):
            nn.init.normal_(embedding.weight, std=width**-0.5)
        self.encoder = nn.ModuleList(EncoderLayer(recipe) for _ in range(recipe.encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(recipe) for _ in range(recipe.decoder_layers))
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.generate, self.copy = nn.Linear(width, width), nn.Linear(width, width)
        self.bias = nn.Parameter(torch.zeros(words))
        self.dropout = nn.Dropout(recipe.dropout)
        self.scale = math.sqrt(width)

    def encode(self, template, words, tags, mask: torch.Tensor | None = None) -> torch.Tensor:
        """The template's tokens have places, the words have none: their order is not known."""
        places = self.template_places(torch.arange(template.shape[1], device=template.device))
        states = torch.cat((self.template(template) + places, self.words(words) + self.tags(tags)), 1)
        states = self.dropout(states * self.scale)
        for layer in self.encoder:
            states = layer(states, mask)
        return self.encoder_norm(states)

    def sources(self, memory: torch.Tensor) -> list[tuple[torch.Tensor, torch.Tensor]]:
        return [layer.source.keys_values(memory) for layer in self.decoder]

    def decode(self, given, first_place, pasts, sources, word_memory, mask=None, source_mask=None):
        """@returns scores of the vocabulary and then of each word of the bag, and the keys and values of all words"""
        places = torch.arange(given.shape[1], device=given.device) + first_place
        states = self.dropout((self.words(given) + self.places(places)) * self.scale)
        kept = []
        for layer, past, source in zip(self.decoder, pasts, sources, strict=True):
            states, all_words = layer(states, past, source, mask, source_mask)
            kept.append(all_words)
        states = self.decoder_norm(states)
        generated = self.generate(states) @ self.words.weight.T + self.bias
        copied = self.copy(states) @ word_memory.transpose(1, 2) / self.scale
        return torch.cat((generated, copied), 2), kept

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """The loss: how improbable each target is, however it came about."""
        template, words = batch["template"], batch["words"]
        mask = torch.cat((template, words), 1).ne(0)[:, None, None, :]
        memory = self.encode(template, words, batch["tags"], mask)
        given = batch["given"]
        causal = torch.ones(given.shape[1], given.shape[1], dtype=torch.bool).tril()
        none = [None] * len(self.decoder)
        scores, _ = self.decode(given, 0, none, self.sources(memory), memory[:, template.shape[1]:], causal, mask)
        vocabulary = self.words.num_embeddings
        scores[:, :, vocabulary:].masked_fill_(words.eq(0)[:, None, :], -1e9)
        targets, real = batch["targets"], given.ne(0)
        as_generated = scores.gather(2, targets.clamp(min=0)[:, :, None]).masked_fill(targets.lt(0)[:, :, None], -1e9)
        as_copied = scores[:, :, vocabulary:].masked_fill(batch["copies"].eq(0), -1e9)
        right = torch.cat((as_generated, as_copied), 2).logsumexp(2)
        # A rare word that the bag has lost can be neither generated nor copied: nothing is learnt there.
        real = real & right.gt(-1e8)
        return ((scores.logsumexp(2) - right) * real).sum() / real.sum()
