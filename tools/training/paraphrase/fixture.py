"""Writes how probable the trained network finds a few sentences, to test the handler and the exported files against."""

import argparse
import json
from pathlib import Path

import torch

from bags import GLUE
from corpus import sentence_of
from network import Paraphraser
from recipe import Recipe
from train import new_network
from trees import template_tokens
from vocabulary import NO_TAG, Vocabulary

# Our own sentences. They have a known and an unknown word twice, a glue word, and capitals.
SENTENCES = (
    ("They sing in a park.", "(ROOT (S (NP (PRP They)) (VP (VBP sing) (PP (IN in) (NP (DT a) (NN park)))) (. .)))"),
    (
        "A dog and a zorblax chase a zorblax.",
        "(ROOT (S (NP (NP (DT A) (NN dog)) (CC and) (NP (DT a) (NN zorblax)))"
        " (VP (VBP chase) (NP (DT a) (NN zorblax))) (. .)))",
    ),
    (
        "There is a bridge (of wood), isn't there?",
        "(ROOT (S (NP (EX There)) (VP (VBZ is) (NP (NP (DT a) (NN bridge))"
        " (PRN (-LRB- -LRB-) (PP (IN of) (NP (NN wood))) (-RRB- -RRB-))) (, ,)"
        " (SBAR (S (VP (VBZ is) (RB n't) (ADVP (RB there)))))) (. ?)))",
    ),
)


def log_probability(sentence, levels: int, tagged: bool, network: Paraphraser, vocabulary: Vocabulary) -> float:
    """Of the sentence, given its own words and its own template."""
    bag = [word for word in sentence.words if word.text not in GLUE]
    one = torch.tensor
    words = one([[vocabulary.word(word.text) for word in bag]])
    tags = one([[vocabulary.tags_at[word.tag if tagged else NO_TAG] for word in bag]])
    template = one([[vocabulary.template_at[token] for token in template_tokens(sentence.tree, levels)]])
    memory = network.encode(template, words, tags)
    given = one([[vocabulary.words_at["<start>"], *(vocabulary.word(word.text) for word in sentence.words)]])
    causal = torch.ones(given.shape[1], given.shape[1], dtype=torch.bool).tril()
    none = [None] * len(network.decoder)
    scores, _ = network.decode(given, 0, none, network.sources(memory), memory[:, template.shape[1]:], causal)
    logarithms = scores[0].log_softmax(1)
    total = 0.0
    for at, text in enumerate([*(word.text for word in sentence.words), "<end>"]):
        ways = [len(vocabulary.words) + place for place, word in enumerate(bag) if word.text == text]
        ways += [vocabulary.words_at[text]] if text in vocabulary.words_at else []
        total += logarithms[at, ways].logsumexp(0).item()
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint.pt, as train.py writes it")
    parser.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    arguments = parser.parse_args()

    checkpoint = torch.load(arguments.checkpoint, weights_only=True)
    vocabulary = Vocabulary(**checkpoint["vocabulary"])
    network = new_network(vocabulary, Recipe(**checkpoint["recipe"]))
    network.load_state_dict(checkpoint["average"])
    network.eval().requires_grad_(False)
    cases = []
    for text, parse in SENTENCES:
        sentence = sentence_of(text, parse)
        for levels in (2, 99):
            for tagged in (False, True):
                found = log_probability(sentence, levels, tagged, network, vocabulary)
                cases.append({
                    "sent": text, "synt": parse if tagged else None, "words": [word.text for word in sentence.words],
                    "template": template_tokens(sentence.tree, levels), "logProbability": round(found, 4),
                })
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(f"{json.dumps(cases, indent=2)}\n")


if __name__ == "__main__":
    main()
