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

/** Asks a service that fails by `failures` first, and then answers. @returns the keys that it was sent */
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

test('a question whose answer was lost is asked again as the same question', async () => {
  const { keys, reply } = asking(new Failure(0), new Failure(0));
  await vi.runAllTimersAsync();
  expect(await reply).toBe(ANSWER);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test('two questions are two, though they say the same', async () => {
  const [one, other] = [asking(), asking()];
  await Promise.all([one.reply, other.reply]);
  expect(one.keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(one.keys).not.toEqual(other.keys);
});

test('after a few tries it is given up', async () => {
  const { keys, settled } = asking(...Array.from({ length: 9 }, () => new Failure(0)));
  await vi.runAllTimersAsync();
  expect(await settled).toMatchObject({ status: 0 });
  expect(keys).toHaveLength(AGAIN_SECONDS.length + 1);
});

test.each([429, 500, 503, 422])('an answer of %i is an answer', async (status) => {
  const { keys, settled } = asking(new Failure(status));
  expect(await settled).toMatchObject({ status });
  expect(keys).toHaveLength(1);
});

test('without a network it does not try', async () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const { keys, settled } = asking(new Failure(0));
  expect(await settled).toMatchObject({ offline: true });
  expect(keys).toHaveLength(1);
});

test('who asks something else meanwhile is not asked for any more', async () => {
  const { keys, controller, settled } = asking(new Failure(0));
  await vi.advanceTimersByTimeAsync(100);
  controller.abort();
  await settled;
  expect(keys).toHaveLength(1);
});
