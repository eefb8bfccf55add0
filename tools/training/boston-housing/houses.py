"""Reads the data set, and divides it into training and test rows."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy

from recipe import TEST_EVERY_ROWS

INPUTS = ["crim", "zn", "indus", "chas", "nox", "rm", "age", "dis", "rad", "tax", "ptratio", "b", "lstat"]
TARGET = "medv"

# The tracts of one town have these values in common.
TOWN_COLUMNS = ["zn", "indus", "rad", "tax", "ptratio"]


@dataclass(frozen=True)
class Houses:
    inputs: numpy.ndarray
    prices: numpy.ndarray

    def __getitem__(self, rows) -> "Houses":
        return Houses(self.inputs[rows], self.prices[rows])

    def __len__(self) -> int:
        return len(self.prices)

    def without(self, column: str) -> "Houses":
        inputs = self.inputs.copy()
        inputs[:, INPUTS.index(column)] = 0
        return Houses(inputs, self.prices)

    def towns(self) -> numpy.ndarray:
        """The number of each row's town."""
        shared = self.inputs[:, [INPUTS.index(column) for column in TOWN_COLUMNS]]
        return numpy.unique(shared, axis=0, return_inverse=True)[1]


def read_houses(path: Path) -> Houses:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return Houses(
        numpy.array([[float(row[column]) for column in INPUTS] for row in rows]),
        numpy.array([float(row[TARGET]) for row in rows]),
    )


def split(houses: Houses) -> tuple[Houses, Houses]:
    """Training rows and test rows."""
    test = numpy.arange(len(houses)) % TEST_EVERY_ROWS == TEST_EVERY_ROWS - 1
    return houses[~test], houses[test]
