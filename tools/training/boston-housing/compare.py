"""The figures of the model card that need training: root-mean-square errors in thousands of dollars.

The shipped model's own figure comes from the bundle (`nx run boston-housing:accuracy`).
"""

import argparse
import itertools
from pathlib import Path

import numpy
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GroupKFold, RepeatedKFold
from xgboost import XGBRegressor

from houses import Houses, read_houses, split
from recipe import PARAMETERS, UNUSED_INPUT

FOLDS = 5
GRID = {
    "n_estimators": [300, 600],
    "max_depth": [3, 4],
    "colsample_bytree": [0.5, 0.8],
    "min_child_weight": [1, 4],
}


def rmse(predicted, actual: numpy.ndarray) -> float:
    return float(numpy.sqrt(numpy.mean((predicted - actual) ** 2)))


def error_of(model, train: Houses, test: Houses) -> float:
    return rmse(model.fit(train.inputs, train.prices).predict(test.inputs), test.prices)


def cross_validated(model, houses: Houses, folds) -> float:
    """Over all rows, each predicted by a model that was trained without its fold."""
    errors = [(error_of(model, houses[train], houses[test]), len(test)) for train, test in folds]
    return float(numpy.sqrt(sum(e * e * n for e, n in errors) / sum(n for _, n in errors)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="boston.csv, with a header")
    parser.add_argument("--tune", action="store_true", help="instead: every choice of the grid, on the training rows")
    arguments = parser.parse_args()

    houses = read_houses(arguments.data)
    train, test = split(houses)
    trees = XGBRegressor(**PARAMETERS)
    random = lambda rows: RepeatedKFold(n_splits=FOLDS, n_repeats=2, random_state=0).split(rows.inputs)

    if arguments.tune:
        blind = train.without(UNUSED_INPUT)
        for values in itertools.product(*GRID.values()):
            chosen = dict(zip(GRID, values))
            print(chosen, f"{cross_validated(XGBRegressor(**PARAMETERS | chosen), blind, random(blind)):.2f}")
        return

    blind = houses.without(UNUSED_INPUT)
    blind_train, blind_test = split(blind)
    print(f"{len(train)} training rows, {len(test)} test rows, {houses.towns().max() + 1} towns")
    print(f"test, the mean of the training rows: {rmse(train.prices.mean(), test.prices):.2f}")
    print(f"test, linear regression: {error_of(LinearRegression(), train, test):.2f}")
    print(f"test, linear regression without {UNUSED_INPUT}: {error_of(LinearRegression(), blind_train, blind_test):.2f}")
    print(f"test, trees: {error_of(trees, train, test):.2f}")
    print(f"test, trees without {UNUSED_INPUT}: {error_of(trees, blind_train, blind_test):.2f}")
    by_town = list(GroupKFold(FOLDS).split(blind.inputs, groups=blind.towns()))
    for name, folds in (("rows at random", list(random(blind))), ("whole towns", by_town)):
        for kind, model in (("trees", trees), ("linear regression", LinearRegression())):
            print(f"{FOLDS} folds of {name}, {kind} without {UNUSED_INPUT}: {cross_validated(model, blind, folds):.2f}")


if __name__ == "__main__":
    main()
