"""LitServe over ONNX Runtime: one inference worker per core, with or without its own batching."""

import litserve

from answers import Answer
from inputs import Input
from onnx_models import load_model
from settings import SETTINGS

# How long LitServe waits for a batch to fill.
BATCH_TIMEOUT_SECONDS = 0.005


class Api(litserve.LitAPI):
    def setup(self, device: str) -> None:
        self.model = load_model()

    def decode_request(self, request: Input) -> Input:
        return request

    def batch(self, inputs: list[Input]) -> list[Input]:
        return inputs

    def predict(self, inputs: Input | list[Input]) -> Answer | list[Answer]:
        if isinstance(inputs, list):
            return self.model.predict(inputs)
        return self.model.predict([inputs])[0]

    def unbatch(self, output: list[Answer]) -> list[Answer]:
        return output

    def encode_response(self, output: Answer) -> Answer:
        return output


if __name__ == "__main__":
    batching = {"max_batch_size": SETTINGS.max_batch, "batch_timeout": BATCH_TIMEOUT_SECONDS}
    api = Api(**(batching if SETTINGS.max_batch > 1 else {}))
    server = litserve.LitServer(api, accelerator="cpu", workers_per_device=SETTINGS.workers)
    server.run(host=SETTINGS.host, port=SETTINGS.port, log_level="warning", generate_client_file=False)
