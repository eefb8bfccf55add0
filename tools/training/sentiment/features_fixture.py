"""Makes the fixture that tests the TypeScript tokeniser and vocabulary against these: texts, tokens and n-grams."""

import argparse
import json
from pathlib import Path

import numpy

from ngrams import keys_of, numbered
from recipe import RECIPE
from tokens import tokens_of

TEXTS = [
    "Not a bad film at all!",
    "I didn't think it'd work; it does. 10/10",
    "The director\u2019s best film -- \u201cslow\u201d, but never dull?!",
    "First line.<br /><br />Second line <b>loud</b> and 3 < 4 > 2",
    "<" + "x" * 51 + "> is no tag, <" + "x" * 50 + "> is one, <\U0001f600" + "y" * 49 + "> too",
    "Am\u00e9lie is \u00c9XQUISITE, na\u00efve \u0130stanbul \u00df \u0178",
    "good\U0001f44d\U0001f3fdgood \U0001f468\u200d\U0001f469\u200d\U0001f467 bad\u200bbad e\u0301t\u00e9",
    "\u826f\u3044\u6620\u753b \u0444\u0438\u043b\u044c\u043c \u05e1\u05e8\u05d8",
    "tabs\tand\r\nline\u2028breaks\x00nul\ufeffbom don''t don'T rock 'n' roll",
    "WORST. MOVIE. EVER!!!!!!!!!! (a*b) \"quoted\" and:so,on",
    "the the the the the the the film was good the film was good",
    " \n\t ",
    "",
    "'' \u2019\u2019 -- __ ## @@",
    "".join(map(chr, range(0x20, 0x250))),
    " ".join(map(chr, range(0xC0, 0x250))),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="sentiment.npz, as train.py writes it")
    parser.add_argument("--out", type=Path, required=True, help="the fixture, such as features.json")
    arguments = parser.parse_args()

    trained = numpy.load(arguments.weights)
    words = {word: number for number, word in enumerate(trained["words"].item().split("\n"), start=1)}
    fixture = []
    for text in TEXTS:
        tokens = tokens_of(text)
        keys = keys_of(numbered([tokens], words, grow=False)[0], RECIPE.longest_ngram)
        places = numpy.searchsorted(trained["ngrams"], keys)
        known = trained["ngrams"][numpy.minimum(places, len(trained["ngrams"]) - 1)] == keys
        fixture.append({"text": text, "tokens": tokens, "ngrams": places[known].tolist()})
    arguments.out.write_text(json.dumps(fixture, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
