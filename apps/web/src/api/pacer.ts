/** Pauses that can be cut short: by `nudge`, when there is news, and by the end of `signal`. */
export interface Pacer {
  pause(milliseconds: number): Promise<void>;
  /** Ends the pause; between two pauses it ends the next one, so that no news is lost. */
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
