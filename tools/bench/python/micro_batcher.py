"""The batching that users write for FastAPI: all requests that wait when the model is free run together."""

import asyncio
from collections.abc import Callable

from answers import Answer
from inputs import Input


class MicroBatcher:
    """Runs `predict` in a thread, so that the event loop can accept requests meanwhile."""

    def __init__(self, predict: Callable[[list[Input]], list[Answer]], max_batch: int):
        self.predict = predict
        self.max_batch = max_batch
        self.waiting: asyncio.Queue[tuple[Input, asyncio.Future[Answer]]] = asyncio.Queue()

    async def submit(self, given: Input) -> Answer:
        future = asyncio.get_running_loop().create_future()
        self.waiting.put_nowait((given, future))
        return await future

    async def run(self) -> None:
        while True:
            batch = [await self.waiting.get()]
            while len(batch) < self.max_batch and not self.waiting.empty():
                batch.append(self.waiting.get_nowait())
            inputs = [given for given, _ in batch]
            try:
                answers = await asyncio.to_thread(self.predict, inputs)
            except Exception as error:  # noqa: BLE001: any error is the answer to all in the batch
                for _, future in batch:
                    future.set_exception(error)
                continue
            for (_, future), answer in zip(batch, answers, strict=True):
                if not future.cancelled():
                    future.set_result(answer)
