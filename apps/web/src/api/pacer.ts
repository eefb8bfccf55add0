/** Pauses that end early on `nudge` or when `signal` aborts. */
export interface Pacer {
  pause(milliseconds: number): Promise<void>;
  /** Ends the current pause. Between two pauses it skips the next one, so that no nudge is lost. */
  nudge(): void;
}

export function createPacer(signal: AbortSignal): Pacer {
  let nudged = false;
  let end: (() => void) | undefined;
  const nudge = () => {
    if (end) end();
    else nudged = true;
  };
  signal.addEventListener('abort', nudge);
  return {
    nudge,
    pause: (milliseconds) =>
      new Promise((resolve) => {
        const skip = nudged || signal.aborted;
        nudged = false;
        if (skip) return resolve();
        const timer = setTimeout(nudge, milliseconds);
        end = () => {
          clearTimeout(timer);
          end = undefined;
          resolve();
        };
      }),
  };
}
