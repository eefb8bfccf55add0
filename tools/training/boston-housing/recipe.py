"""The training recipe: every number that shapes the trees, in one place."""

# Column `b` is computed from the share of Black residents. It is an input, so that the data set's rows fit, but it is
# constant in training: no tree can split on it, and no price depends on it.
UNUSED_INPUT = "b"

# Every fifth row of the file is held out: rows 5, 10, 15 and so on.
TEST_EVERY_ROWS = 5

# Chosen by cross-validation on the training rows (`compare.py --tune`).
PARAMETERS = {
    "n_estimators": 300,
    "max_depth": 3,
    "learning_rate": 0.05,
    "subsample": 0.7,
    "colsample_bytree": 0.8,
    "min_child_weight": 1,
    "tree_method": "exact",
    "random_state": 20261129,
    # One thread: sums of floats depend on how they are divided among threads.
    "n_jobs": 1,
}
