import type { ModelDetail, ModelState } from '@pilotlight/contracts';
import type { Client } from '../api/client.ts';
import { asFailure, type Failure } from '../api/failure.ts';
import { createPacer } from '../api/pacer.ts';

/** Pauses between reads while the tab is visible. Each read without a change makes the pause longer, by `growth`. */
export const REFRESH_SECONDS = { waking: 2, least: 5, most: 30, growth: 1.15 } as const;

export interface WatchOptions {
  client: Client;
  model: string;
  /** The last known state, whether the watch read it or not. */
  known: () => ModelState;
  onRead: (read: Pick<ModelDetail, 'state' | 'cost'>) => void;
  onFailure: (failure: Failure) => void;
  signal: AbortSignal;
}

/**
 * Polls a model's state until `signal` aborts; pauses while the tab is hidden.
 * @returns a function that triggers a read at once
 */
export function watch({ client, model, known, onRead, onFailure, signal }: WatchOptions) {
  const pacer = createPacer(signal);
  let restSeconds: number = REFRESH_SECONDS.least;
  const look = () => {
    restSeconds = REFRESH_SECONDS.least;
    pacer.nudge();
  };
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('online', look, { signal });

  const read = async () => {
    const before = known().status;
    try {
      const found = await client.getModel(model);
      const settled = found.state.status === before;
      restSeconds = settled ? restSeconds * REFRESH_SECONDS.growth : REFRESH_SECONDS.least;
      if (!signal.aborted) onRead(found);
    } catch (error) {
      restSeconds *= 2;
      if (!signal.aborted) onFailure(asFailure(error));
    }
    restSeconds = Math.min(REFRESH_SECONDS.most, restSeconds);
  };

  const loop = async () => {
    while (!signal.aborted) {
      const seconds = known().status === 'waking' ? REFRESH_SECONDS.waking : restSeconds;
      await pacer.pause(seconds * 1000);
      if (!signal.aborted && !document.hidden) await read();
    }
  };
  void loop();
  return look;
}
