import type { Prediction } from '@pilotlight/contracts';
import type { Client } from '../api/client.ts';
import { asFailure, type Failure } from '../api/failure.ts';
import type { Pacer } from '../api/pacer.ts';

/** Limits of the pause between polls, whatever `Retry-After` says; `unsaid` is the pause without that header. */
export const PACE_SECONDS = { least: 1, most: 30, unsaid: 2 } as const;

const pace = (seconds: number) =>
  Math.min(PACE_SECONDS.most, Math.max(PACE_SECONDS.least, seconds));

export interface FollowOptions {
  /** Pause before the first poll: 0 for a prediction resumed after a reload. */
  firstPauseSeconds: number;
  pacer: Pacer;
  signal: AbortSignal;
  /** Called with each transient failure of a poll, and with `undefined` once a poll succeeds again. */
  onTrouble: (failure: Failure | undefined) => void;
  /** Called with the prediction that each poll reads. */
  onRead?: (prediction: Prediction) => void;
}

/**
 * Polls a parked prediction at the pace of `Retry-After` until it has succeeded or failed. Transient failures (no
 * network, 5xx, 429) double the pause, up to 30 s, and never end the wait: the id stays valid.
 * @throws Failure when the service no longer knows the id, or on any other permanent failure
 */
export async function follow(
  client: Client,
  id: string,
  { firstPauseSeconds, pacer, signal, onTrouble, onRead }: FollowOptions,
): Promise<Prediction> {
  let pauseSeconds = firstPauseSeconds;
  let failures = 0;
  for (;;) {
    await pacer.pause(pauseSeconds * 1000);
    signal.throwIfAborted();
    try {
      const { prediction, retryAfterSeconds } = await client.getPrediction(id);
      if (failures > 0) onTrouble(undefined);
      failures = 0;
      onRead?.(prediction);
      if (prediction.status === 'succeeded' || prediction.status === 'failed') return prediction;
      pauseSeconds = pace(retryAfterSeconds ?? PACE_SECONDS.unsaid);
    } catch (error) {
      const failure = asFailure(error);
      if (!failure.passing) throw failure;
      failures += 1;
      pauseSeconds = pace(2 ** Math.min(failures, 10));
      onTrouble(failure);
    }
  }
}
