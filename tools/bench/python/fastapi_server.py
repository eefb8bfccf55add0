"""FastAPI over ONNX Runtime, one uvicorn worker per core: the model in the event loop, in threads, or in batches."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from micro_batcher import MicroBatcher
from onnx_models import OnnxModel, load_model
from settings import SETTINGS


class Pair(BaseModel):
    premise: str
    hypothesis: str


class Text(BaseModel):
    text: str


Body = Text if SETTINGS.model == "bilstm" else Pair
model: OnnxModel
batcher: MicroBatcher


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    global model, batcher
    model = load_model()
    batcher = MicroBatcher(model.predict, SETTINGS.max_batch)
    task = asyncio.create_task(batcher.run())
    yield
    task.cancel()


app = FastAPI(lifespan=lifespan)


@app.get("/ping")
async def ping() -> None:
    return None


if SETTINGS.max_batch > 1:

    @app.post("/predict")
    async def predict_batched(body: Body) -> JSONResponse:
        return JSONResponse(await batcher.submit(body.model_dump()))

elif SETTINGS.in_thread:

    @app.post("/predict")
    def predict_in_thread(body: Body) -> JSONResponse:
        return JSONResponse(model.predict([body.model_dump()])[0])

else:

    @app.post("/predict")
    async def predict_in_loop(body: Body) -> JSONResponse:
        return JSONResponse(model.predict([body.model_dump()])[0])


if __name__ == "__main__":
    uvicorn.run(
        "fastapi_server:app",
        host=SETTINGS.host,
        port=SETTINGS.port,
        workers=SETTINGS.workers,
        log_level="warning",
        access_log=False,
    )
