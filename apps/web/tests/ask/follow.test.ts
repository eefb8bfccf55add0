import type { Prediction } from '@pilotlight/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../src/api/client.ts';
import { Failure } from '../../src/api/failure.ts';
import { createPacer } from '../../src/api/pacer.ts';
import { follow } from '../../src/ask/follow.ts';

type Look = Failure | { status: Prediction['status']; retryAfterSeconds?: number };

/** Follows a prediction whose polls give `looks` in turn; `times` are the times of the polls, in seconds. */
function following(looks: Look[], firstPauseSeconds = 3) {
  const start = Date.now();
  const times: number[] = [];
  const troubles: unknown[] = [];
  const getPrediction: Client['getPrediction'] = async (id) => {
    times.push((Date.now() - start) / 1000);
    const look = looks.shift();
    if (!look) throw new Error('More polls than expected');
    if (look instanceof Failure) throw look;
    const prediction = { id, model: 'm', status: look.status, createdAt: '' };
    return { prediction, retryAfterSeconds: look.retryAfterSeconds };
  };
  const ended = new AbortController();
  const pacer = createPacer(ended.signal);
  const result = follow({ getPrediction } as Client, '01J', {
    firstPauseSeconds,
    pacer,
    signal: ended.signal,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  return { result, times, troubles, pacer, ended };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('polls at the pace of Retry-After until there is an answer', async () => {
  const { result, times } = following([
    { status: 'queued', retryAfterSeconds: 7 },
    { status: 'running' },
    { status: 'succeeded' },
  ]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await result).status).toBe('succeeded');
  expect(times).toEqual([3, 10, 12]);
});

test('no pause is shorter than a second or longer than thirty', async () => {
  const { times } = following([
    { status: 'queued', retryAfterSeconds: 0 },
    { status: 'queued', retryAfterSeconds: 9999 },
    { status: 'failed' },
  ]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(times).toEqual([3, 4, 34]);
});

test('transient failures double the pause up to thirty seconds, are reported, and do not end the wait', async () => {
  const down = new Failure(0);
  const { result, times, troubles } = following(
    [down, new Failure(503), down, down, down, down, { status: 'succeeded' }],
    0,
  );
  await vi.advanceTimersByTimeAsync(200_000);
  expect((await result).status).toBe('succeeded');
  expect(times).toEqual([0, 2, 6, 14, 30, 60, 90]);
  expect(troubles).toHaveLength(7);
  expect(troubles.at(-1)).toBeUndefined();
});

test('a nudge, such as when the network is back, polls at once', async () => {
  const { times, pacer } = following([new Failure(0), { status: 'succeeded' }], 0);
  await vi.advanceTimersByTimeAsync(500);
  pacer.nudge();
  await vi.advanceTimersByTimeAsync(10);
  expect(times).toEqual([0, 0.5]);
});

test('an id that is no longer known ends the wait', async () => {
  const { result } = following([new Failure(404, { code: 'prediction_unknown' })], 0);
  const outcome = expect(result).rejects.toMatchObject({ status: 404 });
  await vi.advanceTimersByTimeAsync(0);
  await outcome;
});

test('does not poll after an abort', async () => {
  const { result, times, ended } = following([{ status: 'queued' }]);
  const outcome = expect(result).rejects.toThrow();
  ended.abort();
  await outcome;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(times).toEqual([]);
});
