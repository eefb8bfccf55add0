"""BentoML over ONNX Runtime: one worker per core, with or without its adaptive batching."""

import bentoml

from answers import Answer
from inputs import Input
from onnx_models import load_model
from settings import SETTINGS

service = bentoml.service(
    name="bench",
    workers=SETTINGS.workers,
    traffic={"timeout": 60},
    logging={"access": {"enabled": False}},
    metrics={"enabled": False},
)

if SETTINGS.max_batch > 1:

    @service
    class Bench:
        def __init__(self) -> None:
            self.model = load_model()

        # BentoML batches lists: a request is a list of one input.
        @bentoml.api(batchable=True, max_batch_size=SETTINGS.max_batch, max_latency_ms=60_000)
        def predict(self, inputs: list[Input]) -> list[Answer]:
            return self.model.predict(inputs)

else:

    @service
    class Bench:
        def __init__(self) -> None:
            self.model = load_model()

        @bentoml.api
        def predict(self, inputs: list[Input]) -> list[Answer]:
            return self.model.predict(inputs)
