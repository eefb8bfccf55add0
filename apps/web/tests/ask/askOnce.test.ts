import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Client, Reply } from '../../src/api/client.ts';
import { Failure } from '../../src/api/failure.ts';
import { createPacer } from '../../src/api/pacer.ts';
import { AGAIN_SECONDS, askOnce } from '../../src/ask/askOnce.ts';

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const ANSWER: Reply = { kind: 'answer', output: 4 };

/** Asks a service that throws each of `failures` in turn and then answers. @returns the keys sent, and the reply */
function asking(...failures: Error[]) {
  const keys: string[] = [];
  const predict: Client['predict'] = async (_name, _input, key) => {
    keys.push(key);
    const failure = failures.shift();
    if (failure) throw failure;
    return ANSWER;
  };
  const controller = new AbortController();
  const { signal } = controller;
  const reply = askOnce({ predict } as Client, 'm', {}, { pacer: createPacer(signal), signal });
  return { keys, controller, reply, settled: reply.catch((error: unknown) => error) };
}

test('a question whose answer was lost is retried with the same key', async () => {
  const { keys, reply } = asking(new Failure(0), new Failure(0));
  await vi.runAllTimersAsync();
  expect(await reply).toBe(ANSWER);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test('two questions with the same input have different keys', async () => {
  const [one, other] = [asking(), asking()];
  await Promise.all([one.reply, other.reply]);
  expect(one.keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(one.keys).not.toEqual(other.keys);
});

test('gives up after a few attempts', async () => {
  const { keys, settled } = asking(...Array.from({ length: 9 }, () => new Failure(0)));
  await vi.runAllTimersAsync();
  expect(await settled).toMatchObject({ status: 0 });
  expect(keys).toHaveLength(AGAIN_SECONDS.length + 1);
});

test.each([429, 500, 503, 422])('a response of %i is not retried', async (status) => {
  const { keys, settled } = asking(new Failure(status));
  expect(await settled).toMatchObject({ status });
  expect(keys).toHaveLength(1);
});

test('does not retry while offline', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const { keys, settled } = asking(new Failure(0));
  expect(await settled).toMatchObject({ offline: true });
  expect(keys).toHaveLength(1);
});

test('an aborted question is not retried', async () => {
  const { keys, controller, settled } = asking(new Failure(0));
  await vi.advanceTimersByTimeAsync(100);
  controller.abort();
  await settled;
  expect(keys).toHaveLength(1);
});
