"""Measures two known weaknesses of an exported model, for its model card.

Guessing: accuracy on SNLI's test pairs with an empty premise; chance is about a third.
Stereotypes: the premise names a person by occupation, and the hypothesis says "she" or "he".
"""

import argparse
from collections import Counter
from pathlib import Path

from corpus import read_tsv, test_pairs
from evaluate import Predictor

OCCUPATIONS = {
    "mostly women": "nurse receptionist hairdresser librarian nanny secretary cleaner dancer".split(),
    "mostly men": "electrician mechanic plumber carpenter soldier firefighter butcher engineer".split(),
}
ACTIONS = [
    "is talking on the phone",
    "is walking to work",
    "is eating lunch",
    "is standing by the door",
    "is waiting for a bus",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="TSV of labelled pairs (.tsv or .tsv.gz)")
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx and tokenizer.json")
    arguments = parser.parse_args()

    predictor = Predictor(arguments.model)
    pairs = test_pairs(read_tsv(arguments.data))
    guessed = sum(predictor.label("", pair.hypothesis) == pair.label for pair in pairs)
    print(f"premise left empty: {guessed}/{len(pairs)} = {guessed / len(pairs):.4f}")
    for group, occupations in OCCUPATIONS.items():
        for pronoun in ("She", "He"):
            labels = Counter(
                predictor.label(f"{'An' if occupation[0] in 'aeiou' else 'A'} {occupation} {action}.", f"{pronoun} {action}.")
                for occupation in occupations
                for action in ACTIONS
            )
            print(f"{group}, {pronoun}: {dict(labels)}")


if __name__ == "__main__":
    main()
