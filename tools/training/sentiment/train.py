"""Trains the model: logistic regression over naive-Bayes log ratios of words, pairs and triples (Wang and Manning, 2012)."""

import argparse
import time
from pathlib import Path

import numpy
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from ngrams import BASE, keys_of, matrix_of, numbered
from recipe import RECIPE
from reviews import Review, read_reviews
from tokens import tokens_of


def log_ratios(matrix: sparse.csr_matrix, positive: numpy.ndarray) -> numpy.ndarray:
    """How much more often each n-gram is in a positive review than in a negative one, as a logarithm."""
    counts = [RECIPE.smoothing + numpy.asarray(matrix[rows].sum(axis=0)).ravel() for rows in (positive, ~positive)]
    shares = [count / count.sum() for count in counts]
    return numpy.log(shares[0] / shares[1])


def scaled(matrix: sparse.csr_matrix, ratios: numpy.ndarray) -> sparse.csr_matrix:
    """Each row's ratios, divided by their length: a long review counts as much as a short one."""
    rows = (matrix @ sparse.diags(ratios)).tocsr()
    lengths = numpy.sqrt(numpy.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags(1 / numpy.maximum(lengths, 1e-9)) @ rows).tocsr()


def labels_of(reviews: list[Review]) -> numpy.ndarray:
    return numpy.array([review.positive for review in reviews])


def trained(reviews: list[Review]) -> dict[str, numpy.ndarray]:
    """The kept n-grams with their ratios and weights, the bias, and the tokens by number."""
    words: dict[str, int] = {}
    documents = numbered((tokens_of(review.text) for review in reviews), words, grow=True)
    if len(words) >= BASE:
        raise SystemExit(f"{len(words)} different tokens; must be less than {BASE}")
    documents = [keys_of(document, RECIPE.longest_ngram) for document in documents]
    vocabulary, counts = numpy.unique(numpy.concatenate(documents), return_counts=True)
    vocabulary, counts = vocabulary[counts >= RECIPE.least_reviews], counts[counts >= RECIPE.least_reviews]
    matrix, positive = matrix_of(documents, vocabulary), labels_of(reviews)
    ratios = log_ratios(matrix, positive)
    regression = LogisticRegression(
        C=RECIPE.c, solver="liblinear", dual=True, max_iter=RECIPE.passes, random_state=RECIPE.seed
    )
    regression.fit(scaled(matrix, ratios), positive)
    weights = regression.coef_[0]
    moved = numpy.abs(ratios * weights) * numpy.sqrt(counts)
    kept = numpy.sort(numpy.argsort(-moved, kind="stable")[: RECIPE.kept_ngrams])
    return {
        **compacted(list(words), vocabulary[kept]),
        "ratios": ratios[kept],
        "weights": weights[kept],
        "bias": regression.intercept_,
    }


def compacted(words: list[str], ngrams: numpy.ndarray) -> dict[str, numpy.ndarray]:
    """Leaves out the words that no kept n-gram contains. The order of the words, and so of the n-grams, stays."""
    digits = [ngrams // BASE**place % BASE for place in range(RECIPE.longest_ngram)]
    used = numpy.unique(numpy.concatenate([[0], *digits]))
    number = numpy.zeros(len(words) + 1, numpy.int64)
    number[used] = numpy.arange(len(used))
    return {
        "words": numpy.array("\n".join(words[old - 1] for old in used[1:])),
        "ngrams": sum(number[digit] * BASE**place for place, digit in enumerate(digits)),
    }


def log_odds(model: dict[str, numpy.ndarray], reviews: list[Review]) -> numpy.ndarray:
    words = {word: number for number, word in enumerate(model["words"].item().split("\n"), start=1)}
    documents = numbered((tokens_of(review.text) for review in reviews), words, grow=False)
    matrix = matrix_of([keys_of(document, RECIPE.longest_ngram) for document in documents], model["ngrams"])
    return scaled(matrix, model["ratios"]) @ model["weights"] + model["bias"]


def best_temperature(scores: numpy.ndarray, positive: numpy.ndarray) -> float:
    loss = lambda temperature: numpy.logaddexp(0, -numpy.where(positive, scores, -scores) * temperature).mean()
    return float(minimize_scalar(loss, bounds=(0.01, 10), method="bounded").x)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="sentiment.tsv or .tsv.gz")
    parser.add_argument("--out", type=Path, required=True, help="file of the weights, such as sentiment.npz")
    parser.add_argument("--hold-out", action="store_true", help="train without some reviews, and measure on these")
    arguments = parser.parse_args()

    started = time.monotonic()
    reviews = read_reviews(arguments.data, "train")
    held_out: list[Review] = []
    if arguments.hold_out:
        order = numpy.random.default_rng(RECIPE.seed).permutation(len(reviews))
        held_out = [reviews[index] for index in order[: RECIPE.held_out_reviews]]
        reviews = [reviews[index] for index in order[RECIPE.held_out_reviews :]]
    model = trained(reviews)
    numpy.savez(arguments.out, **model)
    print(f"{len(model['ngrams'])} n-grams of {len(reviews)} reviews in {time.monotonic() - started:.0f} s")
    if held_out:
        scores, positive = log_odds(model, held_out), labels_of(held_out)
        print(f"held out: accuracy {((scores > 0) == positive).mean():.4f} of {len(held_out)}")
        print(f"best temperature: {best_temperature(scores, positive):.3f}")


if __name__ == "__main__":
    main()
