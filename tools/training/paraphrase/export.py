"""Exports a checkpoint to the files that are shipped: model.onnx (the encoder), decoder.onnx and vocabulary.json."""

import argparse
import json
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from bags import GLUE
from corpus import Sentence, read_sentences
from network import Paraphraser
from recipe import Recipe
from train import new_network
from vocabulary import SPECIAL, Vocabulary

OPSET = 17
# Smaller tensors, such as biases, stay in single precision.
HALVED_FROM_VALUES = 256

# A word that mostly is one of these holds a sentence together; all others are content words.
FUNCTION_TAGS = frozenset(
    ("DT", "PDT", "IN", "TO", "CC", "EX", "PRP", "PRP$", "MD", "WDT", "WP", "WP$", "WRB", "POS", "RP")
    + (".", ",", ":", "``", "''", "-LRB-", "-RRB-")
)


class Encoder(torch.nn.Module):
    def __init__(self, network: Paraphraser):
        super().__init__()
        self.network = network

    def forward(self, template, words, tags):
        """@returns each decoder layer's keys and values of the source, and the memory of the words, to copy from"""
        memory = self.network.encode(template, words, tags)
        source = torch.stack([torch.stack(pair) for pair in self.network.sources(memory)])
        return source, memory[:, template.shape[1]:]


class Decoder(torch.nn.Module):
    """One step of all hypotheses of a beam search."""

    def __init__(self, network: Paraphraser):
        super().__init__()
        self.network = network

    def forward(self, token, place, parent, past, source, word_memory):
        """@param parent the hypothesis of the last step that each one continues"""
        kept = past[:, :, parent]
        layers = range(len(self.network.decoder))
        pasts = [(kept[at, 0], kept[at, 1]) for at in layers]
        sources = [(source[at, 0], source[at, 1]) for at in layers]
        scores, present = self.network.decode(token[:, None], place, pasts, sources, word_memory)
        return scores[:, 0], torch.stack([torch.stack(pair) for pair in present])


def export_float(network: Paraphraser, out: Path) -> None:
    ids = torch.ones((1, 5), dtype=torch.int64)
    encoder = Encoder(network).eval()
    source, word_memory = encoder(ids, ids[:, :3], ids[:, :3])
    layers, _two, _one, heads, _length, size = source.shape
    past = torch.zeros((layers, 2, 3, heads, 4, size))
    step = (torch.tensor([5, 6]), torch.tensor([4]), torch.tensor([2, 0]), past, source, word_memory)
    with warnings.catch_warnings():
        # The tracing exporter is deprecated, but its graphs are the smaller ones here.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            encoder, (ids, ids[:, :3], ids[:, :3]), str(out / "model.onnx"), opset_version=OPSET, dynamo=False,
            do_constant_folding=False,
            input_names=["template", "words", "tags"], output_names=["source", "word_memory"],
            dynamic_axes={"template": {1: "template"}, "words": {1: "words"}, "tags": {1: "words"},
                          "source": {4: "source"}, "word_memory": {1: "words"}},
        )
        torch.onnx.export(
            Decoder(network).eval(), step, str(out / "decoder.onnx"), opset_version=OPSET, dynamo=False,
            # Folded, the transposed vocabulary would be in the file a second time.
            do_constant_folding=False,
            input_names=["token", "place", "parent", "past", "source", "word_memory"],
            output_names=["scores", "present"],
            dynamic_axes={"token": {0: "beam"}, "parent": {0: "beam"}, "past": {2: "before", 4: "past"},
                          "source": {4: "source"}, "word_memory": {1: "words"},
                          "scores": {0: "beam", 1: "choices"}, "present": {2: "beam", 4: "present"}},
        )


def halve(path: Path) -> None:
    """Stores large weights as float16, each with a Cast to float32 that ONNX Runtime computes once, at load.

    Only the file becomes smaller: the arithmetic stays in single precision, and answers the same on every machine.
    """
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != "float32" or values.size < HALVED_FROM_VALUES:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype("float16"), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


def written(sentences: list[Sentence], vocabulary: Vocabulary) -> list[str]:
    """Each word with the capitals that it mostly has inside of sentences."""
    forms = defaultdict(Counter)
    for sentence in sentences:
        for leaf in sentence.tree.leaves()[1:]:
            forms[leaf.word.lower()][leaf.word] += 1
    usual = {word: counts.most_common(1)[0][0] for word, counts in forms.items()}
    return [usual.get(word, word) if word not in SPECIAL else word for word in vocabulary.words]


def function_words(sentences: list[Sentence], vocabulary: Vocabulary) -> list[str]:
    tags = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            tags[word.text][word.tag] += 1
    known = (word for word in vocabulary.words if word not in SPECIAL)
    return [word for word in known if word in GLUE or tags[word].most_common(1)[0][0] in FUNCTION_TAGS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint.pt, as train.py writes it")
    parser.add_argument("--data", type=Path, required=True, help="parsed.tsv or parsed.tsv.gz, as for train.py")
    parser.add_argument("--out", type=Path, required=True, help="folder for the three files")
    arguments = parser.parse_args()

    checkpoint = torch.load(arguments.checkpoint, weights_only=True)
    if checkpoint["step"] < checkpoint["total"]:
        print(f"unfinished training: step {checkpoint['step']} of {checkpoint['total']}")
    vocabulary = Vocabulary(**checkpoint["vocabulary"])
    network = new_network(vocabulary, Recipe(**checkpoint["recipe"]))
    network.load_state_dict(checkpoint["average"])
    arguments.out.mkdir(parents=True, exist_ok=True)
    export_float(network.requires_grad_(False), arguments.out)
    for name in ("model.onnx", "decoder.onnx"):
        halve(arguments.out / name)

    sentences, _held_out = read_sentences(arguments.data)
    words = {
        "words": written(sentences, vocabulary), "functionWords": function_words(sentences, vocabulary),
        "glueWords": sorted(GLUE),
        "tags": vocabulary.tags, "template": vocabulary.template,
    }
    (arguments.out / "vocabulary.json").write_text(f"{json.dumps(words, ensure_ascii=False)}\n")


if __name__ == "__main__":
    main()
