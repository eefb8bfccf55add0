"""A server's settings, which the benchmark passes in environment variables."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`model` is the model's name, `bundle` its unpacked bundle, `weights` the BiLSTM's weights as NumPy arrays."""

    model: str = os.environ["BENCH_MODEL"]
    bundle: Path = Path(os.environ["BENCH_BUNDLE"])
    weights: Path = Path(os.environ["BENCH_WEIGHTS"])
    host: str = "127.0.0.1"
    port: int = int(os.environ["BENCH_PORT"])
    workers: int = int(os.environ["BENCH_WORKERS"])
    # Threads of each worker; 0 leaves the choice to the runtime.
    threads: int = int(os.environ["BENCH_THREADS"])
    # The largest batch; 1 means no batching.
    max_batch: int = int(os.environ["BENCH_MAX_BATCH"])
    # Whether a server without batching calls the model in a separate thread instead of its event loop.
    in_thread: bool = os.environ.get("BENCH_IN_THREAD") == "1"


SETTINGS = Settings()
