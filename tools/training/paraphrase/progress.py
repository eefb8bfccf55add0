"""Prints the progress of the training at regular steps."""

import time


class Progress:
    """The average loss of a word since the last printed line."""

    def __init__(self, first_step: int, total_steps: int, every_steps: int = 50):
        self.first_step = first_step
        self.total_steps = total_steps
        self.every_steps = every_steps
        self.started = time.monotonic()
        self.steps, self.loss_sum = 0, 0.0

    def add(self, done: int, loss: float) -> None:
        self.steps += 1
        self.loss_sum += loss
        if done % self.every_steps and done < self.total_steps:
            return
        rate = (done - self.first_step) / (time.monotonic() - self.started)
        minutes_left = (self.total_steps - done) / rate / 60
        print(
            f"step {done}/{self.total_steps} loss {self.loss_sum / self.steps:.4f} "
            f"{rate:.2f} steps/s, {minutes_left:.0f} min left",
            flush=True,
        )
        self.steps, self.loss_sum = 0, 0.0
