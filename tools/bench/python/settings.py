"""What the benchmark tells a server, by environment variables."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """MODEL is the model's name, BUNDLE its unpacked bundle, WEIGHTS the BiLSTM's as NumPy arrays."""

    model: str = os.environ["BENCH_MODEL"]
    bundle: Path = Path(os.environ["BENCH_BUNDLE"])
    weights: Path = Path(os.environ["BENCH_WEIGHTS"])
    host: str = "127.0.0.1"
    port: int = int(os.environ["BENCH_PORT"])
    workers: int = int(os.environ["BENCH_WORKERS"])
    # Of each worker; 0 leaves the choice to the runtime.
    threads: int = int(os.environ["BENCH_THREADS"])
    # Inputs that run together; 1 is no batching.
    max_batch: int = int(os.environ["BENCH_MAX_BATCH"])
    # How a server without batching calls the model: in its event loop, or in a thread of its own.
    in_thread: bool = os.environ.get("BENCH_IN_THREAD") == "1"


SETTINGS = Settings()
