"""N-grams as numbers: the numbers of their tokens as the digits of one number, at most 51 bits long.

Such a number is exact as a 64-bit float, which is how the vocabulary file and the TypeScript handler hold it.
"""

from collections.abc import Iterable

import numpy
from scipy import sparse

# One more than the highest number of a token. Digit 0 stands for no token, so that a pair is no triple.
BASE = 2**17


def numbered(documents: Iterable[list[str]], words: dict[str, int], grow: bool) -> list[numpy.ndarray]:
    """Tokens as numbers from 1; 0 for a token that is not in `words`, unless it grows by it."""
    number = (lambda token: words.setdefault(token, len(words) + 1)) if grow else (lambda token: words.get(token, 0))
    return [numpy.array([number(token) for token in document], dtype=numpy.int64) for document in documents]


def keys_of(document: numpy.ndarray, longest: int) -> numpy.ndarray:
    """The n-grams in a document of numbered tokens, each once, in ascending order."""
    found, keys, known = [], numpy.zeros(len(document), numpy.int64), numpy.ones(len(document), bool)
    for length in range(1, min(longest, len(document)) + 1):
        ends = document[length - 1 :]
        keys = keys[: len(ends)] * BASE + ends
        known = known[: len(ends)] & (ends > 0)
        found.append(keys[known])
    return numpy.unique(numpy.concatenate(found)) if found else numpy.zeros(0, numpy.int64)


def matrix_of(documents: list[numpy.ndarray], vocabulary: numpy.ndarray) -> sparse.csr_matrix:
    """One row per document with a 1 for each of its n-grams that are in the (sorted) vocabulary."""
    columns, ends = [], [0]
    for keys in documents:
        places = numpy.searchsorted(vocabulary, keys)
        places[places == len(vocabulary)] = 0
        columns.append(places[vocabulary[places] == keys])
        ends.append(ends[-1] + len(columns[-1]))
    ones = numpy.ones(ends[-1], numpy.float32)
    return sparse.csr_matrix((ones, numpy.concatenate(columns), ends), shape=(len(documents), len(vocabulary)))
